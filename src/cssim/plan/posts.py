"""The seats of a team, one by one: today's people, those who are to begin, and posts that may be opened."""

from __future__ import annotations

import math
from datetime import date
from typing import Final

from cssim.plan.rows.staffing import HELD, NOBODY_SPECIAL, ON_DEMAND, MemberRow
from cssim.scenario.members import Member
from cssim.scenario.organization import Team
from cssim.units import hours_of_date

_HAIR: Final = 1e-9


def working_shares(headcount: float) -> tuple[float, ...]:
    """Return the working share of every seat: full posts, and one part-time post for what is left."""
    full = math.floor(headcount + _HAIR)
    rest = headcount - full
    return (1.0,) * full + ((rest,) if rest > _HAIR else ())


def held_shares(team: Team) -> tuple[float, ...]:
    """Return the working share of every seat that is held at the beginning.

    Those of the roster in its order, as far as the headcount goes; if it is larger, posts as without a roster.
    """
    found: list[float] = []
    left = team.headcount
    for member in team.members:
        if member.start is None and left > _HAIR:
            found.append(min(member.fte, left))
            left -= found[-1]
    return (*found, *working_shares(max(0.0, left)))


def seats_of(team: Team) -> tuple[float, ...]:
    """Return the working share of every seat there may ever be: of today, of who is to begin, of posts to be opened."""
    return (*held_shares(team), *(member.fte for member in later(team)), *(1.0,) * team.hiring.opens_posts)


def later(team: Team) -> list[Member]:
    """Return those of a roster who are to begin."""
    return [member for member in team.members if member.start is not None]


def members_by_seat(team: Team) -> list[Member | None]:
    """Return who of the roster is in each seat, None where it names nobody."""
    today: list[Member | None] = [member for member in team.members if member.start is None]
    held = len(held_shares(team))
    today = (today + [None] * held)[:held]
    return [*today, *later(team), *[None] * team.hiring.opens_posts]


def opens_of_team(team: Team, start: date) -> tuple[float, ...]:
    """Return when [h] the post of every seat is opened."""
    hiring = team.hiring
    begins = [hours_of_date(member.start or start, start) for member in later(team)]
    dated = [hours_of_date(day, start) for day, people in hiring.plan for _ in range(people)]
    on_demand = hiring.opens_posts - len(dated)
    return (*(HELD,) * len(held_shares(team)), *begins, *dated, *(ON_DEMAND,) * on_demand)


def closes_of_team(team: Team, start: date) -> tuple[float, ...]:
    """Return when [h] the post of every seat is closed, those of the last seats of today first; nothing if none is."""
    if not team.reductions:
        return ()
    times = [hours_of_date(day, start) for day, people in team.reductions for _ in range(people)]
    held, every = len(held_shares(team)), len(seats_of(team))
    kept = max(0, held - len(times))
    return (*(ON_DEMAND,) * kept, *reversed(times[: held - kept]), *(ON_DEMAND,) * (every - held))


def member_rows(team: Team, start: date) -> tuple[MemberRow, ...]:
    """Return what is known of who is first in each seat; nothing at all without a roster."""
    return tuple(_member(member, start) for member in members_by_seat(team)) if team.members else ()


def _member(member: Member | None, start: date) -> MemberRow:
    if member is None:
        return NOBODY_SPECIAL
    row = NOBODY_SPECIAL._replace(appointed=int(member.start is not None), day_rate=member.day_rate)
    if member.end is not None:
        row = row._replace(ends=hours_of_date(member.end, start))
    if member.leave is not None:
        # who begins later, or when a leave has begun, is away for what is left of it
        begun = hours_of_date(member.start, start) if member.start is not None else 0.0
        begins, ends = (max(begun, hours_of_date(day, start)) for day in member.leave)
        row = row._replace(leave_from=begins, leave_to=ends) if begins < ends else row
    return row
