"""Claims put to the test: every claim a paired study, in the company as it is and wherever its dials lead."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np

from cssim.errors import CssimError, InputError
from cssim.executors import Executor, Failed, executor_for
from cssim.experiments.claims.claim import Claim, Dial, Measure, Values
from cssim.experiments.claims.fields import field_of, found_at, number_of, written
from cssim.experiments.claims.turning import Point, turn_at
from cssim.experiments.claims.worlds import World, dials_of, worlds_of
from cssim.experiments.jobs import run_job
from cssim.experiments.progress import OnProgress, Progress, nobody_watches
from cssim.experiments.replicate import FEWEST_RUNS
from cssim.experiments.study import Study, prepare, with_settings
from cssim.results.catalogue import MetricKey, find, parse_metric
from cssim.results.claims import Choice, Effect, Finding, Look, Turn, Verdict, effect_of
from cssim.results.metric import Unit
from cssim.results.record import RunRecord
from cssim.results.studies import Result
from cssim.results.summary import figure
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import TODAY, Scenario
from cssim.units import MONTHS_PER_YEAR

SCENARIO: Final = "cssim:claims"
"""The company on which claims are tested, unless another is given."""
_OneRun = Callable[[], None]


class _Looked(NamedTuple):
    """What one world gave, run by run: the measure, the decision, and what is shown beside."""

    effect: Values
    decision: Values | None
    beside: dict[str, Values]


@dataclass(frozen=True)
class _Lab:
    """What all studies share: the company before any claim, its baseline measured; who works, and who is told."""

    company: Scenario
    executor: Executor
    engine: str
    told: _OneRun


def studied(
    claims: Sequence[Claim],
    scenario: Scenario,
    runs: int | None = None,
    seed: int | None = None,
    jobs: int = 1,
    *,
    cluster: str | None = None,
    engine: str = "auto",
    on_progress: OnProgress = nobody_watches,
) -> tuple[Finding, ...]:
    """Put claims to the test on a company.

    Parameters
    ----------
    claims
        What to test; a claim is a matter of its own, so the answer on one does not depend on the others.
    scenario
        The company: its first design is today's organization, other designs are left out.
    runs, seed
        Instead of the scenario's own.
    jobs, cluster, engine, on_progress
        As in :func:`cssim.compare`. Assumptions are fixed: dials say what a decisive one does.

    Raises
    ------
    InputError
        If there are fewer than two runs, or a claim does not fit the scenario.
    CssimError
        If fewer than two runs of a study could be finished, or a mechanism that is off has an effect.
    """
    scenario = _company_of(with_settings(scenario, runs, seed, "fixed"))
    if scenario.runs < FEWEST_RUNS:
        raise InputError.of(f"{scenario.runs} is too few to test claims; give {FEWEST_RUNS} or more", path="runs")
    plans = [_Plan.of(claim, scenario) for claim in claims]
    total, done = scenario.runs * sum(len(plan.worlds) for plan in plans), 0

    def told() -> None:
        nonlocal done
        done += 1
        on_progress(Progress("runs", done, total))

    with closing(executor_for(jobs, cluster)) as executor:
        base = prepare(scenario, [TODAY], executor, on_progress, engine).scenario
        lab = _Lab(base, executor, engine, told)
        return tuple(_found(plan, lab) for plan in plans)


@dataclass(frozen=True)
class _Plan:
    """A claim with the company it is about, its dials and its worlds."""

    claim: Claim
    company: Scenario
    dials: tuple[Dial, ...]
    worlds: tuple[World, ...]

    @classmethod
    def of(cls, claim: Claim, scenario: Scenario) -> _Plan:
        """Return the plan of a claim; anything about it that does not fit the scenario is said now."""
        company = patch(scenario, claim.company)
        dials = dials_of(claim, company)
        for key in (claim.measure.key, *claim.beside):
            if key:
                key_of(key, company)
        return cls(claim, company, dials, worlds_of(claim, dials))


def _company_of(scenario: Scenario) -> Scenario:
    """Return today's organization as the only design."""
    first = next(iter(scenario.designs))
    changes = scenario.designs[first]
    company = patch(scenario.model_copy(update={"designs": {TODAY: {}}}), changes) if changes else scenario
    return company.model_copy(update={"designs": {TODAY: {}}, "recording": "summary"})


