"""Renewals with every driver off: survival is the shifted-beta-geometric exactly, and a real cohort is forecast."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from statistics import fmean

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from scipy.special import betaln

from cssim.domain import ledger, tally
from cssim.engine.recorder import SUMMARY
from cssim.engine.simulate import settle, simulate
from cssim.results.run import Run
from cssim.units import HOURS_PER_MONTH, HOURS_PER_YEAR
from tests.builders import renewal_plan
from tests.verification.intervals import SEED, assert_mean

INTERVALS = 18
RUNS, ACCOUNTS = 30, 250
SHAPES = (1.5, 9.0)
COHORT = Path(__file__).parent / "data" / "retention_regular.csv"
FITTED = 7
"""Last year of the cohort that a forecast may look at."""


def survival(shapes: tuple[float, float], years: float, survived: float = 0.0) -> float:
    """Return S(t) = B(a, b + t) / B(a, b) after ``survived`` years.

    Fader and Hardie, "How to project customer retention", Journal of Interactive Marketing 21(1), 2007.
    """
    a, b = shapes
    return math.exp(betaln(a, b + survived + years) - betaln(a, b + survived))


def left_at(run: Run, months: float) -> float:
    """Return which share of the accounts is still there ``months`` after the start."""
    gone = (run.ledger.kind == ledger.CHURN) & (run.ledger.time < months * HOURS_PER_MONTH)
    return 1.0 - float(gone.sum()) / run.accounts.opening.size


@pytest.mark.parametrize("survived", [0.0, 3.0], ids=["new", "after three years"])
@pytest.mark.parametrize("term", [HOURS_PER_MONTH, HOURS_PER_YEAR], ids=["monthly", "annual"])
def test_survival_is_shifted_beta_geometric(term: float, survived: float) -> None:
    """A monthly contract looks twelve times a year at a twelfth of the risk: survival of whole years is the same."""
    plan = renewal_plan(61, ACCOUNTS, SHAPES, term, survived)
    runs = [simulate(plan, settle(plan, SEED, run), SEED, run, SUMMARY) for run in range(RUNS)]
    for year in (1, 2, 3, 5):
        expected = survival(SHAPES, year, survived)
        assert_mean([left_at(run, 12.0 * year) for run in runs], expected, INTERVALS, 0.06)


def test_whoever_is_left_of_new_logos_goes_on_like_survivors() -> None:
    """The correction that an opening book gets is what living through those years does to new logos."""
    plan = renewal_plan(61, ACCOUNTS, SHAPES, HOURS_PER_YEAR)
    runs = [simulate(plan, settle(plan, SEED, run), SEED, run, SUMMARY) for run in range(RUNS)]
    expected = survival(SHAPES, 2.0, survived=3.0)
    # a ratio of means, tested as the mean of a difference
    samples = [left_at(run, 60.0) - expected * left_at(run, 36.0) for run in runs]
    assert_mean(samples, 0.0, INTERVALS, 0.04)


def test_expected_and_realised_losses_have_one_mean() -> None:
    plan = renewal_plan(61, ACCOUNTS, SHAPES, HOURS_PER_YEAR)
    runs = [simulate(plan, settle(plan, SEED, run), SEED, run, SUMMARY) for run in range(RUNS)]
    opening = float(runs[0].accounts.opening.sum())
    realised = [-float(run.tally.arr[..., ledger.CHURN].sum()) / opening for run in runs]
    expected = [float(run.tally.renewals[..., tally.EXPECTED_CHURN].sum()) / opening for run in runs]
    assert_mean([one - other for one, other in zip(realised, expected, strict=True)], 0.0, INTERVALS, 0.04)


def cohort() -> NDArray[np.float64]:
    """Return the share of the Regular cohort that is left, by year."""
    with COHORT.open(encoding="utf-8", newline="") as file:
        return np.array([float(row["percent_surviving"]) / 100.0 for row in csv.DictReader(file)])


def fit_beta(left: NDArray[np.float64]) -> tuple[float, float]:
    """Return the Beta shapes of maximum likelihood for the shares left after 0, 1, 2 ... years."""
    lost, years = -np.diff(left), len(left) - 1

    def minus_log_likelihood(logs: NDArray[np.float64]) -> float:
        shapes = (float(np.exp(logs[0])), float(np.exp(logs[1])))
        curve = [survival(shapes, year) for year in range(years + 1)]
        return -float(lost @ np.log(-np.diff(curve)) + left[-1] * math.log(curve[-1]))

    found = minimize(minus_log_likelihood, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-10})
    return float(np.exp(found.x[0])), float(np.exp(found.x[1]))


def fit_constant(left: NDArray[np.float64]) -> float:
    """Return the constant yearly retention of maximum likelihood."""
    lost, years = -np.diff(left), len(left) - 1

    def minus_log_likelihood(keep: float) -> float:
        curve = keep ** np.arange(years)
        return -float(lost @ np.log(curve * (1.0 - keep)) + left[-1] * years * math.log(keep))

    return float(minimize_scalar(minus_log_likelihood, bounds=(0.01, 0.99), method="bounded").x)


def error_of(forecast: NDArray[np.float64], actual: NDArray[np.float64]) -> float:
    """Return the mean absolute percentage error."""
    return float(np.mean(np.abs(forecast / actual - 1.0)))


def test_the_regular_cohort_is_forecast_five_years_ahead() -> None:
    left = cohort()
    shapes = fit_beta(left[: FITTED + 1])
    assert shapes == pytest.approx((0.704, 1.182), abs=0.002), "the estimates that Fader and Hardie print"
    plan = renewal_plan(12 * 12 + 1, 4000, shapes, HOURS_PER_YEAR)
    runs = [simulate(plan, settle(plan, SEED, run), SEED, run, SUMMARY) for run in range(3)]
    ahead = range(FITTED + 1, 13)
    forecast = np.array([fmean(left_at(run, 12.0 * year) for run in runs) for year in ahead])
    assert error_of(forecast, left[FITTED + 1 :]) <= 0.05
    constant = fit_constant(left[: FITTED + 1]) ** np.array(ahead)
    assert error_of(constant, left[FITTED + 1 :]) > 0.25, "a churn rate that never changes cannot do it"
