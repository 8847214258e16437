"""When deals close, where their dates may be moved; retells :mod:`cssim.engine.deal_dates`."""

from __future__ import annotations

from cssim.dynamics import deal_dates, incentives
from cssim.dynamics.grid import on_grid
from cssim.dynamics.routing import ANYONE
from cssim.engine.compiled import goals_recorder
from cssim.engine.compiled.attainment import attained, goal, money_weight
from cssim.engine.compiled.rows import World
from cssim.units import HOURS_PER_DAY


def looked_at(w: World, k: int) -> float:
    """Return when [h] it is considered whether a deal is moved; when it closes if it is not."""
    work, now = w.works[k], w.run[0].now
    team = w.teams[work.team]
    if not team.moves_dates or money_weight(w, work.team) == 0.0:
        return float(work.closes)
    return deal_dates.looked_at(now, work.closes, team.period_months, team.months_before)


def consider(w: World, k: int) -> None:
    """Move the date of a deal if that raises the pay of whose account it is, of the team that has pitched."""
    work, time = w.works[k], w.run[0].now
    team, account = w.teams[work.team], w.accounts[work.account]
    seat = account.seat if w.segments[account.segment].team == work.team else ANYONE
    aim = goal(w, work.team, seat)
    if aim <= 0.0:
        return
    elapsed = incentives.elapsed_share(time, team.begun, team.ends)
    reached = incentives.projected(attained(w, work.team, seat), aim, elapsed)
    part = deal_dates.part_of(work.worth, aim)
    later = deal_dates.pay_next(part, team.curve_points, team.curve_at, team.curve_paid)
    if work.closes < team.ends:
        now = deal_dates.pay_now(reached, part, team.curve_points, team.curve_at, team.curve_paid)
        if deal_dates.is_more(later, now):
            move(w, k, deal_dates.put_off(work.closes), 0)
    else:
        discount = deal_dates.given_away(work.worth, team.discount)
        part = deal_dates.part_of(work.worth - discount, aim)
        now = deal_dates.pay_now(reached, part, team.curve_points, team.curve_at, team.curve_paid)
        if deal_dates.is_more(now, later):
            move(w, k, max(time, team.ends - HOURS_PER_DAY), discount)


def move(w: World, k: int, closes: float, discount: int) -> None:
    """Give a deal another date, for a ``discount`` [cents]."""
    work = w.works[k]
    work.closes = on_grid(closes, w.run[0].grid)
    work.worth -= discount
    if work.won:
        w.accounts[work.account].pending -= discount
    goals_recorder.moved(w, k, discount)
