"""The yearly review: the last of a team by what they are measured by, and much below the others, may have to leave."""

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
        judged = is_known(world, desk, person)
        figure = figure_of(world, desk, person)
        if not judged:
            continue
        total += figure
        people += 1
        if last is None or figure < lowest:
            last, lowest = person, figure
    if last is None or not review.falls_short(lowest, review.mean(total, people), row.review_cut):
        return
    if world.draws.happens(Purpose.REVIEW, row.review_strictness, last.key, month):
        let_go(world, desk, last)


def is_known(world: World, desk: Desk, person: Person) -> bool:
    """Return whether a person is compared: who is new is spared, and who has ended no period of goals yet."""
    if person.gone or person.leaving or person.ramped > world.now:
        return False
    return not world.incentives[desk.team].aims or person.periods > 0


def figure_of(world: World, desk: Desk, person: Person) -> float:
    """Return a person's own KPI since it was read last: what he has attained where he has goals, else work done."""
    busy, idle = desk.time_of(person)
    figure = review.work_rate(person.done - person.done_read, busy + idle - person.time_read)
    if world.incentives[desk.team].aims and person.periods > 0:
        figure = review.mean(person.attained, person.periods)
    person.done_read, person.time_read = person.done, busy + idle
    person.attained, person.periods = 0.0, 0
    return figure
