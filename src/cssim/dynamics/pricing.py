"""Prices: who accepts a rise at renewal, by how much ARR it raises, and what it does to the mood."""

from __future__ import annotations

import math
from typing import Final

from cssim.dynamics.renewal import log_one_plus_exp
from cssim.units import HOURS_PER_YEAR, to_cents

_STEP: Final = 0.05
"""Price rise for which the share of pressure is stated."""


def price_rise(arr: int, share: float) -> int:
    """Return by how much [whole cents] a ``share`` of price rise raises ``arr`` [cents]."""
    return to_cents(arr * share)


def is_due(end: float, term: float) -> bool:
    """Return whether a contract of ``term`` [h] that ends at ``end`` [h] is offered a new price.

    At every end, if the term is a year or more; a shorter one at its first end in each year of the simulation, or a
    monthly customer would be charged more every month.
    """
    if term >= HOURS_PER_YEAR:
        return True
    return math.floor(end / HOURS_PER_YEAR) > math.floor((end - term) / HOURS_PER_YEAR)


def acceptance(health: float, intercept: float) -> float:
    """Return logistic(a + h), the probability that a customer who renews accepts a price rise."""
    return math.exp(-log_one_plus_exp(-(intercept + health)))


def pays_more(churn: float, downsell: float, accepts: float) -> float:
    """Return the probability that a contract goes on, is not downsold, and at a higher price."""
    return (1.0 - churn) * (1.0 - downsell) * accepts


def pressure_share(rise: float, per_step: float) -> float:
    """Return the share of the gap that a price rise closes: ``per_step`` for each 5 %, at most all of it."""
    return min(1.0, per_step * rise / _STEP)


def next_anniversary(begun: float, since: float) -> float:
    """Return the first time [h] after ``since`` that lies whole years after ``begun`` [h] (not after ``since``)."""
    return begun + HOURS_PER_YEAR * (math.floor((since - begun) / HOURS_PER_YEAR) + 1)
