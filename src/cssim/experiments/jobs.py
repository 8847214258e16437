"""Jobs: one run of a study, all its designs together, as a frozen value that can travel to a worker."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cssim.domain.settled import SettledBook
from cssim.engine.engines import EngineName, engine_named
from cssim.engine.recorder import MONEY, SUMMARY
from cssim.experiments.assumptions import Assumption, draw, scaled
from cssim.experiments.settling import mean_stocks, solve_offsets, with_offsets
from cssim.plan.change import transition
from cssim.plan.labels import Lowered
from cssim.plan.lower import lower
from cssim.plan.opening import Opening
from cssim.plan.survivors import new_logo_churn
from cssim.plan.tables import Plan
from cssim.results.attribution import End, Stocks, bridge, ends_of
from cssim.results.measures import Definitions, Valuation
from cssim.results.record import RunRecord, record_of
from cssim.results.run import Run
from cssim.scenario.schema import Scenario

Start = Literal["steady", "today"]
"""From where designs start: as if they had always been so, or from today's owners, people and open work."""


@dataclass(frozen=True)
class Design:
    """A design by its name: the whole scenario with its changes applied, baseline numbers included."""

    name: str
    scenario: Scenario


@dataclass(frozen=True)
class Job:
    """One run number of a study.

    ``today`` is the design whose settled stocks every design starts from; ``designs`` are those to simulate, each
    as if it had always been so (``start`` ``steady``), or from today's organization on (``today``).
    ``assumptions`` are empty if they are fixed; ``engine`` changes no number.
    """

    today: Design
    designs: tuple[Design, ...]
    opening: Opening
    assumptions: tuple[Assumption, ...]
    seed: int
    run: int
    engine: EngineName
    start: Start = "steady"


@dataclass(frozen=True)
class RunResult:
    """One finished run: one record per design, in the order of the job."""

    run: int
    records: tuple[RunRecord, ...]


@dataclass(frozen=True)
class Circumstances:
    """One run's circumstances, shared by its designs: drawn ``factors``, settled book and ``offsets``.

    ``today`` is today's design as drawn, and ``plan`` what it lowers to, before the offsets.
    """

    factors: dict[str, float]
    book: SettledBook
    offsets: tuple[float, ...]
    today: Scenario
    plan: Lowered


class Told(NamedTuple):
    """A run of which the ends of contracts were recorded, ready to be explained."""

    run: Run
    ends: list[End]


def run_job(job: Job) -> RunResult:
    """Simulate every design of one run; importable by name, for worker processes.

    Raises
    ------
    BrokenInvariant
        If something that must balance does not.
    """
    found, simulate = circumstances_of(job), engine_named(job.engine).simulate
    recording = SUMMARY if job.today.scenario.recording == "summary" else MONEY
    today = () if recording == SUMMARY else todays_stocks(found)
    first: Told | None = None
    records = []
    for design in job.designs:
        lowered = lowered_in(found, design, job)
        run = simulate(lowered.plan, found.book, job.seed, job.run, recording)
        company = design.scenario.company
        worth = Valuation(company.valuation.arr_multiple, company.valuation.discount)
        meant = Definitions(design.scenario.definitions.retention, design.scenario.definitions.logo)
        record = record_of(run, lowered, design.name, company.gross_margin_before_cs, worth, meant)
        if recording == MONEY:
            told = Told(run, ends_of(run, today, promised(lowered.plan)))
            first = first or told
            record = replace(record, steps=steps_between(first, told))
        records.append(record)
    return RunResult(job.run, tuple(records))


def steps_between(one: Told, other: Told) -> NDArray[np.int64]:
    """Return why the closing ARR of two runs differs [cents], by the lines of the bridge."""
    return np.array(bridge(one.run, other.run, one.ends, other.ends), dtype=np.int64)


def run_each(job: Job, recording: int) -> tuple[Run, ...]:
    """Simulate every design of a job, with the facts asked for."""
    return runs_in(circumstances_of(job), job, recording)


