"""When an account asks next, and what makes it ask more or less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.accounts import Account
from cssim.dynamics import adoption, demand
from cssim.dynamics.drivers import ADOPTION, ONBOARDING
from cssim.dynamics.grid import on_grid
from cssim.plan.tables import HOW_TO
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import HOURS_PER_YEAR

if TYPE_CHECKING:
    from cssim.engine.world import World


def next_due(world: World, account: Account, type_: int, last: float) -> float:
    """Return when [h] the request of a stream comes that follows the one at ``last`` [h]."""
    stream = account.streams[type_]
    unit = inverse.exponential(world.draws.uniform(Purpose.REQUEST_GAP, stream.key, stream.n))
    rate = world.plan.segments[account.segment].rates[type_]
    gap = demand.gap(unit, rate, asking_factor(world, account, type_), HOURS_PER_YEAR)
    return on_grid(last + gap, world.plan.clock.grid)


def asking_factor(world: World, account: Account, type_: int) -> float:
    """Return the factor on an account's rate of a type as things stand when the request before is raised."""
    rules, factor = world.plan.demand, account.demand
    if rules.small_factor != 1.0 and account.owner >= 0 and account.arr < rules.small_below:
        factor = demand.inflated(factor, rules.small_factor)
    if type_ == HOW_TO and rules.learning > 0.0:
        reference = world.plan.segments[account.segment].reference
        today = reference[ADOPTION] + reference[ONBOARDING]
        factor = adoption.learned(factor, world.use(account), today, rules.seats_neutral, rules.learning)
    return factor
