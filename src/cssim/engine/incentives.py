"""The story of incentives: goals are set period by period, and what waits is put in order anew every month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.dynamics import incentives
from cssim.engine.attainment import set_goals
from cssim.engine.calendar import RANKING_KEY, STAFFING
from cssim.engine.sellers import set_seller_goal
from cssim.engine.uses import rank_waiting
from cssim.units import month_of, months_to_hours

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def begin_incentives(world: World) -> None:
    """Begin the months of those who have goals, if anybody has."""
    if any(row.aims for row in world.incentives):
        world.tell(months_of_goals(world))


def months_of_goals(world: World) -> Story:
    """The first day of every month: goals are set when a period begins, and slots that wait change places."""
    month = month_of(world.begin)
    if world.begin == 0.0:
        set_all_goals(world, 0)
    while True:
        month += 1
        yield world.at(months_to_hours(month), STAFFING, RANKING_KEY)
        if month >= 0:
            set_all_goals(world, month)
        for account in world.accounts:
            if account.live:
                rank_waiting(world, account)


def set_all_goals(world: World, month: int) -> None:
    """Set the goals of the teams for which a period begins with ``month``; the first begins with month 0."""
    for desk in world.desks:
        row = world.incentives[desk.team]
        begins = month == 0 or incentives.is_last_month(month - 1, row.period_months, row.months_before)
        if row.aims and begins:
            set_goals(world, desk, month)
            if row.sells:
                set_seller_goal(world, desk)