def runs_in(found: Circumstances, job: Job, recording: int) -> tuple[Run, ...]:
    """Simulate every design of a job in the same world, with the facts asked for."""
    simulate = engine_named(job.engine).simulate
    plans = (lowered_in(found, design, job).plan for design in job.designs)
    return tuple(simulate(plan, found.book, job.seed, job.run, recording) for plan in plans)


def circumstances_of(job: Job) -> Circumstances:
    """Draw what nobody knows, and let the book settle under today's design.

    In a drawn world today's organization must still lose what it loses today, so the offsets are solved again on
    the stocks that have just settled, without another simulation.
    """
    factors = draw(job.assumptions, job.seed, job.run)
    today = job.today.scenario
    if factors:
        today = _with_new_logo_churn(scaled(today, factors), job.opening)
    lowered = lower(today, job.opening)
    plan = lowered.plan
    book = engine_named(job.engine).settle(plan, job.seed, job.run)
    offsets = solve_offsets(plan, [book]) if factors else tuple(segment.offset for segment in plan.segments)
    return Circumstances(factors, book, offsets, today, lowered)


def lowered_in(found: Circumstances, design: Design, job: Job) -> Lowered:
    """Return a design made ready for the engine in one run's world."""
    lowered = found.plan
    if design is not job.today:
        scenario = drawn(design, found, job.opening)
        lowered = lowered_from(job.start, found.plan, found.today, scenario, job.opening)
    return lowered._replace(plan=with_offsets(lowered.plan, found.offsets))


def lowered_from(start: Start, plan: Lowered, today: Scenario, design: Scenario, opening: Opening) -> Lowered:
    """Return what a design lowers to where it begins as ``start`` says; ``plan`` is what ``today`` lowers to."""
    return transition(plan, today, design, opening) if start == "today" else lower(design, opening)


def todays_stocks(found: Circumstances) -> Stocks:
    """Return today's stocks by segment and driver [log-odds]: those of the scenario, or as they settled in this run.

    Where assumptions are drawn, stocks settle elsewhere in every run; the offsets make up for that, and a reference
    that did not follow would show it as a cause.
    """
    if not found.factors:
        return [segment.reference for segment in found.plan.plan.segments]
    return mean_stocks(found.plan.plan, [found.book])


def promises_of(found: Circumstances, design: Design, job: Job) -> Stocks:
    """Return what a design promises in one run's world, by segment and driver [log-odds]."""
    return promised(lowered_in(found, design, job).plan)


def promised(plan: Plan) -> Stocks:
    """Return where the drivers would settle if everything planned were delivered, by segment [log-odds]."""
    return [segment.promised for segment in plan.segments]


def drawn(design: Design, found: Circumstances, opening: Opening) -> Scenario:
    """Return a design's scenario with this run's assumptions; the same customers churn as they do in today's."""
    if not found.factors:
        return design.scenario
    scenario: Scenario = scaled(design.scenario, found.factors)
    if (scenario.customers, scenario.renewal) == (found.today.customers, found.today.renewal):
        return scenario.model_copy(update={"baseline": found.today.baseline})
    return _with_new_logo_churn(scenario, opening)


def _with_new_logo_churn(scenario: Scenario, opening: Opening) -> Scenario:
    """Return a drawn world in which new customers churn so that today's customers churn as they do.

    How much customers differ is one of the things that are drawn. Numbers that the user gave are left alone.
    """
    baseline = scenario.baseline
    if baseline is None or not baseline.of:
        return scenario
    churn = new_logo_churn(scenario.model_copy(update={"baseline": None}), opening)
    segments = {
        name: baseline.segments[name].model_copy(update={"new_logo_churn": m})
        for name, m in zip(scenario.customers.segments, churn, strict=True)
    }
    return scenario.model_copy(update={"baseline": baseline.model_copy(update={"segments": segments})})
