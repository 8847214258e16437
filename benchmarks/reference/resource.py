"""The reference workload in naive SimPy: a process per account and per request, a ``Resource`` per line."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import simpy

from benchmarks.reference.workload import REQUEST_TYPE, Outcome, Workload
from cssim.domain.keys import stream_key
from cssim.plan.tables import Plan
from cssim.sampling import inverse
from cssim.sampling.streams import PERIOD_RUN, Purpose, Streams
from cssim.units import HOURS_PER_YEAR

Process = Generator[simpy.Event, Any, None]


class Office:
    """The people and what was counted; the draws are those of the engines."""

    def __init__(self, workload: Workload, seed: int, run: int) -> None:
        self.workload = workload
        self.draws = Streams(seed, run, PERIOD_RUN)
        self.env = simpy.Environment()
        lines = 1 if workload.pooled else workload.csms
        self.lines = [simpy.Resource(self.env, workload.csms // lines) for _ in range(lines)]
        self.asked = self.begun = self.served = 0
        self.waited = self.worked = 0.0

    def asks(self, key: int, line: simpy.Resource) -> Process:
        """One account's requests."""
        n = 0
        while True:
            unit = inverse.exponential(self.draws.uniform(Purpose.REQUEST_GAP, key, n))
            yield self.env.timeout(unit * HOURS_PER_YEAR / self.workload.requests)
            self.env.process(self.request(key, n, line))
            n += 1

    def request(self, key: int, n: int, line: simpy.Resource) -> Process:
        """One request, from asked to answered."""
        self.asked += 1
        asked, end = self.env.now, self.workload.end
        u = self.draws.uniform(Purpose.REQUEST_WORK, key, n)
        hours = inverse.lognormal(u, self.workload.mean, self.workload.sigma)
        with line.request() as turn:
            yield turn
            self.begun += 1
            self.waited += self.env.now - asked
            self.worked += min(hours, end - self.env.now)
            yield self.env.timeout(hours)
        self.served += 1


def simulate(workload: Workload, plan: Plan, seed: int, run: int) -> Outcome:
    """Tell the workload once; the accounts and their owners are those of its plan."""
    office = Office(workload, seed, run)
    for row in plan.accounts:
        line = office.lines[0 if workload.pooled else row.owner]
        office.env.process(office.asks(stream_key(row.key, REQUEST_TYPE), line))
    office.env.run(until=workload.end)
    busy = office.worked / (workload.csms * workload.end)
    return Outcome(office.asked, office.served, office.waited / office.begun, busy)
