"""How far an event from outside goes."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssim.dynamics import drivers, outside
from cssim.dynamics.renewal import churn_probability


@pytest.mark.parametrize(("half_life", "left"), [(4, 0.4208), (6, 0.5410), (9, 0.6526), (12, 0.7213), (24, 0.8451)])
def test_a_hazard_ratio_over_a_year_becomes_an_amount(half_life: float, left: float) -> None:
    """The shares of a post that are there on average over a year, for half-lives from 4 to 24 months."""
    assert outside.event_amount(2.5, half_life, 12.0) == pytest.approx(-math.log(2.5) / left, rel=1e-4)


def test_a_champion_that_leaves_takes_1_7_log_odds() -> None:
    assert outside.event_amount(2.5, 6.0, 12.0) == pytest.approx(-1.694, abs=5e-4)


def test_churn_of_monthly_contracts_over_the_year_is_multiplied_by_the_hazard_ratio() -> None:
    """Where churn is small, which is what the formula says it is for; by summing the months, not by the formula."""
    calm, ratio = 6.0, 1.5
    amount = outside.event_amount(ratio, 6.0, 12.0)
    struck = [calm + drivers.value_at(amount, month / 40.0, 0.0, 6.0) for month in range(480)]
    losses = [churn_probability(h, 1.0 / 480.0) for h in struck]
    assert math.fsum(losses) / churn_probability(calm, 1.0) == pytest.approx(ratio, rel=0.08)


def test_the_best_relationship_keeps_its_share_away_and_half_of_it_half() -> None:
    assert outside.shielded(-1.0, 0.5, 0.45, 0.45) == pytest.approx(-0.5)
    assert outside.shielded(-1.0, 0.5, 0.225, 0.45) == pytest.approx(-0.75)
    assert outside.shielded(-1.0, 0.5, 0.0, 0.45) == -1.0


@given(st.floats(-5, 0), st.floats(0, 1), st.floats(-2, 2), st.floats(0.01, 2))
def test_a_shield_never_makes_an_event_worse_or_good(amount: float, shield: float, trust: float, level: float) -> None:
    assert amount <= outside.shielded(amount, shield, trust, level) <= 0.0
