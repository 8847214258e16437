"""When an account asks next; retells :mod:`cssim.engine.demand`."""

from __future__ import annotations

from cssim.dynamics import demand
from cssim.engine.compiled.draws import derived, uniform
from cssim.engine.compiled.rows import World
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import HOURS_PER_YEAR


def next_gap(w: World, i: int, type_: int) -> float:
    """Return the working hours [h] from one request of a stream to its next."""
    account = w.accounts[i]
    key = derived(account.key, type_)
    unit = inverse.exponential(uniform(w, Purpose.REQUEST_GAP, key, account.n[type_]))
    rate = w.segments[account.segment].rates[type_]
    return demand.gap(unit, rate, account.demand, HOURS_PER_YEAR)
