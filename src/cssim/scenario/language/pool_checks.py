"""Checks of pools by region or language: where accounts are, and who serves them there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cssim.policies.coverage import Shared
from cssim.scenario.members import held_seats, places_of
from cssim.scenario.organization import CsmTeam
from cssim.scenario.places import same
from cssim.scenario.schema import Scenario
from cssim.scenario.suggest import hint

Finding = tuple[str, str]
KINDS: Final = ("regions", "languages")


def pools(scenario: Scenario) -> Iterator[Finding]:
    """Find pools by a place that nobody has, or that nobody serves."""
    for name, coverage in scenario.organisation.coverage.items():
        segment, team = scenario.customers.segments.get(name), scenario.organisation.teams.get(coverage.team)
        if not isinstance(coverage, Shared) or coverage.pools == "one" or not isinstance(team, CsmTeam):
            continue
        kind = "regions" if coverage.pools == "by region" else "languages"
        served = places_of(team.members, kind) or [place for place, _ in getattr(team, kind)]
        if not served:
            at = f"organisation.teams.{coverage.team}.{kind}"
            yield at, f"{name} has pools {coverage.pools}, and the team names no {kind}; write {{name: heads, ...}}"
        elif segment is not None and scenario.customers.book is None:
            yield from _served(f"customers.segments.{name}.{kind}", coverage.team, getattr(segment, kind), served)


def _served(path: str, team: str, mix: Sequence[tuple[str, float]], served: Sequence[str]) -> Iterator[Finding]:
    if not mix:
        yield path, f"without a customer book pools need to know where accounts are; write {{{served[0]}: 100%}}"
    known = {same(place): place for place in served}
    for place, _ in mix:
        if same(place) not in known:
            yield path, f"nobody serves {place!r}; {team} serves {', '.join(served)}{hint(place, list(served))}"


def places(scenario: Scenario) -> Iterator[Finding]:
    """Find places that come from the book, and numbers of people that do not fit their team."""
    for name, segment in scenario.customers.segments.items():
        for kind in KINDS:
            if scenario.customers.book is not None and getattr(segment, kind):
                yield f"customers.segments.{name}.{kind}", f"{kind} come from the customer book; leave them away"
    for name, team in scenario.organisation.teams.items():
        for kind in KINDS if isinstance(team, CsmTeam) else ():
            if places_of(team.members, kind):
                continue
            seats = held_seats(team.members, team.headcount)
            yield from _people(f"organisation.teams.{name}.{kind}", getattr(team, kind), seats)


def _people(path: str, heads: Sequence[tuple[str, int]], seats: int) -> Iterator[Finding]:
    for place, count in heads:
        if count > seats:
            yield path, f"{count} people cannot serve {place}: the team has {seats}"
    total = sum(count for _, count in heads)
    if heads and total < seats:
        yield path, f"these are {total} people, and the team has {seats}: everybody needs one, and may have several"