def _found(plan: _Plan, lab: _Lab) -> Finding:
    """Make the studies of a claim and say what they found."""
    claim = plan.claim
    looked = [_looked(plan, world, lab) for world in plan.worlds]
    direction = claim.measure.direction
    looks = [
        Look(_at(plan.company, world), effect_of(one.effect, claim.margin, direction), _decision(claim, one.decision))
        for world, one in zip(plan.worlds, looked, strict=True)
    ]
    _check_off(claim, plan.worlds, looked)
    here, *elsewhere = looks
    return Finding(
        id=claim.id,
        says=claim.says,
        kind=claim.kind,
        parameter=field_of(plan.company, claim.parameter),
        off=str(claim.off),
        arms=(claim.arms[0].name, claim.arms[1].name),
        measure=_words(claim.measure, plan.company),
        unit=_unit(claim.measure, plan.company),
        direction=direction,
        margin=claim.margin,
        effect=here.effect,
        looks=tuple(elsewhere),
        dials=tuple(field_of(plan.company, dial.path) for dial in plan.dials),
        turns=_turns(plan, looks) if claim.kind == "emergent" else (),
        choice=_choice(plan, looks),
        beside={key: (key_of(key, plan.company).metric.unit, effect_of(values, 0.0))
                for key, values in looked[0].beside.items()},
        company=", ".join(f"{path}: {value}" for path, value in claim.company.items())
        + (f" ({claim.why})" if claim.why else ""),
        note=claim.note,
    )  # fmt: skip


def _looked(plan: _Plan, world: World, lab: _Lab) -> _Looked:
    """Make the runs of a claim in one world, and measure them."""
    claim = plan.claim
    arms = [*claim.arms, *(claim.decision.designs if claim.decision else ())]
    changes = [world.changes(arm, follows=at % 2 == 1) for at, arm in enumerate(arms)]
    designs: dict[str, dict[str, Any]] = {TODAY: {}}
    names = []
    for change in changes:
        same = next((name for name, other in designs.items() if other == change), None)
        names.append(same or f"design_{len(designs)}")
        designs[names[-1]] = change
    company = world.company(plan.company)
    # the baseline of the company before any claim: measured again only if this one settles elsewhere
    scenario = company.model_copy(update={"designs": designs, "baseline": lab.company.baseline})
    study = prepare(scenario, list(dict.fromkeys(names)), lab.executor, engine=lab.engine)
    results = _results(study, lab)
    without, with_, *decided = (results[name] for name in names)
    beside = {key: _gap(Measure(key), without, with_, company) for key in claim.beside}
    decision = None if claim.decision is None else _gap(claim.decision.measure, *decided, company)
    return _Looked(_gap(claim.measure, without, with_, company), decision, beside)


def _results(study: Study, lab: _Lab) -> dict[str, Result]:
    """Make the runs of a study and return one result per design."""
    made: list[tuple[RunRecord, ...]] = []
    reasons: dict[str, None] = {}
    for outcome in lab.executor.map(run_job, [study.job(run) for run in range(study.scenario.runs)]):
        if isinstance(outcome, Failed):
            reasons[outcome.reason] = None
        else:
            made.append(outcome.value.records)
        lab.told()
    if len(made) < FEWEST_RUNS:
        raise CssimError(f"fewer than {FEWEST_RUNS} runs could be finished: {'; '.join(reasons)}")
    return {
        design.name: Result(
            study.scenario.name,
            design.name,
            study.lowered(design).labels,
            [records[at] for records in made],
            study.scenario.seed,
            "fixed",
        )
        for at, design in enumerate(study.chosen)
    }


def key_of(text: str, scenario: Scenario) -> MetricKey:
    """Return the metric and period of a measure, expected in place of chance where there is such a figure.

    Raises
    ------
    InputError
        If the metric is not known, or the period does not fit the horizon.
    """
    name, _, period = text.partition(".")
    teams = tuple(scenario.organisation.teams)
    if period == "whole":
        metric, team = find(name, teams)
        if metric.kind != "flow":
            raise InputError.of(f"{name!r} does not add up over time: write {name}.end", path=text)
        return MetricKey(text, metric, team, 0, scenario.months).expected
    years = scenario.months // MONTHS_PER_YEAR
    end = f"y{years}" if years else f"m{scenario.months}"
    return parse_metric(f"{name}.{end}" if period == "end" else text, scenario.months, teams).expected


