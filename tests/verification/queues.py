"""Formulas of queueing theory, and waits read from the facts of a run."""

from __future__ import annotations

import heapq
import math
from collections.abc import Container

from cssim.domain.facts import WorkDone, WorkExpired, WorkStarted, WorkSubmitted
from cssim.results.run import Run


def erlang_c(servers: int, offered: float) -> float:
    """Return the probability of a wait in M/M/c with ``offered`` = lambda / mu (Erlang 1917)."""
    top = offered**servers / math.factorial(servers) * servers / (servers - offered)
    return top / (sum(offered**k / math.factorial(k) for k in range(servers)) + top)


def warm_up(service: float, load: float, servers: int = 1) -> float:
    """Return how long [h] a queue that starts empty is left alone: 20 / (mu (1 - rho)^2 c)."""
    return 20.0 * service / ((1.0 - load) ** 2 * servers)


def waits(run: Run, begin: float, end: float) -> dict[int, float]:
    """Return the wait [h] of all work submitted in [begin, end), by its key; each must have been served."""
    counted = {f.work for f in run.facts if isinstance(f, WorkSubmitted) and begin <= f.time < end}
    found = {f.work: f.wait for f in run.facts if isinstance(f, WorkStarted) and f.work in counted}
    assert len(found) == len(counted), "the run ended before all that was counted had been served"
    return found


def expired_share(run: Run, begin: float, end: float) -> float:
    """Return which share of the work submitted in [begin, end) expired."""
    counted = {f.work for f in run.facts if isinstance(f, WorkSubmitted) and begin <= f.time < end}
    return sum(isinstance(f, WorkExpired) and f.work in counted for f in run.facts) / len(counted)


def first_come_first_served(run: Run, servers: int, only: Container[int] | None = None) -> dict[int, float]:
    """Return the waits [h] that arrivals and hours of work of a run must have at one line before ``servers``.

    ``only`` are the keys of the work that stands in that line; without it all does.

    Kiefer and Wolfowitz, "On the theory of queues with many servers", Trans. Amer. Math. Soc. 78, 1955.
    """
    hours = {f.work: f.hours for f in run.facts if isinstance(f, WorkDone)}
    free = [0.0] * servers
    result: dict[int, float] = {}
    for fact in run.facts:
        if isinstance(fact, WorkSubmitted) and fact.work in hours and (only is None or fact.work in only):
            start = max(fact.time, heapq.heappop(free))
            heapq.heappush(free, start + hours[fact.work])
            result[fact.work] = start - fact.time
    return result
