"""Where an effect passes a level, on lines drawn by hand."""

from __future__ import annotations

import math

import pytest

from cssim.experiments.claims.turning import Point, turn_at


def test_between_two_looks() -> None:
    """From -1 to +3 over 0 to 4: zero at 1. The interval, 1 to each side, holds zero from 0 to 2."""
    turn = turn_at("p", [Point(4, 3, 2, 4), Point(0, -1, -2, 0)], 0.0)
    assert turn is not None
    assert (turn.value, turn.low, turn.high) == (1.0, 0.0, 2.0)
    above = turn_at("p", [Point(4, 3, 2, 4), Point(0, -1, -2, 0)], 1.0)
    assert above is not None
    assert (above.value, above.low, above.high) == (2.0, 1.0, 3.0)


def test_the_band_ends_where_the_looks_end() -> None:
    turn = turn_at("p", [Point(0, -1, -5, 5), Point(1, 1, -5, 5)], 0.0)
    assert turn is not None
    assert (turn.value, turn.low, turn.high) == (0.5, 0.0, 1.0)


def test_a_falling_line_and_the_first_of_several_turns() -> None:
    turn = turn_at("p", [Point(0, 1, 0.5, 1.5), Point(2, -1, -1.5, -0.5), Point(4, 1, 0.5, 1.5)], 0.0)
    assert turn is not None
    assert (turn.value, turn.low, turn.high) == (1.0, 0.5, 1.5)


@pytest.mark.parametrize("points", [[], [Point(0, 1, 0, 2)], [Point(0, 1, 0, 2), Point(1, 2, 1, 3)]])
def test_none_where_nothing_turns(points: list[Point]) -> None:
    assert turn_at("p", points, 0.0) is None


def test_what_is_not_known_is_left_out() -> None:
    assert turn_at("p", [Point(0, -1, math.nan, math.nan), Point(1, 1, 0, 2)], 0.0) is None
