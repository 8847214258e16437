"""Do the tellers tell the same thing? Exactly, where the draws are the same; within sampling error elsewhere."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean, stdev
from typing import Final, NamedTuple

from benchmarks.reference.workload import Outcome

LARGEST: Final = 4.0
"""Standard errors that two means of the same thing may lie apart: passed by chance once in some 15,000 comparisons."""


class Mean(NamedTuple):
    """The mean of a figure over runs, and its standard error."""

    value: float
    error: float


class Means(NamedTuple):
    """What runs of one teller gave: requests ``served`` in a run, mean ``wait`` [h], share ``busy``."""

    served: Mean
    wait: Mean
    busy: Mean


def means_of(outcomes: Sequence[Outcome]) -> Means:
    """Return the means over at least two runs."""
    return Means(
        mean_of([float(one.served) for one in outcomes]),
        mean_of([one.wait for one in outcomes]),
        mean_of([one.busy for one in outcomes]),
    )


def mean_of(values: Sequence[float]) -> Mean:
    """Return mean and standard error of at least two values."""
    return Mean(fmean(values), stdev(values) / math.sqrt(len(values)))


def apart(one: Means, other: Means) -> float:
    """Return how many standard errors of their difference the two lie apart, in the figure that differs most."""
    return max(abs(a.value - b.value) / math.hypot(a.error, b.error) for a, b in zip(one, other, strict=True))
