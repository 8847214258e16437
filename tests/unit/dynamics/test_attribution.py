"""Slopes and shares: they add up to the difference of two probabilities, and none of them explodes."""

import math
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssim.dynamics.attribution import churn_slope, going_on_slope, loss_share
from cssim.dynamics.renewal import churn_probability

INDEX = st.floats(-20, 20)
YEARS = st.sampled_from([1 / 12, 0.25, 1.0, 2**0.7, 3.0])


def exact_slope(h: float, r: float, years: float) -> float:
    """Return the slope with 60 digits."""
    with localcontext() as context:
        context.prec = 60

        def going_on(x: float) -> Decimal:
            return (-Decimal(years) * (1 + (-Decimal(x)).exp()).ln()).exp()

        return float((going_on(h) - going_on(r)) / (Decimal(h) - Decimal(r)))


def test_a_slope_worked_by_hand() -> None:
    # logistic(2) = 0.880797, logistic(1) = 0.731059
    assert churn_slope(2.0, 1.0, 1.0) == pytest.approx(0.8807970780 - 0.7310585786)
    assert churn_slope(0.0, 0.0, 1.0) == 0.25
    assert loss_share(1000.0, -0.5, 0.25) == 125.0


@given(INDEX, INDEX, YEARS)
def test_distance_times_slope_is_the_difference_of_churn(h: float, r: float, years: float) -> None:
    difference = churn_probability(r, years) - churn_probability(h, years)
    assert (h - r) * churn_slope(h, r, years) == pytest.approx(difference, abs=1e-14)


@given(INDEX, INDEX, YEARS)
def test_the_order_of_the_two_does_not_count(h: float, r: float, years: float) -> None:
    assert churn_slope(h, r, years) == churn_slope(r, h, years)


@given(INDEX, INDEX, YEARS)
def test_a_slope_is_positive_and_no_steeper_than_the_steepest(h: float, r: float, years: float) -> None:
    # years g^years (1 - g) is steepest where g = years / (1 + years)
    steepest = (years / (1.0 + years)) ** (1.0 + years)
    assert 0.0 < churn_slope(h, r, years) <= steepest * (1.0 + 1e-9)


@pytest.mark.parametrize("years", [1.0, 1 / 12, 2.0])
@pytest.mark.parametrize("gap", [3.0, 1e-3, 2e-6, 9e-7, 1e-9])
@pytest.mark.parametrize("h", [-4.0, 0.0, 3.0, 12.0])
def test_against_sixty_digits(h: float, gap: float, years: float) -> None:
    # the plain quotient of other terms loses digits as the gap closes; at its smallest six are left
    rel = 1e-9 if years == 1.0 or gap > 1e-4 or gap < 1e-6 else 1e-4
    assert churn_slope(h + gap, h, years) == pytest.approx(exact_slope(h + gap, h, years), rel=rel)


def test_far_away_nothing_overflows() -> None:
    assert churn_slope(700.0, -700.0, 1.0) == pytest.approx(1.0 / 1400.0)
    assert churn_slope(-700.0, 700.0, 1 / 12) == pytest.approx(1.0 / 1400.0)
    assert churn_slope(700.0, 700.0, 1.0) == pytest.approx(math.exp(-700.0))


@given(INDEX, YEARS)
def test_the_slope_of_the_middle_is_the_derivative(h: float, years: float) -> None:
    step = 1e-4
    quotient = (churn_probability(h - step, years) - churn_probability(h + step, years)) / (2 * step)
    assert going_on_slope(h, years) == pytest.approx(quotient, rel=1e-4, abs=1e-9)
