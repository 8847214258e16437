"""The reference workload in Mesa: agents that schedule what they do next on its discrete-event simulator.

Accounts and CSMs are agents, as a user of Mesa would write them; there is no queue to be had, so a line is a deque.
Its draws are its own.
"""

from __future__ import annotations

from collections import deque

import mesa
from mesa.experimental.devs import DEVSimulator

from benchmarks.reference.workload import Outcome, Workload
from cssim.units import HOURS_PER_YEAR


class Office(mesa.Model):
    """The company, its clock, and what was counted."""

    def __init__(self, workload: Workload, seed: int) -> None:
        super().__init__(seed=seed)
        self.workload = workload
        self.clock = DEVSimulator()
        self.clock.setup(self)
        lines = 1 if workload.pooled else workload.csms
        self.lines = [Line() for _ in range(lines)]
        self.asked = self.begun = self.served = 0
        self.waited = self.worked = 0.0
        for seat in range(workload.csms):
            self.lines[seat % lines].free.append(Csm(self, self.lines[seat % lines]))
        for index in range(workload.accounts):
            Customer(self, self.lines[index % lines]).wait_to_ask()


class Line:
    """What waits, as the times at which it was asked, and who is free."""

    def __init__(self) -> None:
        self.waiting: deque[float] = deque()
        self.free: deque[Csm] = deque()


class Customer(mesa.Agent):
    """An account that asks at random times."""

    def __init__(self, model: Office, line: Line) -> None:
        super().__init__(model)
        self.line = line

    def wait_to_ask(self) -> None:
        """Schedule the next request."""
        gap = self.random.expovariate(self.model.workload.requests / HOURS_PER_YEAR)
        self.model.clock.schedule_event_relative(self.ask, gap)

    def ask(self) -> None:
        """Ask, and think of the next request."""
        self.model.asked += 1
        self.line.waiting.append(self.model.clock.time)
        if self.line.free:
            self.line.free.popleft().begin()
        self.wait_to_ask()


class Csm(mesa.Agent):
    """A person who answers one request after the other."""

    def __init__(self, model: Office, line: Line) -> None:
        super().__init__(model)
        self.line = line

    def begin(self) -> None:
        """Take the request that has waited longest."""
        model, workload = self.model, self.model.workload
        now = model.clock.time
        hours = self.random.lognormvariate(workload.log_mean, workload.sigma)
        model.begun += 1
        model.waited += now - self.line.waiting.popleft()
        model.worked += min(hours, workload.end - now)
        model.clock.schedule_event_relative(self.finish, hours)

    def finish(self) -> None:
        """Answer; go on with the next request if there is one."""
        self.model.served += 1
        if self.line.waiting:
            self.begin()
        else:
            self.line.free.append(self)


def simulate(workload: Workload, seed: int) -> Outcome:
    """Tell the workload once."""
    office = Office(workload, seed)
    office.clock.run_until(workload.end)
    busy = office.worked / (workload.csms * workload.end)
    return Outcome(office.asked, office.served, office.waited / office.begun, busy)
