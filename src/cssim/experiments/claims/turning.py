"""Where an effect passes a level along one parameter: by interpolation between looks, with the band it may lie in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cssim.results.claims import Turn


class Point(NamedTuple):
    """An effect at one value ``x`` of the parameter: its mean and the interval that bounds it."""

    x: float
    mean: float
    low: float
    high: float


def turn_at(path: str, points: Sequence[Point], level: float) -> Turn | None:
    """Return the first place, from below, where the mean passes a level; None if it does not between the points.

    The band are the places, next to that one, where the interval holds the level; it ends where the looks end.
    """
    known = sorted(point for point in points if all(map(math.isfinite, point)))
    place = next((x for x in _crossings([(p.x, p.mean) for p in known], level)), None)
    if place is None:
        return None
    edges = [*_crossings([(p.x, p.low) for p in known], level), *_crossings([(p.x, p.high) for p in known], level)]
    low = max((x for x in edges if x <= place), default=known[0].x)
    high = min((x for x in edges if x >= place), default=known[-1].x)
    return Turn(path, level, place, low, high)


def _crossings(line: Sequence[tuple[float, float]], level: float) -> list[float]:
    """Return where a broken line passes a level, from below."""
    places = []
    for (x, y), (u, v) in pairwise(line):
        if (y - level) * (v - level) < 0.0:
            places.append(x + (u - x) * (level - y) / (v - y))
        elif y == level != v:
            places.append(x)
    return places
