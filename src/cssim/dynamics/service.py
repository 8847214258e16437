"""What a wait and an answer post to the service driver."""

from __future__ import annotations

import math
from typing import Final

WAIT_EDGES: Final = tuple(0.01 * math.exp2(0.5 * i) for i in range(40))
"""Upper edges [h] of the fixed logarithmic bins of waits, from 0.01 h to about 7,400 h; a last bin is open."""


def wait_bin(wait: float) -> int:
    """Return the bin of a ``wait`` [h]: how many of :data:`WAIT_EDGES` lie below it."""
    low, high = 0, len(WAIT_EDGES)
    while low < high:
        middle = (low + high) // 2
        if WAIT_EDGES[middle] < wait:
            low = middle + 1
        else:
            high = middle
    return low


def late_share(wait: float, promise: float, share: float) -> float:
    """Return the share posted for a wait beyond the promised time: share (1 - 2^(-(wait / promise - 1))).

    ``wait`` and ``promise`` in working hours; 0 when the promise was kept.
    """
    if wait <= promise:
        return 0.0
    return share * (1.0 - math.exp2(-(wait / promise - 1.0)))


def restored(cost: float, elapsed: float, half_life: float, share: float) -> float:
    """Return what a good answer gives back [log-odds]: ``share`` of what is left of its own request's ``cost``."""
    return -share * cost * math.exp2(-elapsed / half_life)
