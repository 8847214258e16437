"""A grid of instants: things that would happen between two of them wait for the second."""

from __future__ import annotations

import math


def on_grid(time: float, grid: float) -> float:
    """Return the first multiple of ``grid`` [h] at or after ``time`` [h]; ``time`` itself if there is no grid (0)."""
    if grid == 0.0:
        return time
    return math.ceil(time / grid) * grid
