"""Check s3: what a CSM with much work waiting passes on, and what he leaves undone."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from cssim.domain.facts import (
    Fact,
    RequestRaised,
    SlotDue,
    WorkAbandoned,
    WorkCovered,
    WorkExpired,
    WorkStarted,
    WorkSubmitted,
)
from cssim.results.run import Run
from validation.checks import Chapter, Check, Values, mean_of, percent_signed, plain, shown, told
from validation.studies import BASELINE, CSM, Designs, Effort, company, in_full

TEAM: Final = 0
COMPLEX: Final = 1
"""Product questions, in the order of request types: what takes knowledge of the product."""
REFERRED: Final = 0.142
OPTIONAL: Final = -0.288
FACTOR: Final = 2.0
SDS: Final = 2.0
RUNS: Final = 10
YEARS: Final = 2
ELASTICITY: Final = "organisation.routing.gatekeeper_elasticity"
OFF: Final = "off"
LOW: Final = "low"
FIXED: Final = "fixed"
_TEXT: Final = """\
Load as it comes and goes in the default company, nobody made busy on purpose: the work that waits in a CSM's own line
when he begins a request, or when a slot falls due. In each run the share of product questions that he passes on, and
of planned plays that are held, is a straight line in load; read from two standard deviations below the mean (or
nothing waiting) to two above, as in the study [78]. One fixed set of values: all defaults, `gatekeeper_elasticity`
0.05 (stated range 0.025 to 0.1, its size taken from the same study for a load of four days, so that the load which the
model makes by itself is what is tested), but nobody leaves, so that lines are those of their owners. {runs} runs of
{years} years.
"""


def measure(effort: Effort, jobs: int) -> Chapter:
    """Read from every run how referrals and planned work follow the load."""
    size = Effort(RUNS, YEARS) if effort.full else effort
    found = responses(size)
    default, off = found[BASELINE], found[OFF]
    extra = mean_of(default[:, 1] - off[:, 1])
    checks = (
        shown("pieces of work that wait for a CSM two standard deviations above the mean", default[:, 0], "", plain),
        Check(
            "product questions passed on, busy / not, default less elasticity 0",
            "more (sign) [78]",
            told(extra, percent_signed),
            extra.low > 0.0,
        ),
        sized("product questions passed on, busy / not", default[:, 1], REFERRED, MORE_DAYS),
        shown("the same with elasticity 0.025, the low end of its range", found[LOW][:, 1], "", percent_signed),
        shown("the same with elasticity 0: busy CSMs have other customers", off[:, 1], "", percent_signed),
        fewer("optional service, plays held / due, busy / not", default[:, 2]),
        sized("its size", default[:, 2], OPTIONAL, POSTPONED),
        shown("the same with a fixed cadence", found[FIXED][:, 2], "", percent_signed),
    )
    return Chapter("Check s3: an overloaded gatekeeper", _TEXT.format(runs=size.runs, years=size.years), checks)


MORE_DAYS: Final = (
    "the model's lines grow longer than the four days for which the elasticity was worked out; 0.025 is inside"
)
POSTPONED: Final = (
    "a play waits until the next one of its kind is due, for weeks: a busy week puts it off and does not drop it; "
    "what a CSM with too much to do gives up he gives up by planning fewer (check 6)"
)


def designs() -> Designs:
    """Return other elasticities, and plays that come however much there is to do."""
    fixed: dict[str, Any] = {f"{CSM}.cadence": {"plan": "fixed"}}
    return {OFF: {ELASTICITY: 0.0}, LOW: {ELASTICITY: 0.025}, FIXED: fixed}


def responses(effort: Effort) -> dict[str, Values]:
    """Return by design, run by run: the high load, and by which share referrals and plays held change up to it."""
    scenario = company(effort, {"organisation.people.attrition": "0%"})
    found: dict[str, list[tuple[float, float, float]]] = {}
    for runs in in_full(scenario, designs(), effort.runs):
        for name, run in runs.items():
            found.setdefault(name, []).append(response(run))
    return {name: np.array(rows) for name, rows in found.items()}


def response(run: Run) -> tuple[float, float, float]:
    """Return the high load of a run, and how referrals and plays held change from a low one to it."""
    lines = Lines()
    for fact in run.facts:
        lines.read(fact)
    referred, held = np.array(lines.asked), np.array(lines.planned)
    high = float(referred[:, 0].mean() + SDS * referred[:, 0].std())
    return high, rise(referred[:, 0], referred[:, 1]), rise(held[:, 0], held[:, 1])


def rise(load: Values, happened: Values) -> float:
    """Return by which share something happens more often at a high load than at a low one, on a straight line."""
    mean, spread = float(load.mean()), float(load.std())
    line = np.polyfit(load, happened, 1)
    low, high = np.polyval(line, [max(0.0, mean - SDS * spread), mean + SDS * spread])
    return float(high / low - 1.0)


class Lines:
    """Follows the lines of the CSMs through the facts of a run.

    ``asked`` are product questions, each with the work that waited when it began and whether it was passed on;
    ``planned`` are plays, with the work that waited when they fell due and whether they were held.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[float, float]] = []
        self.planned: list[tuple[float, float]] = []
        self._line: dict[int, int] = {}
        self._length: dict[int, int] = {}
        self._complex: set[int] = set()
        self._slots: set[int] = set()
        self._load: dict[int, int] = {}

    def read(self, fact: Fact) -> None:
        """Take the next fact of the run."""
        if isinstance(fact, RequestRaised):
            if fact.type == COMPLEX:
                self._complex.add(fact.work)
        elif isinstance(fact, SlotDue):
            self._slots.add(fact.work)
        elif isinstance(fact, WorkSubmitted):
            self._joins(fact)
        elif isinstance(fact, WorkStarted):
            self._starts(fact)
        elif isinstance(fact, WorkExpired | WorkAbandoned | WorkCovered):
            self._leaves(fact.work)
            self._settled(fact.work, held=False, counts=isinstance(fact, WorkExpired))

    def _joins(self, fact: WorkSubmitted) -> None:
        if fact.team != TEAM or fact.owner < 0:
            return
        before = self._length.get(fact.owner, 0)
        self._line[fact.work], self._length[fact.owner] = fact.owner, before + 1
        if fact.work in self._slots and fact.time >= 0.0:
            self._load[fact.work] = before

    def _leaves(self, work: int) -> None:
        owner = self._line.pop(work, -1)
        if owner >= 0:
            self._length[owner] -= 1

    def _starts(self, fact: WorkStarted) -> None:
        if fact.team != TEAM:
            return
        mine = fact.work in self._line
        self._leaves(fact.work)
        if mine and fact.work in self._complex and fact.time >= 0.0:
            self.asked.append((float(self._length[fact.seat]), float(not fact.alone)))
        self._settled(fact.work, held=True, counts=True)

    def _settled(self, work: int, held: bool, counts: bool) -> None:
        load = self._load.pop(work, -1)
        if load >= 0 and counts:
            self.planned.append((float(load), float(held)))


def fewer(what: str, change: Values) -> Check:
    """Return the check that something surely happens less often."""
    found = mean_of(change)
    return Check(what, "less (sign) [78]", told(found, percent_signed), found.high < 0.0)


def sized(what: str, change: Values, target: float, why: str) -> Check:
    """Return the check that a change has the size of the evidence, within the factor."""
    found = mean_of(change)
    near = found.value * target > 0.0 and 1.0 / FACTOR <= found.value / target <= FACTOR
    return Check(what, f"{percent_signed(target)} [78], within a factor of 2", told(found, percent_signed), near, why)
