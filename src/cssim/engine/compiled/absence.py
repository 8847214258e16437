"""The story of a person's absences: away, covered by colleagues, back; retells :mod:`cssim.engine.absence`."""

from __future__ import annotations

from cssim.dynamics import absence
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import STAFFING
from cssim.engine.compiled import attendance, calendar
from cssim.engine.compiled.draws import uniform
from cssim.engine.compiled.rows import World
from cssim.sampling.streams import Purpose


def plan_next(w: World, p: int) -> None:
    """Plan the next absence of a person, if he has any."""
    person, run = w.people[p], w.run[0]
    team = w.teams[person.team]
    if team.absence_hours > 0.0:
        u = uniform(w, Purpose.ABSENCE, person.key, person.block)
        start = absence.begins(person.joined, person.block, team.absence_every, team.absence_hours, u)
        calendar.at(w, on_grid(start, run.grid), STAFFING, person.key, calendar.AWAY, p, 0)


def goes_away(w: World, p: int) -> None:
    """Let a person be away, be covered after a while, and come back."""
    person, run = w.people[p], w.run[0]
    if person.on_leave:
        person.block += 1
        plan_next(w, p)
        return
    team = w.teams[person.team]
    attendance.send_away(w, p)
    back = on_grid(run.now + team.absence_hours, run.grid)
    cover = on_grid(run.now + team.cover_after, run.grid)
    if cover < back:
        calendar.at(w, cover, STAFFING, person.key, calendar.COVER, p, 0)
    calendar.at(w, back, STAFFING, person.key, calendar.BACK, p, 0)


def comes_back(w: World, p: int) -> None:
    """Let a person be back, and plan when he is away next."""
    if not (w.people[p].here or w.people[p].on_leave):
        attendance.bring_back(w, p)
    w.people[p].block += 1
    plan_next(w, p)


def go_on_leave(w: World, p: int) -> None:
    """Let a person be away until a day that is known; colleagues take over at once. He may be on vacation already."""
    w.people[p].on_leave = 1
    if w.people[p].here:
        attendance.send_away(w, p)
    attendance.cover(w, p)


def come_back(w: World, p: int) -> None:
    """Let a person be back from a leave."""
    w.people[p].on_leave = 0
    if not w.people[p].here:
        attendance.bring_back(w, p)
