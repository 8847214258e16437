"""Who sits in a seat; retells :mod:`cssim.engine.staffing`."""

from __future__ import annotations

from cssim.dynamics import productivity
from cssim.engine.compiled import absence
from cssim.engine.compiled.draws import derived, trait
from cssim.engine.compiled.rows import World
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose


def arrive(w: World, p: int, occupant: int) -> None:
    """Let the how-many-th occupant of a seat come, be who he is, and begin his stories."""
    person, now = w.people[p], w.run[0].now
    team = w.teams[person.team]
    person.key = derived(derived(team.key, person.seat), occupant)
    person.skill, person.availability = 1.0, person.usual
    person.since = person.counted = person.joined = now
    person.here, person.block = 1, 0
    if team.skill_spread > 0.0:
        person.skill = inverse.lognormal(trait(w, Purpose.SKILL, person.key, 0), 1.0, team.skill_spread)
        person.availability = productivity.at_pace(person.usual, person.skill)
    absence.plan_next(w, p)
