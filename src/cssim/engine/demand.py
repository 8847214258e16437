"""When an account asks next: the gaps of its streams of requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.accounts import Account
from cssim.dynamics import demand
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import HOURS_PER_YEAR

if TYPE_CHECKING:
    from cssim.engine.world import World


def next_gap(world: World, account: Account, type_: int) -> float:
    """Return the working hours [h] from one request of a stream to its next."""
    stream = account.streams[type_]
    unit = inverse.exponential(world.draws.uniform(Purpose.REQUEST_GAP, stream.key, stream.n))
    rate = world.plan.segments[account.segment].rates[type_]
    return demand.gap(unit, rate, account.demand, HOURS_PER_YEAR)
