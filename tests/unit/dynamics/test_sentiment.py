"""What customers answer when they are asked about us."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssim.dynamics import sentiment


def test_borders_of_promoters_and_detractors() -> None:
    answers = [sentiment.recommends(health, noise, 2.0, 1.0) for health, noise in
               [(2.0, 0.0), (1.5, 0.5), (1.9, 0.0), (1.0, 0.0), (1.0, -0.1), (3.0, -2.5)]]  # fmt: skip
    assert answers == [1, 1, 0, 0, -1, -1]


def test_a_rating_by_hand() -> None:
    prompt = sentiment.satisfied_probability(2.0, 2.2, 0.3, 0.0, 0.0)
    assert prompt == pytest.approx(1.0 / (1.0 + math.exp(-2.8)))
    passed_on = sentiment.satisfied_probability(2.0, 2.2, 0.3, 0.2, 0.9)
    assert passed_on == pytest.approx(1.0 / (1.0 + math.exp(-1.7)))


@given(st.floats(-20, 20), st.floats(0, 5), st.floats(0, 5))
def test_lateness_and_transfers_never_please(health: float, late: float, transferred: float) -> None:
    worse = sentiment.satisfied_probability(health, 2.2, 0.3, late, transferred)
    assert 0.0 <= worse <= sentiment.satisfied_probability(health, 2.2, 0.3, 0.0, 0.0) <= 1.0
