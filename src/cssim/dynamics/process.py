"""Process maturity: how far work follows a method, from 0 (everybody has his own) to 1 (one that is known)."""

from __future__ import annotations

import math
from typing import Final

from cssim.units import HOURS_PER_MONTH

SLOWEST: Final = 1.3
SAVED: Final = 0.3
LONGEST_RAMP: Final = 1.5
SHORTENED: Final = 0.5
MATCHED: Final = 0.3
"""What a book of one industry takes off the time in which somebody comes to know it."""


def handling(hours: float, maturity: float) -> float:
    """Return how long [h] work takes that takes ``hours`` [h] where there is a method: x (1.3 - 0.3 M)."""
    return hours * (SLOWEST - SAVED * maturity)


def ramp(hours: float, maturity: float) -> float:
    """Return how long [h] a ramp takes that takes ``hours`` [h] where there is a method: x (1.5 - 0.5 M)."""
    return hours * (LONGEST_RAMP - SHORTENED * maturity)


def left_for_customers(hourly: float, invested: float) -> float:
    """Return what a present hour yields for customers if a share of it is ``invested`` in the method."""
    return hourly * (1.0 - invested)


def matured(maturity: float, heads: float, invested: float, cost: float) -> float:
    """Return the maturity after a month in which ``heads`` people invested a share of their time.

    dM = hours / cost x (1 - M): ``cost`` [h] close 63 % of what is missing.
    """
    return 1.0 - (1.0 - maturity) * math.exp(-heads * HOURS_PER_MONTH * invested / cost)


def diluted(maturity: float, joined: float, heads: float, dilution: float) -> float:
    """Return the maturity after a post of the share ``joined`` has been filled, beside ``heads`` others."""
    return maturity * (1.0 - min(1.0, dilution * joined / (heads + 1.0)))


def sooner(effort: float, matched: float) -> float:
    """Return a ramp [h], or a number of contacts, for a book of which the share ``matched`` is of one industry."""
    return effort * (1.0 - MATCHED * matched)
