"""Customers that are won: how many and when, and with how much ARR."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from cssim.units import HOURS_PER_MONTH, MONTHS_PER_YEAR, to_cents

MOST_TERMS: Final = 8
"""Lengths of contract that new customers of a segment may have."""


def booked_before(month: int, a_year: float, season: Sequence[float]) -> int:
    """Return how many customers the plan has won before ``month`` (0, 1, ...).

    Rounded cumulatively, half up, so that any year from month 0 on holds ``a_year`` of them if that is a whole number.

    Parameters
    ----------
    month
        Month of the simulation.
    a_year
        Customers a year.
    season
        Share of a year's customers won before each month of the year that begins with month 0, (12,).
    """
    return math.floor(a_year * (month // MONTHS_PER_YEAR + season[month % MONTHS_PER_YEAR]) + 0.5)


def booking_time(month: int, number: int, count: int, u: float) -> float:
    """Return when [h] customer ``number`` (0, 1, ...) of ``count`` in a month is won: spread over it, in order."""
    return (month + (number + u) / count) * HOURS_PER_MONTH


def profile_effect(weight: float, fits: float, mean: float) -> float:
    """Return what fitting the ideal customer profile (1) or not (0) adds to h [log-odds], among customers of whom the
    share ``mean`` does: ``weight`` x (fits - mean), 0 on average over today's."""
    return weight * (fits - mean)


def landed_arr(cents: float) -> int:
    """Return the ARR [whole cents] with which a customer begins, at least one."""
    return max(1, to_cents(cents))
