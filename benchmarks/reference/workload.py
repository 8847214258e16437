"""The reference workload: accounts that ask at random, people who answer, nothing else.

A thousand accounts ask in Poisson streams of their own; twenty CSMs answer, each his own accounts or all of them as
one pool; the work is lognormal. Everybody begins at time 0 with nothing to do.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Final, NamedTuple

from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.tables import PRODUCT_QUESTION, Plan
from cssim.scenario.language.load import load
from cssim.units import HOURS_PER_YEAR, months_to_hours

SCENARIO: Final = Path(__file__).resolve().parents[2] / "scenarios" / "queue_only.yaml"
REQUEST_TYPE: Final = PRODUCT_QUESTION
"""The type that every request has; it goes to the CSMs."""


class Workload(NamedTuple):
    """Sizes: ``requests`` a year of one account; work with ``mean`` [h] and ``sigma`` of its log; ``months`` long.

    As written the CSMs are busy 85 % of their time.
    """

    pooled: bool = True
    accounts: int = 1000
    csms: int = 20
    requests: float = 16.32
    mean: float = 2.0
    sigma: float = 0.7
    months: int = 36

    @property
    def end(self) -> float:
        """Length [h]."""
        return months_to_hours(self.months)

    @property
    def arrivals_per_hour(self) -> float:
        """Requests of all accounts [1/h]."""
        return self.accounts * self.requests / HOURS_PER_YEAR

    @property
    def log_mean(self) -> float:
        """Mean of the log of the work [log h], as libraries ask for it."""
        return math.log(self.mean) - 0.5 * self.sigma * self.sigma

    @property
    def coverage(self) -> str:
        """Name of who answers whom."""
        return "pooled" if self.pooled else "assigned"


class Outcome(NamedTuple):
    """What a telling counted: requests ``asked`` and ``served``, ``wait`` [h] mean of those begun, ``busy`` share."""

    asked: int
    served: int
    wait: float
    busy: float

    @property
    def events(self) -> int:
        """How much happened: a request is asked, begun and done."""
        return self.asked + 2 * self.served


def plan_of(workload: Workload) -> Plan:
    """Return the workload as a plan in which every other mechanism is off."""
    scenario = load(
        SCENARIO,
        [
            f"horizon={workload.months} months",
            f"customers.segments.everybody.accounts={workload.accounts}",
            f"customers.segments.everybody.requests.product_question={workload.requests}/year",
            "requests.work.product_question="
            f"{{dist: lognormal, mean: {workload.mean} working hours, sigma: {workload.sigma}}}",
            f"organisation.teams.desk.headcount={workload.csms}",
            f"organisation.coverage.everybody={{model: {workload.coverage}, team: desk}}",
        ],
    )
    return lower(scenario, opening_book(scenario)).plan
