"""When an account asks next; retells :mod:`cssim.engine.demand`."""

from __future__ import annotations

from cssim.dynamics import adoption, demand, outside
from cssim.dynamics.drivers import ADOPTION, ONBOARDING
from cssim.dynamics.grid import on_grid
from cssim.engine.compiled.draws import derived, uniform
from cssim.engine.compiled.health import use
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.shocks import due_under_shocks, pace_at
from cssim.plan.tables import HOW_TO
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import HOURS_PER_YEAR, month_of, months_to_hours


def next_due(w: World, i: int, type_: int, last: float) -> float:
    """Return when [h] the request of a stream comes that follows the one at ``last`` [h]."""
    account = w.accounts[i]
    key = derived(account.key, type_)
    unit = inverse.exponential(uniform(w, Purpose.REQUEST_GAP, key, account.n[type_]))
    rate = w.segments[account.segment].rates[type_]
    factor = asking_factor(w, i, type_)
    if w.run[0].seasonal:
        return on_grid(through_the_year(w, i, type_, unit, factor, last), w.run[0].grid)
    due = last + demand.gap(unit, rate, factor, HOURS_PER_YEAR)
    return on_grid(due_under_shocks(w, i, type_, last, due), w.run[0].grid)


def through_the_year(w: World, i: int, type_: int, unit: float, factor: float, time: float) -> float:
    """Return when [h] a unit exponential is spent, from ``time`` [h] on, at a rate that changes by month and shock."""
    run, rate = w.run[0], w.segments[w.accounts[i].segment].rates[type_]
    while time < run.end:
        month = month_of(time)
        now = demand.seasonal(factor, run.season[demand.month_of_year(month)])
        pace, until = pace_at(w, i, type_, time)
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


def asking_factor(w: World, i: int, type_: int) -> float:
    """Return the factor on an account's rate of a type as things stand when the request before is raised."""
    run, account = w.run[0], w.accounts[i]
    factor = float(account.demand)
    if run.small_factor != 1.0 and account.owner >= 0 and account.arr < run.small_below:
        factor = demand.inflated(factor, run.small_factor)
    if type_ == HOW_TO and run.learning > 0.0:
        reference = w.segments[account.segment].reference
        today = reference[ADOPTION] + reference[ONBOARDING]
        factor = adoption.learned(factor, use(w, i), today, run.seats_neutral, run.learning)
    if run.continuity > 0.0 and account.continued[type_]:
        factor = demand.continued(factor, run.continuity)
    return factor
