"""Each formula against hand-worked cases, and the bounds it must keep."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssim.dynamics import (
    attrition,
    demand,
    drivers,
    expertise,
    hiring,
    pay,
    pitches,
    plays,
    productivity,
    relationship,
    renewal,
    routing,
    sentiment,
    service,
)

LOG_ODDS = st.floats(-30, 30)
SHARE = st.floats(0, 1)


def test_a_stock_is_halfway_to_its_target_after_a_half_life() -> None:
    assert drivers.value_at(1.0, 160.0, -0.5, 160.0) == pytest.approx(0.25)


@given(st.lists(st.tuples(st.sampled_from([0.6, 0.0, -0.8]), SHARE, st.floats(0, 3000)), max_size=40))
def test_a_stock_stays_between_its_levels_however_often_it_is_posted(posts: list[tuple[float, float, float]]) -> None:
    value = 0.0
    for level, share, wait in posts:
        value = drivers.value_at(value, wait, 0.0, 960.0)
        value += drivers.post_amount(value, level, share)
        assert -0.8 <= value <= 0.6


@given(st.floats(-2, 2), st.floats(0.001, 2), SHARE)
def test_a_post_never_moves_a_driver_against_its_sign(value: float, level: float, share: float) -> None:
    assert drivers.post_amount(value, level, share) >= 0.0
    assert drivers.post_amount(value, -level, share) <= 0.0


def test_a_touch_brings_neglect_halfway_back() -> None:
    assert drivers.post_amount(-0.7, 0.0, 0.5) == pytest.approx(0.35)


@given(LOG_ODDS, st.floats(1 / 12, 5))
def test_a_contract_goes_on_with_a_power_of_the_logistic_probability(h: float, years: float) -> None:
    assert 1.0 - renewal.churn_probability(h, years) == pytest.approx((1 / (1 + math.exp(-h))) ** years, abs=1e-15)


@given(LOG_ODDS)
def test_churn_is_precise_where_it_is_tiny(h: float) -> None:
    assert renewal.churn_probability(h, 1.0) == pytest.approx(1 / (1 + math.exp(h)), rel=1e-12)


@given(LOG_ODDS)
def test_twelve_months_are_a_year(h: float) -> None:
    monthly = renewal.churn_probability(h, renewal.exposure(1 / 12, 0.7))
    assert (1.0 - monthly) ** 12 == pytest.approx(1.0 - renewal.churn_probability(h, 1.0), abs=1e-14)


@pytest.mark.parametrize(
    ("term", "lock_in", "years"), [(1 / 12, 0.2, 1 / 12), (1, 0.7, 1), (2, 1.0, 2), (2, 0.0, 1), (3, 0.7, 3**0.7)]
)
def test_exposure_of_a_term(term: float, lock_in: float, years: float) -> None:
    assert renewal.exposure(term, lock_in) == pytest.approx(years)


def test_a_downsell_of_four_percent_churn() -> None:
    assert renewal.downsell_probability(0.04, 0.65) == pytest.approx(0.052)
    assert renewal.downsell_probability(0.9, 0.65) == 1.0
    assert renewal.downsell_size(100_01, 0.3) == 3000
    assert renewal.expected_cents(10_000, 0.03705) == 371
    assert renewal.loses_some(0.2, 0.5) == pytest.approx(0.4)


def test_familiarity_is_half_after_four_contacts() -> None:
    assert relationship.familiarity(4.0, 4.0) == pytest.approx(0.5)
    assert relationship.familiarity(0.0, 4.0) == 0.0
    assert relationship.contacts_left(4.0, 1440.0, 1440.0) == pytest.approx(2.0)
    assert relationship.reachable_level(0.45, 0.5) == pytest.approx(0.225)


def test_who_knows_half_of_it_is_told_half_again() -> None:
    assert relationship.told_again(0.05, 0.5) == pytest.approx(0.025)
    assert relationship.told_again(0.05, 0.0) == 0.05


def test_a_promise_kept_costs_nothing_and_twice_the_promise_half_the_share() -> None:
    assert service.late_share(8.0, 8.0, 0.08) == 0.0
    assert service.late_share(16.0, 8.0, 0.08) == pytest.approx(0.04)


def test_a_good_answer_gives_back_half_of_what_is_left() -> None:
    assert service.restored(-0.016, 640.0, 640.0, 0.5) == pytest.approx(0.004)


def test_the_dial_from_controller_to_expert() -> None:
    assert [expertise.expertise(s) for s in (0.1, 0.2, 0.5, 0.8, 1.0)] == pytest.approx([0, 0, 0.5, 1, 1])
    assert expertise.touch_quality(0.5, 0.7) == pytest.approx(0.85)
    assert expertise.taught_share(0.12, 0.85) == pytest.approx(0.102)


@given(st.floats(0, 1), SHARE, SHARE)
def test_a_better_expert_resolves_a_superset(difficulty: float, one: float, other: float) -> None:
    worse, better = sorted((one, other))
    assert expertise.resolves(difficulty, better) >= expertise.resolves(difficulty, worse)


def test_four_products_halve_what_one_person_knows_and_double_how_long_it_takes_to_learn() -> None:
    breadth = expertise.breadth_factor(4.0, 0.5)
    assert breadth == pytest.approx(0.5) and expertise.ramp_factor(breadth) == pytest.approx(2.0)
    assert expertise.of_several_products(0.8, breadth) == pytest.approx(0.4)
    assert expertise.breadth_factor(1.0, 0.7) == 1.0


def test_handling_takes_at_least_a_minute_and_is_stretched_by_availability() -> None:
    assert expertise.handling_time(0.0, 0.0, 0.5) == pytest.approx(1 / 30)
    assert expertise.handling_time(0.75, 0.3, 0.6) == pytest.approx(1.75)
    assert expertise.specialist_hours(2.0, 1.1) == pytest.approx(2.2)
    assert expertise.catch_up_time(0.3, 0.5) == pytest.approx(0.15)


def test_demand() -> None:
    assert demand.gap(1.0, 18.0, 2.0, 1920.0) == pytest.approx(1920 / 36)
    assert demand.demand_factor(1.5, 2.0) == 3.0
    assert plays.first_slot(-40.0, 0.25, 160.0) == 0.0


@pytest.mark.parametrize(
    ("deflected", "automated", "misrouted", "stop", "solved"),
    [
        (True, False, False, routing.TO_SELF_SERVICE, True),
        (False, True, False, routing.TO_AGENT, True),
        (False, False, True, routing.TO_CSM, False),
        (False, False, False, routing.TO_SUPPORT, False),
    ],
)
def test_the_first_stop_of_a_how_to_question(
    deflected: bool, automated: bool, misrouted: bool, stop: int, solved: bool
) -> None:
    assert routing.first_stop(routing.TO_SUPPORT, deflected, automated, misrouted) == stop
    assert routing.solved_at_once(stop) == solved


def test_each_transfer_teaches_a_share_of_the_rest() -> None:
    propensity = 0.0
    for k in range(1, 30):
        propensity = routing.more_bypassing(propensity, 0.03)
        assert propensity == pytest.approx(1.0 - 0.97**k)


def test_what_is_taught_as_often_as_it_is_untaught_tends_to_a_half() -> None:
    propensity = 0.0
    for _ in range(400):
        propensity = routing.less_bypassing(routing.more_bypassing(propensity, 0.03), 0.03)
    assert propensity == pytest.approx(0.97 / (0.97 + 1.0), abs=1e-6)


@pytest.mark.parametrize(
    ("stop", "by_csm", "late", "better"),
    [
        (routing.TO_CSM, True, False, True),
        (routing.TO_CSM, True, True, True),
        (routing.TO_CSM, False, True, False),
        (routing.TO_SPECIALIST, False, False, False),
        (routing.TO_SPECIALIST, False, True, True),
        (routing.TO_SUPPORT, False, True, False),
    ],
)
def test_who_answers_teaches_whom_to_turn_to(stop: int, by_csm: bool, late: bool, better: bool) -> None:
    assert routing.teaches_better(stop, by_csm, late) == better


def test_coverage_is_a_threshold() -> None:
    assert routing.covered_by_name(3_000_000, 3_000_000)
    assert not routing.covered_by_name(2_999_999, 3_000_000)


@given(st.integers(0, 10**12), st.sampled_from([0.2, 0.5, 1.0, 2.5, 3.3, 40.0]), st.integers(1, 10))
def test_full_posts_are_paid_to_the_cent_of_the_year(yearly: int, posts: float, years: int) -> None:
    hours = 0.0
    for _ in range(12 * years):
        hours += pay.post_hours(posts, 160.0)
    assert pay.due(yearly, posts, hours) == yearly * years


def test_a_vacancy_saves_its_pay() -> None:
    """Two posts for a year, one of them vacant for three months: 21 of 24 months are due."""
    hours = pay.post_hours(1.0, 1920.0) + pay.post_hours(1.0, 1440.0)
    assert pay.due(240_000_00, 2.0, hours) == 210_000_00


def test_the_hazard_of_leaving_grows_with_the_load_above_the_usual() -> None:
    assert attrition.under_load(0.2, 0.85, 0.25) == attrition.under_load(0.2, 0.1, 0.25) == 0.2
    assert attrition.under_load(0.2, 0.95, 0.25) == pytest.approx(0.25)
    assert attrition.under_load(0.2, 1.05, 0.25) == pytest.approx(0.3)


def test_load_looks_back_about_three_months() -> None:
    assert attrition.load(120, 40) == 0.75 and attrition.load(0, 0) == 0.0
    felt = 0.0
    for _ in range(3):
        felt = attrition.smoothed(felt, 0.9)
    assert felt == pytest.approx(0.9 * (1 - (2 / 3) ** 3))


def test_a_threshold_is_spent_at_the_hazard() -> None:
    assert attrition.spent(0.01, 160.0) == pytest.approx(1.6)
    assert attrition.hours_until(0.8, 0.01) == pytest.approx(80.0)


def test_a_ramp_costs_half_of_what_is_missing_at_its_beginning() -> None:
    """The integral of the pace over the ramp, by midpoints: exact for a straight line."""
    length, steps = 640.0, 64
    done = sum(productivity.ramp_pace((i + 0.5) * length / steps, length, 0.5) * length / steps for i in range(steps))
    assert done == pytest.approx(640.0 * 0.75)
    assert productivity.ramp_pace(0.0, length, 0.5) == 0.5 and productivity.ramp_pace(length, length, 0.5) == 1.0


@pytest.mark.parametrize(
    ("vacant", "filled"),
    [(50.0, 150.0), (100.0, 200.0), (150.0, 650.0), (200.0, 700.0), (599.0, 700.0), (600.0, 700.0), (700.0, 800.0)],
)
def test_a_freeze_halts_recruiting(vacant: float, filled: float) -> None:
    """A post takes 100 h to fill; from 200 h to 600 h nobody is recruited, and half of 100 h may be done before."""
    assert hiring.filled_at(vacant, 100.0, 200.0, 600.0) == filled


def test_who_leaves_takes_a_share_of_the_relationship() -> None:
    assert relationship.leaves_with(0.3, 0.7) == pytest.approx(-0.21)
    assert relationship.leaves_with(-0.1, 0.7) == 0.0


def test_health_scores() -> None:
    assert sentiment.health_score(0.0) == pytest.approx(50.0)
    assert sentiment.health_score(math.log(9)) == pytest.approx(90.0)


def test_pitching_ever_more_often_sells_no_more_than_a_limit() -> None:
    """A year of n pitches, each after the 1/n-th part of it, has n R successes, at most ln 2 / half-life."""
    half_life = 1920.0
    successes = [n * pitches.appetite(1920.0 / n, half_life) for n in (1, 2, 4, 12, 52, 100_000)]
    assert successes == sorted(successes)
    assert successes[:2] == pytest.approx([0.5, 2 * (1 - 0.5**0.5)])
    assert successes[-1] == pytest.approx(math.log(2), rel=1e-5) and successes[-1] < math.log(2)
    assert 26 * pitches.appetite(1920.0 / 26, 960.0) < 2 * math.log(2)
