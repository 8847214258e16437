"""The tellers that make our draws, event by event."""

from __future__ import annotations

from benchmarks.reference import events, loop, tellers
from benchmarks.reference.workload import Workload, plan_of
from cssim.engine.engines import engine_named
from cssim.engine.recorder import ALL


def digests(workload: Workload, run: int = 0) -> dict[str, str]:
    """Return the digest of all events of a run as the engines and the hand-written loop tell it, by teller."""
    plan = plan_of(workload)
    found = {}
    for name, teller in (("simpy", tellers.SIMPY), ("compiled", tellers.COMPILED)):
        engine = engine_named(name)
        book = engine.settle(plan, tellers.SEED, run)
        told = engine.simulate(plan, book, tellers.SEED, run, ALL)
        found[teller] = events.digest(events.of_run(told))
    trace = loop.simulate(workload, plan, tellers.SEED, run).trace
    found[tellers.LOOP] = events.digest(events.of_trace(trace, workload.end))
    return found
