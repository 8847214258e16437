"""Who sits in a seat: a person with traits of his own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import keys
from cssim.domain.people import Person
from cssim.dynamics import productivity
from cssim.engine.absence import absences
from cssim.engine.desks import Desk
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import World


def occupant(world: World, team: int, seat: int, n: int, availability: float, since: float) -> Person:
    """Return the ``n``-th occupant of a seat, at work since ``since`` [h]; who he is is drawn at his address."""
    person = Person(seat, keys.seat_key(world.plan.teams[team].key, seat, n), availability, since)
    spread = world.staffing[team].skill_spread
    if spread > 0.0:
        person.skill = inverse.lognormal(world.traits.uniform(Purpose.SKILL, person.key, 0), 1.0, spread)
        person.availability = productivity.at_pace(availability, person.skill)
    return person


def begin(world: World, desk: Desk, person: Person) -> None:
    """Begin the stories of a person who is there from now on."""
    if world.staffing[desk.team].absence_hours > 0.0:
        world.tell(absences(world, desk, person))
