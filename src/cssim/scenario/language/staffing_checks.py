"""Checks across what is said of people; see :mod:`cssim.scenario.language.checks`."""

from __future__ import annotations

from collections.abc import Iterator

from cssim.scenario.hiring import Hiring
from cssim.scenario.members import held_seats
from cssim.scenario.organization import CsmTeam, SupportTeam, Team
from cssim.scenario.schema import Scenario
from cssim.scenario.suggest import hint


def freeze(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Find a hiring freeze that ends before it begins, or that spares a team that is not there."""
    said, teams = scenario.organisation.hiring_freeze, scenario.organisation.teams
    if said is None:
        return
    if said.to < said.begin:
        yield "organisation.hiring_freeze.to", "a freeze ends before it begins; to is its last month"
    for name in said.exempt:
        if name not in teams:
            known = f"there are {', '.join(teams)}{hint(name, list(teams))}"
            yield "organisation.hiring_freeze.exempt", f"there is no team {name!r}; {known}"


def hires(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Find posts that are opened before the start, rules that open none, and teams that cannot begin without people."""
    organisation = scenario.organisation
    supported = any(isinstance(team, SupportTeam) and team.headcount > 0 for team in organisation.teams.values())
    for name, team in organisation.teams.items():
        path, hiring = f"organisation.teams.{name}", team.hiring
        yield from _of_plan(f"{path}.hiring", scenario, hiring)
        yield from _of_reductions(f"{path}.reductions", scenario, team)
        if team.headcount > 0 or hiring.opens_posts == 0:
            continue
        covers = [segment for segment, one in organisation.coverage.items() if one.team == name]
        if not isinstance(team, CsmTeam):
            yield f"{path}.headcount", f"only a team of role csm can begin without people, and {name} is a {team.role}"
        elif not covers:
            yield f"{path}.hiring", f"{name} opens posts and covers no segment"
        elif not supported:
            who = f"until somebody is hired nobody answers {', '.join(covers)}"
            yield f"{path}.headcount", f"{who}; add a team of role support, which answers until then"


def _of_reductions(path: str, scenario: Scenario, team: Team) -> Iterator[tuple[str, str]]:
    there = held_seats(team.members, team.headcount)
    if sum(people for _, people in team.reductions) > there:
        yield path, f"more posts would be closed than there are at the start: {there}"
    for day, _ in team.reductions:
        if day < scenario.start:
            yield path, f"a post cannot be closed in {day:%Y-%m}, before the start in {scenario.start:%Y-%m}"


def _of_plan(path: str, scenario: Scenario, hiring: Hiring) -> Iterator[tuple[str, str]]:
    for day, _ in hiring.plan:
        if day < scenario.start:
            month = f"{day:%Y-%m}"
            yield f"{path}.plan", f"a post cannot be opened in {month}, before the start in {scenario.start:%Y-%m}"
    if hiring.has_rules and hiring.most == 0:
        yield f"{path}.most", "its rules may open no post; say how many they open at most, such as most: 3"
    elif hiring.most > 0 and not hiring.has_rules:
        rules = "accounts_per_head, arr_per_head or load_above"
        yield f"{path}.most", f"there is no rule by which posts are opened; say {rules}"
