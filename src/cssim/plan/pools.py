"""Pools by region or language: whose work waits in which line."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from cssim.dynamics.routing import ANYONE, MOST_PLACES
from cssim.errors import InputError
from cssim.plan.accounts import Opening, OpeningAccount
from cssim.plan.lines import Lines
from cssim.plan.owners import Cover
from cssim.plan.posts import held_shares, members_by_seat, seats_of
from cssim.plan.rows.pools import PoolRow
from cssim.policies.coverage import BY_REGION, ONE_POOL
from cssim.scenario.customers import Segment
from cssim.scenario.members import Member
from cssim.scenario.organization import CsmTeam, Team
from cssim.scenario.places import same
from cssim.scenario.schema import Scenario
from cssim.scenario.suggest import hint

_ABOVE_ANY: Final = 2.0
"""Stands for the share of the last place, so that every uniform lies below it."""

Served = Mapping[str, list[int]]
"""The seats that serve a place, by what :func:`~cssim.scenario.places.same` makes of its name."""


class Pools:
    """The lines of accounts without an owner, by segment; ``lines`` are opened as they are needed.

    Raises
    ------
    InputError
        If a place of an account is served by nobody, or if there are too many places.
    """

    def __init__(self, scenario: Scenario, opening: Opening, covers: Sequence[Cover], lines: Lines) -> None:
        teams = list(scenario.organisation.teams.values())
        names = list(scenario.customers.segments)
        self._covers = covers
        self._codes: list[dict[str, int]] = []
        for index, cover in enumerate(covers):
            served = seats_by_place(teams[cover.team], cover.row.pools)
            places = _places(scenario.customers.segments[names[index]], opening, index, cover.row.pools)
            _check(names[index], cover, served, places, scenario)
            self._codes.append({place: _line(lines, cover.team, served, place) for place in places})

    def line(self, account: OpeningAccount) -> int:
        """Return the code of the line in which work of an account without an owner waits."""
        codes = self._codes[account.segment]
        return codes[same(place_of(account, self._covers[account.segment].row.pools))] if codes else ANYONE

    def rows(self, scenario: Scenario, opening: Opening) -> tuple[PoolRow, ...]:
        """Return the pools of every segment, nothing at all if no team has several."""
        if not any(self._codes):
            return ()
        segments = list(scenario.customers.segments.values())
        found = []
        for index, (cover, codes) in enumerate(zip(self._covers, self._codes, strict=True)):
            shares = _places(segments[index], opening, index, cover.row.pools) or {"": 1.0}
            bounds = [math.fsum(list(shares.values())[: k + 1]) for k in range(len(shares) - 1)]
            found.append(PoolRow(_padded([*bounds, _ABOVE_ANY]), _padded([codes.get(name, ANYONE) for name in shares])))
        return tuple(found)


def seats_by_place(team: Team, pools: int) -> Served:
    """Return the seats that serve each region, or language, of a team; empty if it says nothing of them.

    People are counted off along the seats, place by place, beginning again at the first seat after the last. Who is
    hired later serves every place, as does who of a roster names none; if anybody names one, nobody is counted off.
    """
    if pools == ONE_POOL or not isinstance(team, CsmTeam):
        return {}
    own = [(member.regions if pools == BY_REGION else member.languages) if member else () for member in _people(team)]
    if any(own):
        return _of_people(own)
    seats, every = len(held_shares(team)), len(seats_of(team))
    found, first = {}, 0
    for name, heads in team.regions if pools == BY_REGION else team.languages:
        found[same(name)] = [*((first + k) % seats for k in range(heads)), *range(seats, every)]
        first += heads
    return found


def _people(team: Team) -> list[Member | None]:
    return members_by_seat(team) if team.members else []


def _of_people(own: Sequence[Sequence[str]]) -> Served:
    """Return the seats that serve each place, from the places that each person names."""
    names = dict.fromkeys(same(place) for places in own for place in places)
    every = [({same(place) for place in places} or set(names)) for places in own]
    return {name: [seat for seat, places in enumerate(every) if name in places] for name in names}


def place_of(account: OpeningAccount, pools: int) -> str:
    """Return the region, or the language, of an account; empty if it is not known."""
    return account.region if pools == BY_REGION else account.language


def _places(segment: Segment, opening: Opening, index: int, pools: int) -> dict[str, float]:
    """Return the places of a segment's accounts with their shares: those it names, or those in the book."""
    if pools == ONE_POOL:
        return {}
    mix = segment.regions if pools == BY_REGION else segment.languages
    if mix:
        return {same(name): share for name, share in mix}
    mine = [same(place_of(account, pools)) for account in opening.accounts if account.segment == index]
    return {place: mine.count(place) / len(mine) for place in dict.fromkeys(mine)} or {"": 1.0}


def _check(name: str, cover: Cover, served: Served, places: Mapping[str, float], scenario: Scenario) -> None:
    path = f"organisation.coverage.{name}.pools"
    team = list(scenario.organisation.teams)[cover.team]
    if len(places) > MOST_PLACES:
        raise InputError.of(f"its accounts are in {len(places)} places; at most {MOST_PLACES} are possible", path=path)
    for place in places:
        if place and place not in served:
            have = f"{team} serves {', '.join(served)}{hint(place, list(served))}"
            raise InputError.of(f"nobody serves the accounts in {place!r}; {have}", path=path)


def _line(lines: Lines, team: int, served: Served, place: str) -> int:
    return lines.of_pool(team, served[place]) if place else ANYONE


def _padded(values: Sequence[float]) -> tuple[float, ...]:
    return (*(float(each) for each in values), *(float(values[-1]),) * (MOST_PLACES - len(values)))
