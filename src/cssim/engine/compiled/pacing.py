"""The story of cadence: every quarter teams plan their plays; retells :mod:`cssim.engine.pacing`."""

from __future__ import annotations

from cssim.dynamics import cadence
from cssim.engine.calendar import PLANNING_KEY, STAFFING
from cssim.engine.compiled import calendar
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.staffing import expected_yield
from cssim.engine.compiled.watching import answered_by_team, looked_after


def begin(w: World) -> None:
    """Let teams plan, now and in every quarter, if there are any whose cadence follows their capacity."""
    for t in range(len(w.teams)):
        if w.teams[t].cadence_planned or w.teams[t].will_plan:
            set_paces(w)
            plan_next(w, w.run[0].begin)
            return


def plan_next(w: World, time: float) -> None:
    """Wait for the quarter after ``time`` [h]."""
    calendar.at(w, cadence.next_quarter(time), STAFFING, PLANNING_KEY, calendar.PLANNING, 0, 0)


def quarter(w: World) -> None:
    """Plan a quarter, and wait for the next."""
    set_paces(w)
    plan_next(w, w.run[0].now)


def set_paces(w: World) -> None:
    """Let every team plan whose cadence follows its capacity."""
    for s in range(len(w.segments)):
        w.segments[s].served, w.segments[s].asking = 0, 0
    for i in range(w.run[0].n_accounts):
        if w.accounts[i].live:
            segment = w.segments[w.accounts[i].segment]
            segment.served += int(looked_after(w, i))
            segment.asking += int(answered_by_team(w, i))
    for t in range(len(w.teams)):
        if w.teams[t].cadence_planned:
            plan_team(w, t)


def plan_team(w: World, t: int) -> None:
    """Set the pace of the plays of a team's segments, one for all of them or one after another."""
    row = w.teams[t]
    availability, asked, planned = 0.0, 0.0, 0.0
    for p in range(row.first_person, row.first_person + row.people):
        availability += expected_yield(w, p)
    for s in range(len(w.segments)):
        segment = w.segments[s]
        if segment.team == t:
            asked += cadence.hours_of_book(segment.asking, segment.planned_requests)
            planned += cadence.hours_of_book(segment.served, segment.planned_plays)
            asked += segment.planned_onboarding
    left = cadence.time_for_plays(row.target_load, availability, asked)
    for s in range(len(w.segments)):
        segment = w.segments[s]
        if segment.team != t:
            continue
        if row.cadence_in_order:
            hours = cadence.hours_of_book(segment.served, segment.planned_plays)
            planned -= hours
            free = cadence.set_aside(left, planned, row.cadence_least)
            segment.pace = cadence.pace(free, hours, row.cadence_least, row.cadence_most)
            left = cadence.set_aside(left, hours, segment.pace)
        else:
            segment.pace = cadence.pace(left, planned, row.cadence_least, row.cadence_most)
