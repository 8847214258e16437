"""The calendar: a SimPy environment in which simultaneous events happen in a written order (rules P4, P11).

SimPy breaks ties by the order in which events were scheduled, which another engine cannot retell. Here an entry is
(time, rank, key): the rank says what kind of thing happens, the key to whom. Stories are ordinary SimPy processes;
an event they wait for is woken by ``succeed()`` and goes on before the next entry of the same instant.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappush
from typing import Any, Final

import simpy

MONTH_END: Final = 1
STAFFING: Final = 2
SHOCKS: Final = 3
RENEWALS: Final = 4
ARRIVALS: Final = 5
COMPLETIONS: Final = 6
STARTS: Final = 7

MODULES_KEY: Final = 1
"""Place of new modules of the product among the shocks of an instant, by kind; releases have 0."""
CHANGE_KEY: Final = 1 << 62
"""Place of a change of design among the ends of months of an instant: once the books are closed. Those of segments
follow."""
PLANNING_KEY: Final = 0
"""Place of the plans of a quarter among the entries of staffing of an instant."""
SCORING_KEY: Final = 7001
RANKING_KEY: Final = 7002
"""Place of the health scores of a month among them, after everybody has considered whether to stay; and of the order in
which slots wait, after that."""


class Calendar(simpy.Environment):
    """SimPy's environment with absolute times and a written order of ties."""

    def at(self, time: float, rank: int, key: int) -> simpy.Event:
        """Return an event that happens at ``time`` [h], among simultaneous ones in the order of (rank, key).

        SimPy's own zero-delay wakes have priorities 0 and 1 and so come before any entry. The heap is written to
        directly because ``Environment.schedule`` takes a delay, and now + (time - now) need not be ``time``.
        """
        event = simpy.Event(self)
        event._ok = True
        event._value = None
        entry: Any = (time, rank << 64 | key, next(self._eid), event)
        heappush(self._queue, entry)
        return event

    def call(self, rank: int, key: int, callback: Callable[[simpy.Event], None]) -> None:
        """Call ``callback`` at this instant, in the written order of ties."""
        self.at(self.now, rank, key).callbacks.append(callback)

    def run_until(self, end: float) -> None:
        """Let everything happen that is due before ``end`` [h], which itself is excluded."""
        queue = self._queue
        step = self.step
        while queue and queue[0][0] < end:
            step()
        self._now = end
