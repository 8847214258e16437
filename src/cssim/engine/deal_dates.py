"""When deals close, where their dates may be moved: at the end of a period, to where they pay more.

Who sells looks at a deal once, a month before the end of the period that decides: he may put it off from there into the
next period, or bring it forward from the next at a discount. He does not know yet whether it will be signed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import facts
from cssim.domain.work import Work
from cssim.dynamics import deal_dates, incentives
from cssim.dynamics.grid import on_grid
from cssim.dynamics.routing import ANYONE
from cssim.engine import goals_recorder
from cssim.engine.attainment import counted, money_weight
from cssim.units import HOURS_PER_DAY

if TYPE_CHECKING:
    from cssim.engine.world import World


def looked_at(world: World, work: Work) -> float:
    """Return when [h] it is considered whether a deal is moved; when it closes if it is not."""
    row = world.incentives[work.team]
    if not row.moves_dates or money_weight(world, work.team) == 0.0:
        return work.closes
    return deal_dates.looked_at(world.now, work.closes, row.period_months, row.months_before)


def consider(world: World, work: Work) -> None:
    """Move the date of a deal if that raises the pay of whose account it is, of the team that has pitched."""
    row, desk = world.incentives[work.team], world.desks[work.team]
    attained, goal = counted(desk, work.account.seat if world.csm_team(work.account) == work.team else ANYONE)
    if goal <= 0.0:
        return
    reached = incentives.projected(
        attained, goal, incentives.elapsed_share(world.now, desk.goals.begun, desk.goals.ends)
    )
    part = deal_dates.part_of(work.worth, goal)
    later = deal_dates.pay_next(part, row.curve_points, row.curve_at, row.curve_paid)
    if work.closes < desk.goals.ends:
        now = deal_dates.pay_now(reached, part, row.curve_points, row.curve_at, row.curve_paid)
        if deal_dates.is_more(later, now):
            move(world, work, deal_dates.put_off(work.closes), 0)
    else:
        discount = deal_dates.given_away(work.worth, row.discount)
        part = deal_dates.part_of(work.worth - discount, goal)
        now = deal_dates.pay_now(reached, part, row.curve_points, row.curve_at, row.curve_paid)
        if deal_dates.is_more(now, later):
            move(world, work, max(world.now, desk.goals.ends - HOURS_PER_DAY), discount)


def move(world: World, work: Work, closes: float, discount: int) -> None:
    """Give a deal another date, for a ``discount`` [cents]."""
    work.closes = on_grid(closes, world.plan.clock.grid)
    work.worth -= discount
    if work.won:
        work.account.pending -= discount
    fact = facts.DealMoved(world.now, work.account.index, work.key, work.closes, discount)
    goals_recorder.moved(world.recorder, work, fact)
