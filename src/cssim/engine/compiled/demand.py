"""When an account asks next; retells :mod:`cssim.engine.demand`."""

from __future__ import annotations

from cssim.dynamics import adoption, demand
from cssim.dynamics.drivers import ADOPTION, ONBOARDING
from cssim.dynamics.grid import on_grid
from cssim.engine.compiled.draws import derived, uniform
from cssim.engine.compiled.health import use
from cssim.engine.compiled.rows import World
from cssim.plan.tables import HOW_TO
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import HOURS_PER_YEAR


def next_due(w: World, i: int, type_: int, last: float) -> float:
    """Return when [h] the request of a stream comes that follows the one at ``last`` [h]."""
    account = w.accounts[i]
    key = derived(account.key, type_)
    unit = inverse.exponential(uniform(w, Purpose.REQUEST_GAP, key, account.n[type_]))
    rate = w.segments[account.segment].rates[type_]
    gap = demand.gap(unit, rate, asking_factor(w, i, type_), HOURS_PER_YEAR)
    return on_grid(last + gap, w.run[0].grid)


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
    return factor
