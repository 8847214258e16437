"""Contests: the same work by several contestants, in turn, round by round, in CPU time.

Whatever else the machine does hits all contestants of a round alike, so ratios can be trusted where seconds cannot.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import Final

Work = Callable[[], object]

LEAST: Final = 0.2
"""CPU seconds that one measurement takes at least: short work is repeated."""


def cpu_seconds(work: Work, least: float = LEAST) -> float:
    """Return the CPU time [s] of one call of ``work``, over as many calls as take ``least`` seconds."""
    gc.collect()
    calls, begin = 0, time.process_time()
    while True:
        work()
        calls += 1
        spent = time.process_time() - begin
        if spent >= least:
            return spent / calls


class Times:
    """CPU seconds of every contestant, by round."""

    def __init__(self, seconds: Mapping[str, list[float]]) -> None:
        self.seconds = dict(seconds)

    def of(self, name: str) -> float:
        """Return the median CPU time [s] of a contestant."""
        return median(self.seconds[name])

    def ratio(self, slow: str, fast: str) -> float:
        """Return how many times as long ``slow`` takes as ``fast``: the median of the rounds."""
        pairs = zip(self.seconds[slow], self.seconds[fast], strict=True)
        return median(one / other for one, other in pairs)


def contest(contestants: Mapping[str, Work], rounds: int, least: float = LEAST) -> Times:
    """Time every contestant once a round, in turn; each does its work once before, untimed."""
    for work in contestants.values():
        work()
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, work in contestants.items():
            seconds[name].append(cpu_seconds(work, least))
    return Times(seconds)
