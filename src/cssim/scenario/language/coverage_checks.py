"""Checks of coverage: every segment has somebody who can look after it, or support that can answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cssim.policies.coverage import DigitalFirst, Named, Uncovered
from cssim.scenario.organization import CsmTeam, SupportTeam, Team
from cssim.scenario.schema import Scenario
from cssim.scenario.suggest import hint

Finding = tuple[str, str]


def coverage(scenario: Scenario) -> Iterator[Finding]:
    """Find segments without coverage, coverage without a segment, and coverage by teams that cannot."""
    teams, segments, covers = scenario.organisation.teams, scenario.customers.segments, scenario.organisation.coverage
    path = "organisation.coverage"
    for name in covers:
        if name not in segments:
            known = f"there are {', '.join(segments)}{hint(name, list(segments))}"
            take_away = f"'{name}: null' takes inherited coverage away"
            yield f"{path}.{name}", f"there is no segment {name!r}; {known}; {take_away}"
    for name in segments:
        if name not in covers:
            yield f"{path}.{name}", f"nobody covers the segment {name!r}; write {{model: pooled, team: ...}}"
    for name, one in covers.items():
        if isinstance(one, Uncovered):
            yield from _answered(f"{path}.{name}.model", teams, "without a CSM support answers everything")
        else:
            yield from _by_csms(f"{path}.{name}.team", one.team, teams)
            if isinstance(one, DigitalFirst) and one.requests_to == "support":
                yield from _answered(f"{path}.{name}.requests_to", teams, "support answers while no condition holds")


def _answered(path: str, teams: Mapping[str, Team], why: str) -> Iterator[Finding]:
    if not any(isinstance(team, SupportTeam) and team.headcount > 0 for team in teams.values()):
        yield path, f"{why}, and nobody is there; add a team of role support"


def _by_csms(path: str, name: str, teams: Mapping[str, Team]) -> Iterator[Finding]:
    team = teams.get(name)
    if team is None:
        yield path, f"there is no team {name!r}; there are {', '.join(teams)}{hint(name, list(teams))}"
    elif not isinstance(team, CsmTeam):
        able = [each for each, one in teams.items() if isinstance(one, CsmTeam)]
        others = f"; {', '.join(able)} can" if able else ""
        yield path, f"{name} has the role {team.role}, which cannot cover a segment{others}"


def owners(scenario: Scenario) -> Iterator[Finding]:
    """Find owners that are to come from a customer book where there is none."""
    for name, one in scenario.organisation.coverage.items():
        if isinstance(one, Named) and one.owners == "book" and scenario.customers.book is None:
            path = f"organisation.coverage.{name}.owners"
            yield path, "there is no customer book to take owners from; write balanced"
