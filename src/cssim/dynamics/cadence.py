"""Cadence planned to capacity: how many plays fit into the time that requests leave."""

from __future__ import annotations

import math
from typing import Final

from cssim.units import HOURS_PER_MONTH, HOURS_PER_YEAR

_QUARTER: Final = 3 * HOURS_PER_MONTH


def next_quarter(time: float) -> float:
    """Return when [h] the next quarter of a year begins, after ``time`` [h]."""
    return (math.floor(time / _QUARTER) + 1) * _QUARTER


def hours_of_book(accounts: int, each: float) -> float:
    """Return the hours a year of a number of ``accounts`` that take ``each`` [h a year]."""
    return accounts * each


def time_for_plays(target_load: float, availability: float, asked: float) -> float:
    """Return the hours a year that are left for plays [h], which may be below 0.

    People with a total ``availability`` are to be busy for a share ``target_load`` of their time, and requests are
    expected to take ``asked`` [h a year].
    """
    return target_load * availability * HOURS_PER_YEAR - asked


def pace(left: float, planned: float, least: float, most: float) -> float:
    """Return by what factor plays come more often than planned, if ``left`` hours a year are to hold ``planned`` ones.

    Between ``least`` and ``most``; 1 where nothing is planned.
    """
    if planned <= 0.0:
        return 1.0
    return min(most, max(least, left / planned))


def set_aside(left: float, planned: float, least: float) -> float:
    """Return what is left [h] when later tiers with ``planned`` hours have been given the ``least`` share of theirs."""
    return left - least * planned


def interval_at(interval: float, speed: float) -> float:
    """Return the time [h] between slots ``interval`` [h] apart by plan that come ``speed`` times as often."""
    return interval / speed
