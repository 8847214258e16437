"""The yearly review: the last of a team may have to leave; retells :mod:`cssim.engine.reviews`."""

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
        judged = is_known(w, p)
        figure = figure_of(w, p)
        if not judged:
            continue
        total += figure
        people += 1
        if last == NONE or figure < lowest:
            last, lowest = p, figure
    if last == NONE or not review.falls_short(lowest, review.mean(total, people), team.review_cut):
        return
    if happens(w, Purpose.REVIEW, team.review_strictness, w.people[last].key, month):
        let_go(w, last)


def is_known(w: World, p: int) -> bool:
    """Return whether a person is compared: who is new is spared, and who has ended no period of goals yet."""
    person = w.people[p]
    if person.gone or person.leaving or person.ramped > w.run[0].now:
        return False
    return bool(not w.teams[person.team].aims or person.periods > 0)


def figure_of(w: World, p: int) -> float:
    """Return a person's own KPI since it was read last: what he has attained where he has goals, else work done."""
    person = w.people[p]
    busy, idle = time_of(w, p)
    figure = review.work_rate(person.done - person.done_read, busy + idle - person.time_read)
    if w.teams[person.team].aims and person.periods > 0:
        figure = review.mean(person.kpi, person.periods)
    person.done_read, person.time_read = person.done, busy + idle
    person.kpi, person.periods = 0.0, 0
    return figure
