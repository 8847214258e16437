"""Footing: designs as they are written, or scaled until they cost as much (or have as many people) as the baseline."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final, get_args

from cssim.errors import InputError
from cssim.experiments.jobs import Design
from cssim.experiments.study import Footing
from cssim.plan.digital import yearly_platforms
from cssim.plan.organization import yearly_pay
from cssim.plan.staffing import yearly_beside_pay
from cssim.scenario.language import checks
from cssim.scenario.organization import CsmTeam
from cssim.scenario.schema import Scenario

FOOTINGS: Final[tuple[str, ...]] = get_args(Footing)
_STEPS: Final = 200


def on_footing(designs: tuple[Design, ...], baseline: Design, at: str) -> tuple[Design, ...]:
    """Return the designs, each but the baseline with the head count of one team scaled.

    The team is ``decide.balance``, else the first CSM team. Head counts may be fractional: a part-time post.

    Raises
    ------
    InputError
        If ``at`` is not known, the team does not exist in a design, or no head count of it gives the same sum.
    """
    if at not in FOOTINGS:
        raise InputError.of(f"{at!r} is not one of {', '.join(FOOTINGS)}", path="at")
    if at == "as-written":
        return designs
    total = yearly_cost if at == "equal-budget" else heads
    goal = total(baseline.scenario)
    return tuple(
        design if design.name == baseline.name else Design(design.name, _scaled(design, goal, total, at))
        for design in designs
    )


def yearly_cost(scenario: Scenario) -> float:
    """Return what a year of customer success costs [cents]."""
    organisation = scenario.organisation
    posts = sum(sum(yearly_pay(team)) + yearly_beside_pay(organisation, team) for team in organisation.teams.values())
    return float(posts + yearly_platforms(scenario))


def heads(scenario: Scenario) -> float:
    """Return how many full-time posts there are."""
    return math.fsum(team.headcount for team in scenario.organisation.teams.values())


def balance_team(scenario: Scenario) -> str:
    """Return the team whose head count is scaled.

    Raises
    ------
    InputError
        If the scenario names a team that the design does not have, or has no CSM team.
    """
    teams = scenario.organisation.teams
    named = scenario.decide.balance
    if named is not None and named not in teams:
        raise InputError.of(f"there is no team {named!r}; there are {', '.join(teams)}", path="decide.balance")
    found = named or next((name for name, team in teams.items() if isinstance(team, CsmTeam)), None)
    if found is None:
        raise InputError.of("no team covers customers, so none can be scaled", path="organisation.teams")
    return found


def with_heads(scenario: Scenario, team: str, headcount: float) -> Scenario:
    """Return the scenario with another head count of one team."""
    organisation = scenario.organisation
    changed = organisation.teams[team].model_copy(update={"headcount": headcount})
    teams = {name: changed if name == team else old for name, old in organisation.teams.items()}
    return scenario.model_copy(update={"organisation": organisation.model_copy(update={"teams": teams})})


def _scaled(design: Design, goal: float, total: Callable[[Scenario], float], at: str) -> Scenario:
    """Return the design with the head count at which ``total`` comes closest to ``goal``."""
    team = balance_team(design.scenario)

    def at_heads(count: float) -> float:
        return total(with_heads(design.scenario, team, count))

    rest = at_heads(0.0)
    if rest >= goal or at_heads(1.0) == rest:
        what = "cost" if at == "equal-budget" else "heads"
        raise InputError.of(
            f"{design.name} cannot be put at {at.replace('-', ' ')}: without anybody in {team}, the {what} of its "
            f"other teams already reach the baseline's; scale another team with decide.balance",
            path="--at",
        )
    scaled = with_heads(design.scenario, team, _root(at_heads, goal, rest))
    for path, message in checks.problems(scaled):
        raise InputError.of(f"{design.name} cannot be put at {at.replace('-', ' ')}: {message}", path=path)
    return scaled


def _root(at_heads: Callable[[float], float], goal: float, rest: float) -> float:
    """Return the least head count that reaches ``goal``, by halving: pay is rounded to cents, so it goes in steps."""
    low, high = 0.0, 2.0 * (goal - rest) / (at_heads(1.0) - rest) + 1.0
    for _ in range(_STEPS):
        middle = 0.5 * (low + high)
        if not low < middle < high:
            break
        low, high = (low, middle) if at_heads(middle) >= goal else (middle, high)
    # A whole head count is what the user means where it does as well.
    whole = float(round(high))
    return whole if at_heads(whole) == at_heads(high) else high
