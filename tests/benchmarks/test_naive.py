"""The naive telling of the full model tells the same model."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import naive, plans
from benchmarks.measures.simpy_engine import LOADS
from cssim.engine.simulate import settle, simulate

COUNTERS = ("arr", "closing", "renewals", "counts", "by_type", "slots", "work", "waits", "cost")


@pytest.mark.parametrize("load", LOADS)
@pytest.mark.parametrize("cover", [plans.assigned, plans.pooled])
def test_it_counts_the_same(cover: type, load: float) -> None:
    """Two tellings with nothing in common in how work waits, is served, expires and is dropped agree to the unit."""
    plan = plans.at_load(cover(plans.told_naively(plans.company(6))), load)
    for run in (1, 2):
        opening = settle(plan, 3, run)
        engine, other = simulate(plan, opening, 3, run).tally, naive.simulate(plan, opening, 3, run)
        for name in COUNTERS:
            np.testing.assert_array_equal(getattr(other, name), getattr(engine, name), err_msg=name)
