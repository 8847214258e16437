"""Good and bad years: drawn per run and year, the same in all designs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.dynamics import years
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import month_of

if TYPE_CHECKING:
    from cssim.engine.world import World


def year_effect(world: World, segment: int) -> float:
    """Return what the present finance year adds to the log-odds of renewing of a segment's accounts."""
    rules = world.plan.years
    common = _drawn(world, rules.year_common, Purpose.YEAR, 0)
    return common + _drawn(world, rules.year_segment, Purpose.YEAR_OF_SEGMENT, world.plan.segments[segment].key)


def _drawn(world: World, spread: float, purpose: Purpose, key: int) -> float:
    if spread == 0.0:
        return 0.0
    year = years.finance_year(month_of(world.now), world.plan.years.year_months_in)
    return years.year_effect(spread, inverse.normal(world.draws.uniform(purpose, key, year)))