def _gap(measure: Measure, without: Result, with_: Result, scenario: Scenario) -> Values:
    """Return a measure *with* less *without*, run by run (n_runs,)."""
    if measure.of is not None:
        return measure.of(without, with_)
    key = key_of(measure.key, scenario)
    values = [[figure(one, key, measure.segment) for one in result.records] for result in (without, with_)]
    return np.subtract(values[1], values[0])


def _at(company: Scenario, world: World) -> tuple[tuple[str, str, float], ...]:
    return tuple(
        (path, str(value), number_of(found_at(company, path).info, value)) for path, value in world.at
    )  # fmt: skip


def _decision(claim: Claim, values: Values | None) -> Effect | None:
    if values is None or claim.decision is None:
        return None
    return effect_of(values, claim.decision.margin, claim.decision.measure.direction)


def _check_off(claim: Claim, worlds: Sequence[World], looked: Sequence[_Looked]) -> None:
    """Make sure that a mechanism which is off does nothing at all.

    Raises
    ------
    CssimError
        If the effect of an assumed claim is not zero in every run where its parameter is off.
    """
    for world, one in zip(worlds, looked, strict=True):
        off = any(path == claim.parameter and str(value) == str(claim.off) for path, value in world.at)
        if off and claim.kind == "assumed" and np.any(one.effect != 0.0):
            raise CssimError(f"{claim.id}: {claim.parameter} is off ({claim.off}), and there is an effect all the same")


def _turns(plan: _Plan, looks: Sequence[Look]) -> tuple[Turn, ...]:
    """Return where the verdict of an emergent claim turns along each dial."""
    claim = plan.claim
    found = []
    for dial in plan.dials:
        line = _line(plan, dial, looks)
        held = [(look.effect.known) for _, look in line if look.effect.known is not Verdict.NOT_SETTLED]
        for one, other in zip(held, held[1:], strict=False):
            if one is not other:
                points = [Point(x, look.effect.mean, *look.effect.interval) for x, look in line]
                found.append(turn_at(dial.path, points, _level({one, other}, claim)))
    return tuple(dict.fromkeys(turn for turn in found if turn is not None))


def _level(between: set[Verdict], claim: Claim) -> float:
    """Return the effect at which one verdict gives way to another."""
    if Verdict.NO_EFFECT not in between:
        return 0.0
    sign = claim.measure.direction if Verdict.SUPPORTED in between else -claim.measure.direction
    return sign * claim.margin


def _choice(plan: _Plan, looks: Sequence[Look]) -> Choice | None:
    """Return how a decision stands, and where it turns along the first dial."""
    decision = plan.claim.decision
    if decision is None or looks[0].decision is None:
        return None
    turn = None
    if plan.dials:
        line = [(x, look.decision) for x, look in _line(plan, plan.dials[0], looks) if look.decision is not None]
        points = [Point(x, effect.mean, *effect.interval) for x, effect in line]
        turn = turn_at(plan.dials[0].path, points, 0.0)
    one, other = (design.name for design in decision.designs)
    return Choice(one, other, _words(decision.measure, plan.company), _unit(decision.measure, plan.company),
                  looks[0].decision, turn)  # fmt: skip


def _line(plan: _Plan, dial: Dial, looks: Sequence[Look]) -> list[tuple[float, Look]]:
    """Return the looks along one dial, all else as it is, by its number; words have none and are left out."""
    along = [(look.at[0][2], look) for look in looks if len(look.at) == 1 and look.at[0][0] == dial.path]
    return sorted(
        ((x, look) for x, look in [(_own(plan, dial), looks[0]), *along] if math.isfinite(x)), key=lambda one: one[0]
    )


def _own(plan: _Plan, dial: Dial) -> float:
    """Return the value of a dial in the company as it is: that of the arm *with*, if it sets one."""
    changes = plan.claim.arms[1].changes
    info, value = found_at(patch(plan.company, changes) if changes else plan.company, dial.path)
    return math.nan if value is None else number_of(info, written(info, value))


def _words(measure: Measure, scenario: Scenario) -> str:
    """Return what is measured, in words."""
    if measure.words or measure.of is not None:
        return measure.words
    where = "" if measure.segment == "all" else f" of {measure.segment}"
    return key_of(measure.key, scenario).text + where


def _unit(measure: Measure, scenario: Scenario) -> Unit:
    return measure.unit if measure.of is not None else key_of(measure.key, scenario).metric.unit
