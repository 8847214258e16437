"""The checks from outside: their arithmetic, on cases worked by hand and on known answers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from validation import capacity, cohort, gatekeeper, guidance, hazards, late_answers, pooling, tech_support
from validation.checks import Mean


def test_the_cohort_is_fitted_as_published() -> None:
    """Fader and Hardie print 0.704 and 1.182 for the first seven years of their Regular cohort."""
    assert cohort.fit_beta(cohort.FITTED) == pytest.approx((0.704, 1.182), abs=0.002)


def test_a_forecast_that_comes_true_has_no_error() -> None:
    left = np.tile(cohort.REGULAR, (3, 1))
    assert cohort.error_of(left).value == pytest.approx(0.0, abs=1e-12)
    assert cohort.error_of(1.1 * left).value == pytest.approx(0.1)


def test_one_person_waits_as_in_a_single_queue() -> None:
    """M/M/1 at half load: half of the requests wait, on average as long as the work takes."""
    assert pooling.erlang_delay(1, 0.5) == pytest.approx(0.5)
    assert pooling.erlang_wait(1, 0.5, 2.0) == pytest.approx(2.0)


@pytest.mark.parametrize(("value", "is_near"), [(-0.17, True), (-0.12, True), (-0.26, False), (0.17, False)])
def test_near_is_the_sign_and_the_size(value: float, is_near: bool) -> None:
    assert pooling.near(value, -0.17) is is_near


def test_waits_are_shifted_to_the_published_shares() -> None:
    load = late_answers.load_for(0.27)
    pace = late_answers.pace_for(0.55, load)
    assert late_answers.within_an_hour(load, late_answers.WORK) == pytest.approx(0.27)
    assert late_answers.within_an_hour(load * pace, late_answers.WORK * pace) == pytest.approx(0.55)


def test_a_gain_of_satisfaction_is_small_with_its_whole_interval() -> None:
    assert late_answers.small(Mean(0.01, 0.005))
    assert not late_answers.small(Mean(0.018, 0.005)) and not late_answers.small(Mean(0.002, 0.005))


def test_what_happens_regardless_of_load_does_not_rise_with_it() -> None:
    load = np.array([0.0, 1.0, 2.0, 3.0])
    assert gatekeeper.rise(load, np.ones(4)) == pytest.approx(0.0)
    assert gatekeeper.rise(load, 1.0 + load) > 1.0


def test_churn_is_halved_between_the_factors_tried() -> None:
    assert guidance.halving({1.0: 0.4, 0.5: 0.6}) == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("months", "age"), [(2.9, -1), (3.0, 0), (8.9, 0), (10.0, -1), (12.0, 1), (35.9, 2), (36.0, -1)]
)
def test_ages_are_months_since_the_contract(months: float, age: int) -> None:
    assert guidance.age_of(160.0 * months) == age


def test_a_hazard_ratio_is_found_again() -> None:
    """Twice the hazard, all leave in the end: exponential times, and no ties but those of rounding."""
    rng = np.random.default_rng(7)
    has = np.repeat([0.0, 1.0], 4000)
    months = np.ceil(rng.exponential(20.0 / np.exp(math.log(2.0) * has)))
    fit = hazards.cox(months, np.ones(8000, dtype=np.bool_), has[:, None])
    assert fit.effect[0] == pytest.approx(math.log(2.0), abs=4.0 * fit.error[0])
    assert fit.error[0] < 0.03


def test_what_is_known_of_technical_support_is_found_in_the_data() -> None:
    """Raw 0.23, and 0.73 with contract, price and fiber held equal."""
    raw, adjusted = tech_support.data()
    assert raw.found.startswith("0.23 ") and adjusted.found.startswith("0.73 ")


def test_books_are_of_one_segment_with_nobody_won() -> None:
    scenario = capacity.company_of(capacity.CROWDED, "fixed")
    assert list(scenario.customers.segments) == ["mid_market"]
    assert scenario.customers.segments["mid_market"].accounts == capacity.CSMS * capacity.TOO_MANY
    assert not scenario.customers.new_logos
