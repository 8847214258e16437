"""Interval tests: does a known answer lie in the interval of independent replications?"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from scipy.stats import t as student

from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import Plan
from cssim.results.run import Run

SEED = 20_07
FALSE_ALARM = 1e-3
"""Chance that a file of known answers fails although the engine is right; split evenly over its intervals, so that
each interval has less. Draws are addressed, so a test that passes once passes always: the rate is that of the seed."""


def replicate(plan: Plan, measure: Callable[[Run], float], runs: int, recording: int = ALL) -> list[float]:
    """Return ``measure`` of each of ``runs`` independent runs of a plan."""
    return [measure(simulate(plan, settle(plan, SEED, run), SEED, run, recording)) for run in range(runs)]


def half_width(samples: Sequence[float], among: int) -> float:
    """Return the half-width of the Student interval of the mean, one ``among`` the intervals of its file."""
    quantile = float(student.ppf(1.0 - FALSE_ALARM / among / 2.0, len(samples) - 1))
    return quantile * float(np.std(samples, ddof=1)) / math.sqrt(len(samples))


def assert_mean(samples: Sequence[float], expected: float, among: int, within: float) -> None:
    """Assert that the mean may be ``expected``, and that the interval is tight enough to mean something.

    Parameters
    ----------
    samples
        One value per replication, at least 30.
    expected
        The known answer.
    among
        How many intervals the file asserts.
    within
        Largest half-width allowed, in the unit of the samples.
    """
    assert len(samples) >= 30
    half = half_width(samples, among)
    mean = float(np.mean(samples))
    assert half <= within, f"the interval is too wide to tell: {mean:.5g} +- {half:.2g}, wanted +- {within:.2g}"
    assert abs(mean - expected) <= half, f"{mean:.5g} +- {half:.2g} does not hold {expected:.5g}"
