"""The story of a person's absences: away, covered by colleagues, back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import simpy

from cssim.domain.people import Person
from cssim.dynamics import absence
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import STAFFING
from cssim.engine.desks import Desk
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def absences(world: World, desk: Desk, person: Person) -> Story:
    """A person's absences, one in every stretch of time, for as long as he works here."""
    row, grid, since = world.staffing[desk.team], world.plan.clock.grid, world.now
    block = 0
    while True:
        u = world.draws.uniform(Purpose.ABSENCE, person.key, block)
        start = absence.begins(since, block, row.absence_every, row.absence_hours, u)
        yield world.at(on_grid(start, grid), STAFFING, person.key)
        if not person.stays():
            return
        if not person.on_leave:
            desk.send_away(person)
            back = on_grid(world.now + row.absence_hours, grid)
            plan_cover(world, desk, person, back)
            yield world.at(back, STAFFING, person.key)
            if not person.stays():
                return
            if not (person.here or person.on_leave):
                desk.bring_back(person)
        block += 1


def plan_cover(world: World, desk: Desk, person: Person, back: float) -> None:
    """Let colleagues take over after a while, unless the person is ``back`` [h] before."""
    time = on_grid(world.now + world.staffing[desk.team].cover_after, world.plan.clock.grid)

    def take_over(_: simpy.Event) -> None:
        if person.stays() and not person.here:
            desk.cover(person)

    if time < back:
        world.at(time, STAFFING, person.key).callbacks.append(take_over)


def go_on_leave(world: World, desk: Desk, person: Person) -> None:
    """Let a person be away until a day that is known; colleagues take over at once. He may be on vacation already."""
    person.on_leave = True
    if person.here:
        desk.send_away(person)
    desk.cover(person)


def come_back(world: World, desk: Desk, person: Person) -> None:
    """Let a person be back from a leave."""
    person.on_leave = False
    if not person.here:
        desk.bring_back(person)
