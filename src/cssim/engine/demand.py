"""When an account asks next, and what makes it ask more or less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.accounts import Account
from cssim.dynamics import adoption, demand, outside
from cssim.dynamics.drivers import ADOPTION, ONBOARDING
from cssim.dynamics.grid import on_grid
from cssim.engine.shocks import due_under_shocks, pace_at
from cssim.plan.tables import HOW_TO
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import HOURS_PER_YEAR, month_of, months_to_hours

if TYPE_CHECKING:
    from cssim.engine.world import World


def next_due(world: World, account: Account, type_: int, last: float) -> float:
    """Return when [h] the request of a stream comes that follows the one at ``last`` [h]."""
    stream = account.streams[type_]
    unit = inverse.exponential(world.draws.uniform(Purpose.REQUEST_GAP, stream.key, stream.n))
    rate = world.plan.segments[account.segment].rates[type_]
    factor = asking_factor(world, account, type_)
    if world.plan.demand.seasonal:
        return on_grid(through_the_year(world, account, type_, unit, factor, last), world.plan.clock.grid)
    due = last + demand.gap(unit, rate, factor, HOURS_PER_YEAR)
    return on_grid(due_under_shocks(world, account, type_, last, due), world.plan.clock.grid)


def through_the_year(world: World, account: Account, type_: int, unit: float, factor: float, time: float) -> float:
    """Return when [h] a unit exponential is spent, from ``time`` [h] on, at a rate that changes by month and shock."""
    rate, season = world.plan.segments[account.segment].rates[type_], world.plan.demand.season
    while time < world.end:
        month = month_of(time)
        now = demand.seasonal(factor, season[demand.month_of_year(month)])
        pace, until = pace_at(world, account, type_, time)
        end = months_to_hours(month + 1)
        if time < until < end:
            end = until
        due = time + demand.gap(unit, rate, now, HOURS_PER_YEAR)
        if pace != 1.0:
            due = outside.due_at_pace(time, end, due, pace)
        if due <= end:
            return due
        unit = demand.expected_in(due - end, rate, now, HOURS_PER_YEAR)
        time = end
    return time


def asking_factor(world: World, account: Account, type_: int) -> float:
    """Return the factor on an account's rate of a type as things stand when the request before is raised."""
    rules, factor = world.plan.demand, account.demand
    if rules.small_factor != 1.0 and account.owner >= 0 and account.arr < rules.small_below:
        factor = demand.inflated(factor, rules.small_factor)
    if type_ == HOW_TO and rules.learning > 0.0:
        reference = world.plan.segments[account.segment].reference
        today = reference[ADOPTION] + reference[ONBOARDING]
        factor = adoption.learned(factor, world.use(account), today, rules.seats_neutral, rules.learning)
    if rules.continuity > 0.0 and account.streams[type_].continued:
        factor = demand.continued(factor, rules.continuity)
    return factor
