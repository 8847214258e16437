"""The story of incentives: goals, and the order of what waits; retells :mod:`cssim.engine.incentives`."""

from __future__ import annotations

from cssim.domain.work import WAITING, is_slot
from cssim.dynamics import incentives
from cssim.engine.calendar import RANKING_KEY, STAFFING
from cssim.engine.compiled import calendar, desks
from cssim.engine.compiled.attainment import set_goals
from cssim.engine.compiled.rows import NONE, World
from cssim.engine.compiled.sellers import set_seller_goal
from cssim.engine.compiled.uses import best_use
from cssim.units import month_of, months_to_hours


def begin_incentives(w: World) -> None:
    """Begin the months of those who have goals, if anybody has."""
    run = w.run[0]
    for t in range(len(w.teams)):
        if w.teams[t].aims:
            if run.begin == 0.0:
                set_all_goals(w, 0)
            plan_month(w, month_of(run.begin) + 1)
            return


def plan_month(w: World, month: int) -> None:
    """Plan the first day of a month."""
    calendar.at(w, months_to_hours(month), STAFFING, RANKING_KEY, calendar.GOALS, month, 0)


def month_of_goals(w: World, month: int) -> None:
    """Set goals when a period begins, and let slots that wait change places."""
    if month >= 0:
        set_all_goals(w, month)
    for i in range(w.run[0].n_accounts):
        if w.accounts[i].live:
            rank_waiting(w, i)
    plan_month(w, month + 1)


def rank_waiting(w: World, i: int) -> None:
    """Give the slots of an account that wait their places anew."""
    k = w.accounts[i].open_first
    while k != NONE:
        work = w.works[k]
        if is_slot(work.type) and work.state == WAITING and w.teams[work.team].aims:
            place = -best_use(w, k)[1]
            if place != work.rank:
                desks.step_out(w, k)
                work.rank = place
                desks.join(w, k)
        k = work.open_next


def set_all_goals(w: World, month: int) -> None:
    """Set the goals of the teams for which a period begins with ``month``; the first begins with month 0."""
    for t in range(len(w.teams)):
        team = w.teams[t]
        begins = month == 0 or incentives.is_last_month(month - 1, team.period_months, team.months_before)
        if team.aims and begins:
            set_goals(w, t, month)
            if team.sells:
                set_seller_goal(w, t)
