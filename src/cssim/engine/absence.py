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
        desk.send_away(person)
        back = on_grid(world.now + row.absence_hours, grid)
        plan_cover(world, desk, person, back)
        yield world.at(back, STAFFING, person.key)
        if not person.stays():
            return
        desk.bring_back(person)
        block += 1


def plan_cover(world: World, desk: Desk, person: Person, back: float) -> None:
    """Let colleagues take over after a while, unless the person is ``back`` [h] before."""
    time = on_grid(world.now + world.staffing[desk.team].cover_after, world.plan.clock.grid)

    def take_over(_: simpy.Event) -> None:
        if person.stays():
            desk.cover(person)

    if time < back:
        world.at(time, STAFFING, person.key).callbacks.append(take_over)
