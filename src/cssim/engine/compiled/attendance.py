"""Who is there: away, covered, back; retells what :class:`cssim.engine.desks.Desk` does with its people."""

from __future__ import annotations

from cssim.domain.people import BACK
from cssim.dynamics.routing import ANYONE
from cssim.engine.compiled import desks, idle, recorder, recorder_of_people
from cssim.engine.compiled.rows import NONE, World
from cssim.units import to_milli


def send_away(w: World, p: int) -> None:
    """Let a person take no more work; he is away once he has finished what he has in hand."""
    person, now = w.people[p], w.run[0].now
    person.here = 0
    if person.work == NONE:
        idle.become_busy(w, p)
        person.idle_milli += to_milli(now) - to_milli(person.since)
        desks.step_away(w, p)


def cover(w: World, p: int) -> None:
    """Let everybody do what waits for a person who is away, and what comes for him until he is back."""
    person = w.people[p]
    person.covered = 1
    while person.line != NONE:
        k = person.line
        desks.step_out(w, k)
        w.works[k].owner = ANYONE
        recorder.covered(w, k)
        desks.join(w, k)


def bring_back(w: World, p: int) -> None:
    """Let a person take work again."""
    person, now = w.people[p], w.run[0].now
    person.here, person.covered = 1, 0
    if person.work == NONE:
        person.away_milli += to_milli(now) - to_milli(person.since)
        person.since = person.counted = now
        recorder_of_people.person(w, p, BACK)
        desks.become_free(w, p)


def count_presence(w: World) -> None:
    """Count the hours of everybody who is present, up to now."""
    for p in range(len(w.people)):
        if w.people[p].here or w.people[p].work != NONE:
            desks.count_presence_of(w, p)
