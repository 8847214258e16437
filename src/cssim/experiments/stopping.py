"""Stopping: how many runs make an average as well known as was asked. By width only, never by who is ahead.

Two stages (Stein 1945). ``FIRST`` runs, or as many as the scenario has if those are more, show how much a figure
scatters from run to run, s. With t, the quantile of Student's law that belongs to them, N = ceil((t s / eps)^2) runs
in all bring the half-width of the interval to eps. What is missing is made, once; nobody looks again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from cssim.errors import InputError
from cssim.reporting.words import precise
from cssim.results.catalogue import parse_metric
from cssim.results.precision import PATH, Goal, Known, parse_goals
from cssim.scenario.decide import HalfWidth
from cssim.scenario.schema import Scenario
from cssim.units import CENTS, to_cents

FIRST: Final = 30
"""Runs of the first stage, at least."""
MOST: Final = 10_000
"""Runs that a goal may ask for; who wants more says so with a number of runs."""


def goals_of_run(scenario: Scenario, precision: str | None) -> tuple[Goal, ...]:
    """Return what is to be known how well of one design: what ``precision`` asks for, or nothing.

    Raises
    ------
    InputError
        If ``precision`` cannot be read.
    """
    if precision is None:
        return ()
    return parse_goals(precision, scenario.months, tuple(scenario.organisation.teams))


def goals_of_comparison(scenario: Scenario, precision: str | None) -> tuple[Goal, ...]:
    """Return how well differences are to be known: as ``precision`` asks, else as the scenario asks of its decision.

    Raises
    ------
    InputError
        If ``precision`` cannot be read.
    """
    half = scenario.decide.precision
    if precision is not None or half is None:
        return goals_of_run(scenario, precision)
    key = parse_metric(scenario.decide.on, scenario.months, tuple(scenario.organisation.teams))
    return (Goal(key, half.cents / CENTS if half.cents else half.share),)


def first_stage(scenario: Scenario, goals: Sequence[Goal]) -> Scenario:
    """Return the scenario with the runs of the first stage, if there is more than one."""
    return scenario.model_copy(update={"runs": max(FIRST, scenario.runs)}) if goals else scenario


def with_own_goal(scenario: Scenario, goals: Sequence[Goal]) -> Scenario:
    """Return the scenario asking of its decision what ``goals`` ask of it, so that its file gives the same runs."""
    own = next((goal for goal in goals if goal.key.text == scenario.decide.on), None)
    decide = scenario.decide.model_copy(update={"precision": None if own is None else _written(own)})
    return scenario.model_copy(update={"decide": decide})


def runs_in_all(known: Sequence[Known], first: int, currency: str) -> int:
    """Return how many runs in all reach every goal, by the spread that the ``first`` runs have shown.

    Raises
    ------
    InputError
        If a goal asks for more than ``MOST`` runs, or is about a figure that these runs do not define.
    """
    total = first
    for one in known:
        if one.goal is None:
            continue
        if not math.isfinite(one.half_width):
            raise InputError.of(f"{one.figure} is not defined in these runs: nobody can say how precise", path=PATH)
        needed = one.runs_for(one.goal)
        if needed > max(MOST, first):
            raise InputError.of(_too_much(one, needed, first, currency), path=PATH)
        total = max(total, needed)
    return total


def _too_much(one: Known, needed: int, first: int, currency: str) -> str:
    goal, least = (
        precise(half, one.unit, currency) for half in (one.goal or 0.0, one.half_width * math.sqrt(one.runs / MOST))
    )
    return (
        f"{one.figure} to ± {goal} would take about {needed:,} runs, as the first {first} show; a precision may take "
        f"{MOST:,}, good for about ± {least}: ask for that or more, or say how many runs to make instead (--runs)"
    )


def _written(goal: Goal) -> HalfWidth:
    """Return a goal as it stands in a scenario."""
    if goal.key.metric.unit == "currency":
        return HalfWidth(to_cents(goal.half_width * CENTS), 0.0)
    return HalfWidth(0, goal.half_width)
