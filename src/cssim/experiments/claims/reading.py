"""From what the runs of a claim gave, world by world, to what was found of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from cssim.errors import CssimError
from cssim.experiments.claims.claim import Claim, Dial, Values
from cssim.experiments.claims.fields import field_of, found_at, is_beyond, number_of
from cssim.experiments.claims.measuring import unit_of, words_of
from cssim.experiments.claims.plan import Plan
from cssim.experiments.claims.turning import Point, turn_at
from cssim.experiments.claims.worlds import World
from cssim.results.claims import Choice, Finding, Look, Turn, Verdict, effect_of, looks_along


class Looked(NamedTuple):
    """What one world gave, run by run (n_runs,): the measure, the decision, and what is shown beside;
    ``levels`` are the means of the measure without and with."""

    effect: Values
    decision: Values | None
    beside: Sequence[Values]
    levels: tuple[float, float] | None


def finding_of(plan: Plan, looked: Sequence[Looked]) -> Finding:
    """Return what was found of a claim; ``looked`` is what each of its worlds gave.

    Raises
    ------
    CssimError
        If a mechanism that is off has an effect.
    """
    claim, company = plan.claim, plan.company
    _check_off(claim, plan.worlds, looked)
    looks = [_look(plan, world, one) for world, one in zip(plan.worlds, looked, strict=True)]
    beside = {words_of(measure, company): (unit_of(measure, company), effect_of(values, 0.0))
              for measure, values in zip(claim.shown, looked[0].beside, strict=True)}  # fmt: skip
    return Finding(
        id=claim.id,
        says=claim.says,
        kind=claim.kind,
        parameter=field_of(plan.with_, claim.parameter),
        off=str(claim.off),
        arms=(claim.arms[0].name, claim.arms[1].name),
        measure=words_of(claim.measure, company),
        unit=unit_of(claim.measure, company),
        direction=claim.measure.direction,
        margin=claim.margin,
        effect=looks[0].effect,
        differences=tuple(looked[0].effect.tolist()),
        levels=looked[0].levels,
        looks=tuple(looks[1:]),
        dials=tuple(field_of(plan.with_, dial.path) for dial in plan.dials),
        turns=_turns(plan, looks) if claim.kind == "emergent" else (),
        choice=_choice(plan, looks),
        beside=beside,
        company={path: str(value) for path, value in claim.company.items()},
        why=claim.why,
        note=claim.note,
    )


def _look(plan: Plan, world: World, one: Looked) -> Look:
    claim = plan.claim
    decision = None
    if one.decision is not None and claim.decision is not None:
        decision = effect_of(one.decision, claim.decision.margin, claim.decision.measure.direction)
    at = tuple((path, str(value), number_of(found_at(plan.with_, path).info, value)) for path, value in world.at)
    beyond = any(is_beyond(found_at(plan.with_, path).info, number) for path, _, number in at)
    return Look(at, effect_of(one.effect, claim.margin, claim.measure.direction), decision, beyond)


def _check_off(claim: Claim, worlds: Sequence[World], looked: Sequence[Looked]) -> None:
    for world, one in zip(worlds, looked, strict=True):
        off = any(path == claim.parameter and str(value) == str(claim.off) for path, value in world.at)
        if off and claim.kind == "assumed" and np.any(np.nan_to_num(one.effect) != 0.0):
            raise CssimError(f"{claim.id}: {claim.parameter} is off ({claim.off}), and there is an effect all the same")


def _turns(plan: Plan, looks: Sequence[Look]) -> tuple[Turn, ...]:
    """Return where the verdict of an emergent claim turns along each dial, and where a grid breaks even."""
    found = [turn for dial in plan.dials for turn in _verdict_turns(plan, dial, looks)]
    return (*found, *(_break_even(plan, looks) if plan.claim.grid else ()))


def _verdict_turns(plan: Plan, dial: Dial, looks: Sequence[Look]) -> Iterator[Turn]:
    line = _line(plan, dial, looks)
    held = [look.effect.known for _, look in line if look.effect.known is not Verdict.NOT_SETTLED]
    for level in sorted({_level({one, other}, plan.claim) for one, other in pairwise(held) if one is not other}):
        yield from _turn(plan, dial, line, level)


def _break_even(plan: Plan, looks: Sequence[Look]) -> Iterator[Turn]:
    """Yield where the effect changes its sign along the first of two dials, for every value of the second."""
    first, second = plan.dials
    info, own = found_at(plan.with_, second.path).info, field_of(plan.with_, second.path).value
    for value in sorted({own, *map(str, second.values)}, key=lambda one: (number_of(info, one), one)):
        where = (second.path, value)
        line = _line(plan, first, looks, None if value == own else where)
        yield from (turn._replace(where=where) for turn in _turn(plan, first, line, 0.0))


def _turn(plan: Plan, dial: Dial, line: Sequence[tuple[float, Look]], level: float) -> Iterator[Turn]:
    """Yield where the effect passes a level along a dial; nothing if it does not."""
    points = [Point(x, look.effect.mean, *look.effect.interval) for x, look in line]
    turn = turn_at(dial.path, points, level)
    if turn is not None:
        yield turn._replace(beyond=is_beyond(found_at(plan.with_, dial.path).info, turn.value))


def _level(between: set[Verdict], claim: Claim) -> float:
    """Return the effect at which one verdict gives way to another."""
    if Verdict.NO_EFFECT not in between:
        return 0.0
    sign = claim.measure.direction if Verdict.SUPPORTED in between else -claim.measure.direction
    return sign * claim.margin


def _choice(plan: Plan, looks: Sequence[Look]) -> Choice | None:
    """Return how a decision stands, and where it turns along the first dial."""
    decision, here = plan.claim.decision, looks[0].decision
    if decision is None or here is None:
        return None
    turn = None
    if plan.dials:
        line = [(x, look.decision) for x, look in _line(plan, plan.dials[0], looks) if look.decision is not None]
        points = [Point(x, effect.mean, *effect.interval) for x, effect in line]
        turn = turn_at(plan.dials[0].path, points, 0.0)
    one, other = (design.name for design in decision.designs)
    measure = decision.measure
    return Choice(one, other, words_of(measure, plan.company), unit_of(measure, plan.company), here, turn)


def _line(
    plan: Plan, dial: Dial, looks: Sequence[Look], where: tuple[str, str] | None = None
) -> list[tuple[float, Look]]:
    """Return the looks along one dial by its number, all else as it is but for ``where``, (path, value) of the second;
    words have no number and are left out."""
    own = field_of(plan.with_, dial.path).number
    return looks_along(looks, dial.path, own, where)
