"""The yearly review: who does least of his team, and much less than the others, may have to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.people import Person
from cssim.dynamics import review
from cssim.engine.desks import Desk
from cssim.engine.staffing import let_go
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import World


def review_team(world: World, desk: Desk, month: int) -> None:
    """Compare the people of a team who are not new, if it is time for that, and let the last of them go or stay."""
    row = world.staffing[desk.team]
    if row.review_strictness == 0.0 or not review.is_due(month, row.review_first):
        return
    last, lowest, total, people = None, 0.0, 0.0, 0
    for person in desk.people:
        figure = figure_of(desk, person)
        if person.gone or person.leaving or person.ramped > world.now:
            continue
        total += figure
        people += 1
        if last is None or figure < lowest:
            last, lowest = person, figure
    if last is None or not review.falls_short(lowest, review.mean(total, people), row.review_cut):
        return
    if world.draws.happens(Purpose.REVIEW, row.review_strictness, last.key, month):
        let_go(world, desk, last)


def figure_of(desk: Desk, person: Person) -> float:
    """Return what a person is compared by since it was read last: the one place to say it."""
    busy, idle = desk.time_of(person)
    figure = review.work_rate(person.done - person.done_read, busy + idle - person.time_read)
    person.done_read, person.time_read = person.done, busy + idle
    return figure
