"""Good and bad years, drawn per run and year; retells :mod:`cssim.engine.years`."""

from __future__ import annotations

from cssim.dynamics import years
from cssim.engine.compiled.draws import uniform
from cssim.engine.compiled.rows import World
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import month_of


def year_effect(w: World, segment: int) -> float:
    """Return what the present finance year adds to the log-odds of renewing of a segment's accounts."""
    run = w.run[0]
    common = drawn(w, run.year_common, Purpose.YEAR, 0)
    return common + drawn(w, run.year_segment, Purpose.YEAR_OF_SEGMENT, w.segments[segment].key)


def drawn(w: World, spread: float, purpose: int, key: int) -> float:
    """Return one part of the effect, 0 if it is off."""
    if spread == 0.0:
        return 0.0
    year = years.finance_year(month_of(w.run[0].now), w.run[0].year_months_in)
    return years.year_effect(spread, inverse.normal(uniform(w, purpose, key, year)))
