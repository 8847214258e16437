"""The yearly review: who does least of his team may have to leave; retells :mod:`cssim.engine.reviews`."""

from __future__ import annotations

from cssim.dynamics import review
from cssim.engine.compiled.draws import happens
from cssim.engine.compiled.rows import NONE, World
from cssim.engine.compiled.staffing import let_go, time_of
from cssim.sampling.streams import Purpose


def review_team(w: World, t: int, month: int) -> None:
    """Compare the people of a team who are not new, if it is time for that, and let the last of them go or stay."""
    team = w.teams[t]
    if team.review_strictness == 0.0 or not review.is_due(month, team.review_first):
        return
    last, lowest, total, people = NONE, 0.0, 0.0, 0
    for p in range(team.first_person, team.first_person + team.people):
        person, figure = w.people[p], figure_of(w, p)
        if person.gone or person.leaving or person.ramped > w.run[0].now:
            continue
        total += figure
        people += 1
        if last == NONE or figure < lowest:
            last, lowest = p, figure
    if last == NONE or not review.falls_short(lowest, review.mean(total, people), team.review_cut):
        return
    if happens(w, Purpose.REVIEW, team.review_strictness, w.people[last].key, month):
        let_go(w, last)


def figure_of(w: World, p: int) -> float:
    """Return what a person is compared by since it was read last: the one place to say it."""
    person = w.people[p]
    busy, idle = time_of(w, p)
    figure = review.work_rate(person.done - person.done_read, busy + idle - person.time_read)
    person.done_read, person.time_read = person.done, busy + idle
    return figure
