"""Check 1: a real cohort, forecast five years ahead from its first seven."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.special import betaln

import cssim
from cssim.reporting.numbers import percent
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario
from validation.checks import Chapter, Check, Curve, Mean, Values, mean_of, shown, told
from validation.studies import Effort, single

REGULAR: Final = (1.0, 0.631, 0.468, 0.382, 0.326, 0.289, 0.262, 0.241, 0.223, 0.207, 0.194, 0.183, 0.173)
"""Share of the Regular cohort that is left after so many years [99]: one firm, contracts of a year."""
FITTED: Final = 7
SHORT: Final = 4
AHEAD: Final = tuple(range(FITTED + 1, len(REGULAR)))
ACCOUNTS: Final = 4000
FEW_ACCOUNTS: Final = 200
RUNS: Final = 20
WITHIN: Final = 0.05
BEYOND: Final = 0.25
_SOURCE: Final = "[99], published fit [100]"
_TEXT: Final = """\
Customers of one firm with contracts of a year (Fader and Hardie 2007, 13 printed figures). Two numbers, level m and
heterogeneity phi, are fitted to years 0 to {fitted} by maximum likelihood (that is the calibration); every driver is
off (`cssim:renewal_only`), {accounts:,} customers in each of {runs} runs. The forecast of the years after is the test.
The same with a company of equals, whose one number is fitted to the same years, must fail it.
"""
Shapes = tuple[float, float]


def measure(effort: Effort, jobs: int) -> Chapter:
    """Fit the cohort's first years, simulate all, and set the later ones beside what happened."""
    runs, accounts = (RUNS, ACCOUNTS) if effort.full else (effort.runs, FEW_ACCOUNTS)
    size = Effort(runs, len(REGULAR) - 1)
    shapes, short, keep = fit_beta(FITTED), fit_beta(SHORT), fit_constant(FITTED)
    left = survivors(company_of(shapes, accounts), size, jobs)
    text = _TEXT.format(fitted=FITTED, accounts=accounts, runs=runs)
    checks = (
        Check(
            "alpha, beta of the fit to years 0 to 7",
            f"0.704, 1.182 {_SOURCE}",
            f"{shapes[0]:.3f}, {shapes[1]:.3f}",
            None,
        ),
        *(shown(f"left after year {year}", left[:, year], f"{percent(REGULAR[year])} [99]", percent) for year in AHEAD),
        judged(
            "error of the forecast of years 8 to 12",
            left,
            f"at most {percent(WITHIN)} (1.5 % worked out from the fit)",
            True,
        ),
        judged(
            "the same, of a company of equals",
            survivors(company_of_equals(keep, accounts), size, jobs),
            f"above {percent(BEYOND)} (the review worked out 31.6 % by another fit): must fail",
            False,
        ),
        Check(
            "error of years 8 to 12 with the law fitted to years 0 to 4 only",
            "5.4 % over years 5 to 12, worked out",
            told(error_of(survivors(company_of(short, accounts), size, jobs)), percent),
            None,
        ),
    )
    return Chapter("Check 1: a cohort forecast five years ahead", text, checks, (drawn(left),))


def drawn(left: Values) -> Curve:
    """Return the forecast and what happened, year by year."""
    means = tuple(mean_of(100 * left[:, year]) for year in range(1, len(REGULAR)))
    return Curve(
        "A cohort forecast from its first 7 years", "years", "customers left, %",
        tuple(range(1, len(REGULAR))), means, tuple(100 * share for share in REGULAR[1:]),
    )  # fmt: skip


def judged(what: str, left: Values, target: str, small: bool) -> Check:
    """Return whether the error of a forecast is surely small, or surely large."""
    error = error_of(left)
    return Check(what, target, told(error, percent), error.high <= WITHIN if small else error.low > BEYOND)


def error_of(left: Values) -> Mean:
    """Return the mean absolute percentage error of the mean forecast over the years ahead.

    The interval is that of the jackknife over runs: the error of a mean is no mean of errors.
    """
    whole = _error(left.mean(axis=0))
    n = len(left)
    without = np.array([_error(np.delete(left, run, axis=0).mean(axis=0)) for run in range(n)])
    spread = mean_of(n * whole - (n - 1) * without)
    return Mean(whole, spread.half)


def _error(forecast: Values) -> float:
    ahead = np.array(AHEAD)
    return float(np.mean(np.abs(forecast[ahead] / np.array(REGULAR)[ahead] - 1.0)))


def survivors(scenario: Scenario, effort: Effort, jobs: int) -> Values:
    """Return which share of the customers is left after 0, 1, 2 ... years, run by run: (n, years + 1)."""
    result = single(scenario, effort, jobs)
    gone = [result.figures(f"logo_churn_to_date.y{year}") for year in range(1, effort.years + 1)]
    return 1.0 - np.column_stack([np.zeros(effort.runs), *gone])


def company_of(shapes: Shapes, accounts: int) -> Scenario:
    """Return a company of nothing but renewals whose customers' yearly churn is a Beta law."""
    a, b = shapes
    return _company({"new_logo_churn": a / (a + b), "heterogeneity": a + b, "accounts": accounts})


def company_of_equals(keep: float, accounts: int) -> Scenario:
    """Return one whose customers all renew with the same probability."""
    return _company({"new_logo_churn": 1.0 - keep, "heterogeneity": "none", "accounts": accounts})


def _company(segment: dict[str, object]) -> Scenario:
    months = 12 * (len(REGULAR) - 1)
    base = cssim.load("cssim:renewal_only")
    return patch(base, {"horizon": f"{months} months", "customers.segments.regular": segment})


def survival(shapes: Shapes, years: int) -> float:
    """Return the shifted-beta-geometric survival B(a, b + t) / B(a, b)."""
    a, b = shapes
    return math.exp(betaln(a, b + years) - betaln(a, b))


def fit_beta(years: int) -> Shapes:
    """Return the Beta shapes of maximum likelihood for the first ``years``."""
    left = np.array(REGULAR[: years + 1])

    def minus_log_likelihood(logs: Values) -> float:
        shapes = (float(np.exp(logs[0])), float(np.exp(logs[1])))
        curve = np.array([survival(shapes, year) for year in range(years + 1)])
        return -float(-np.diff(left) @ np.log(-np.diff(curve)) + left[-1] * math.log(curve[-1]))

    found = minimize(minus_log_likelihood, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-10})
    return float(np.exp(found.x[0])), float(np.exp(found.x[1]))


def fit_constant(years: int) -> float:
    """Return the constant yearly retention of maximum likelihood for the first ``years``."""
    left = np.array(REGULAR[: years + 1])

    def minus_log_likelihood(keep: float) -> float:
        curve = keep ** np.arange(years)
        return -float(-np.diff(left) @ np.log(curve * (1.0 - keep)) + left[-1] * years * math.log(keep))

    return float(minimize_scalar(minus_log_likelihood, bounds=(0.01, 0.99), method="bounded").x)
