"""A grid of instants: things that would happen between two of them wait for the second."""

from __future__ import annotations

import math
from typing import Final

_BEYOND: Final = 1e15


def on_grid(time: float, grid: float) -> float:
    """Return the first multiple of ``grid`` [h] at or after ``time`` [h]; ``time`` itself if there is no grid (0).

    Exact for grids of a whole number times a power of two. A time beyond any horizon stays as it is.
    """
    # a negative zero, of rounding up or of a start, has a sign that would be told: adding zero takes it away
    if grid == 0.0 or time > _BEYOND:
        return time + 0.0
    return math.ceil(time / grid) * grid + 0.0
