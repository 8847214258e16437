"""A study prepared: the scenario with its baseline, the opening book and the designs, ready to be cut into jobs."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from cssim.errors import InputError
from cssim.executors import Executor, Serial
from cssim.experiments.assumptions import Assumption, assumptions_of
from cssim.experiments.baseline import SETTLINGS, measured
from cssim.experiments.engine_choice import (
    EngineChoice,
    OnChoice,
    choose_engine,
    make_ready,
    nobody_asks,
    simpy_seconds,
)
from cssim.experiments.jobs import Design, Job, Start, lowered_from
from cssim.experiments.progress import OnProgress, nobody_watches
from cssim.plan.accounts import without_names
from cssim.plan.labels import Lowered
from cssim.plan.lower import lower
from cssim.plan.opening import Opening, opening_book
from cssim.results.precision import Goal
from cssim.scenario.language import designs
from cssim.scenario.language.digest import digest
from cssim.scenario.schema import Scenario
from cssim.units import MONTHS_PER_YEAR

Footing = Literal["as-written", "equal-budget", "equal-heads"]

_log = logging.getLogger("cssim")


@dataclass(frozen=True)
class Study:
    """What all runs of a study share.

    ``scenario`` has its baseline; ``today`` is its first design, from whose settled stocks every design starts;
    ``chosen`` are the designs to simulate, on the footing ``at``, from where ``start`` says; ``engine`` is what makes
    the runs. With ``goals``
    the runs of the scenario are those of the first stage; there may be a second.
    """

    scenario: Scenario
    opening: Opening
    today: Design
    chosen: tuple[Design, ...]
    engine: EngineChoice
    at: Footing = "as-written"
    goals: tuple[Goal, ...] = ()
    start: Start = "steady"

    def lowered(self, design: Design) -> Lowered:
        """Return what a design lowers to, with assumptions at their defaults.

        Raises
        ------
        InputError
            If the design fits neither the book nor, where it starts from today, today's organization.
        """
        if design is self.today:
            return lower(design.scenario, self.opening)
        today = self.today.scenario
        return lowered_from(self.start, lower(today, self.opening), today, design.scenario, self.opening)

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """What varies from run to run: the assumptions of any design; empty if they are fixed."""
        if self.scenario.assumptions == "fixed":
            return ()
        return assumptions_of([self.today.scenario, *(design.scenario for design in self.chosen)])

    @cached_property
    def key(self) -> str:
        """Digest of everything a run depends on besides its number: finished runs are of use to no other study."""
        parts = [repr(self.opening.accounts), *(f"{one.name} {_digest(one)}" for one in (self.today, *self.chosen))]
        if self.start == "today":
            parts.append(self.start)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def anonymised(self) -> Study:
        """Return the same study of customers without names: runs are the same, what is written names nobody."""
        return replace(self, opening=without_names(self.opening))

    def of(self, runs: int) -> Study:
        """Return the same study of another number of runs."""
        return replace(self, scenario=self.scenario.model_copy(update={"runs": runs}))

    def job(self, run: int) -> Job:
        """Return the job of one run number."""
        return Job(
            self.today,
            self.chosen,
            self.opening,
            self.assumptions,
            self.scenario.seed,
            run,
            self.engine.name,
            self.start,
        )


def with_settings(
    scenario: Scenario, runs: int | None = None, seed: int | None = None, assumptions: str | None = None
) -> Scenario:
    """Return the scenario with other settings of the study; None leaves one as it is.

    A number of ``runs`` is exact: the precision the scenario asks for is then left out.

    Raises
    ------
    InputError
        If a setting is not possible.
    """
    update: dict[str, object] = {}
    if runs is not None:
        if runs < 1:
            raise InputError.of(f"{runs} runs cannot be made; give 1 or more", path="runs")
        update |= {"runs": runs, "decide": scenario.decide.model_copy(update={"precision": None})}
    if seed is not None:
        if not 0 <= seed < 2**63:
            raise InputError.of(f"{seed} is not a seed; give a whole number from 0 on", path="seed")
        update["seed"] = seed
    if assumptions is not None:
        if assumptions not in ("drawn", "fixed"):
            raise InputError.of(f"{assumptions!r} is not one of drawn, fixed", path="assumptions")
        update["assumptions"] = assumptions
    return scenario.model_copy(update=update) if update else scenario


def prepare(
    scenario: Scenario,
    names: Sequence[str],
    executor: Executor | None = None,
    on_progress: OnProgress = nobody_watches,
    engine: str = "auto",
    goals: tuple[Goal, ...] = (),
    on_choice: OnChoice = nobody_asks,
) -> Study:
    """Return a study of the designs ``names``: the book read, the baseline measured if it is missing or stale.

    With ``goals`` the runs of the scenario are those of the first stage.

    Raises
    ------
    InputError
        If a design does not exist, the customer book has problems, or the ``engine`` asked for is not there.
    """
    for name in names:
        designs.resolve(scenario, name)
    opening = opening_book(scenario)
    for warning in opening.warnings:
        _log.warning(warning)
    executor = executor or Serial()
    choice = choose_engine(engine, _simpy_seconds(scenario, opening, len(names)), scenario.runs if goals else 0)
    on_choice(choice)
    make_ready(choice, executor, on_progress)
    scenario = measured(scenario, opening, executor, on_progress, engine=choice.name)
    chosen = tuple(_design(scenario, name) for name in names)
    first = designs.names(scenario)[0]
    today = next((design for design in chosen if design.name == first), None) or _design(scenario, first)
    return Study(scenario, opening, today, chosen, choice, goals=goals)


def _simpy_seconds(scenario: Scenario, opening: Opening, chosen: int) -> float:
    """Return about how long [s] a study of so many designs takes in SimPy, on one core, its baseline included."""
    today = designs.resolve(scenario, designs.names(scenario)[0])
    plan = lower(today.model_copy(update={"baseline": None}), opening).plan
    settle = scenario.settle / MONTHS_PER_YEAR
    baseline = settle * SETTLINGS * 1.5 if scenario.baseline is None else 0.0
    runs = scenario.runs * (settle + chosen * scenario.months / MONTHS_PER_YEAR)
    return simpy_seconds(plan, baseline + runs)


def _design(scenario: Scenario, name: str) -> Design:
    resolved = designs.resolve(scenario, name)
    # Resolving writes numbers out and reads them back; the measured ones are kept to the last bit.
    return Design(name, resolved.model_copy(update={"baseline": scenario.baseline}))


def _digest(design: Design) -> str:
    """Return the digest of a design's scenario; how many runs are made does not change what one of them gives."""
    decide = design.scenario.decide.model_copy(update={"precision": None})
    return digest(design.scenario.model_copy(update={"runs": 1, "decide": decide}))
