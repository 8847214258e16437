"""Pay curves and goals, against answers worked out by hand."""

from __future__ import annotations

import pytest

from cssim.dynamics import incentives
from cssim.dynamics.incentives import MOST_POINTS

AT = (1.0, 1.1, 1.2) + (0.0,) * (MOST_POINTS - 3)
PAID = (0.0, 1.0, 2.0) + (0.0,) * (MOST_POINTS - 3)


@pytest.mark.parametrize(
    ("attainment", "paid", "slope"),
    [
        (0.5, 0.0, 0.0),
        (1.0, 0.0, 10.0),
        (1.05, 0.5, 10.0),
        (1.1, 1.0, 10.0),
        (1.15, 1.5, 10.0),
        (1.2, 2.0, 0.0),
        (3, 2, 0),
    ],
)
def test_a_curve_in_points_is_straight_between_them_and_flat_beyond(
    attainment: float, paid: float, slope: float
) -> None:
    assert incentives.pay_at(attainment, 3, AT, PAID) == pytest.approx(paid)
    assert incentives.slope_at(attainment, 3, AT, PAID) == pytest.approx(slope)


def test_linear_pay_is_attainment_and_never_below_nothing() -> None:
    assert [incentives.pay_at(a, 0, AT, PAID) for a in (-0.5, 0.0, 0.8, 1.7)] == [0.0, 0.0, 0.8, 1.7]
    assert {incentives.slope_at(a, 0, AT, PAID) for a in (-0.5, 0.0, 0.8, 1.7)} == {1.0}


def test_what_is_left_of_a_period_goes_by_plan() -> None:
    assert incentives.projected(0.0, 100.0, 0.0) == 1.0
    assert incentives.projected(30.0, 100.0, 0.5) == pytest.approx(0.8)
    assert incentives.projected(30.0, 100.0, 1.0) == pytest.approx(0.3)
    assert incentives.projected(30.0, 0.0, 0.5) == 1.0


def test_a_goal_of_a_year_is_a_quarter_of_it_in_a_quarter() -> None:
    assert incentives.goal_of(1_000_000, 0.1, 480.0, 1920.0) == pytest.approx(25_000)
    assert incentives.attained_share(20_000, 25_000, 1.0) == pytest.approx(0.8)
    assert incentives.attained_share(20_000, 25_000, 0.5) == pytest.approx(1.6)


def test_periods_follow_the_finance_year() -> None:
    # two months of the first quarter lie before the start
    assert [month for month in range(8) if incentives.is_last_month(month, 3, 2)] == [0, 3, 6]
    assert [incentives.period_end(month, 3, 2) for month in range(5)] == [1, 4, 4, 4, 7]
    assert [month for month in range(30) if incentives.is_last_month(month, 12, 0)] == [11, 23]


def test_health_is_worth_more_where_it_is_low() -> None:
    assert incentives.gain(0.0, 0.1) > incentives.gain(2.0, 0.1) > incentives.gain(4.0, 0.1) > 0.0
    assert incentives.gain(2.0, -0.1) < 0.0


def test_large_customers_count_more_and_no_customer_without_arr() -> None:
    assert incentives.size_factor(400, 100.0, 0.5) == pytest.approx(2.0)
    assert incentives.size_factor(400, 100.0, 0.0) == 1.0
    assert incentives.size_factor(0, 100.0, 0.5) == 0.0


def test_who_is_measured_by_both_is_measured_by_each_with_its_weight() -> None:
    assert incentives.index(0.25, 2.0, 100.0, 40.0, 2.0) == pytest.approx((0.25 * 200.0 + 0.75 * 40.0) / 2.0)


def test_variable_pay_is_the_mean_of_the_posts() -> None:
    assert incentives.earned(1_000, 0.5 * 1.0 + 1.0 * 2.0, 1.5) == 1_667
