"""Working hours, months, years and whole cents: the only module that knows 160, 480, 1,920 or 100.

The clock of the simulation counts *working hours*. A day has 8, a week 40, a month 160 and a year 1,920 (12 x 160).
Durations of work are working time; frequencies are per year, so "every two weeks" is 26 a year and its interval
1,920 / 26 hours, never 2 x 40 hours. Nights and weekends do not exist.
"""

from __future__ import annotations

import math
from datetime import date
from typing import Final

HOURS_PER_DAY: Final = 8.0
HOURS_PER_WEEK: Final = 40.0
HOURS_PER_MONTH: Final = 160.0
HOURS_PER_QUARTER: Final = 480.0
HOURS_PER_YEAR: Final = 1920.0
MONTHS_PER_YEAR: Final = 12
CENTS: Final = 100
MILLI: Final = 1000
"""Hours are tallied in whole thousandths, so that sums of hours are exact."""


def months_to_hours(months: float) -> float:
    """Return the working hours [h] of ``months`` calendar months."""
    return months * HOURS_PER_MONTH


def month_of(hours: float) -> int:
    """Return the index of the month that contains time ``hours`` [h]; month k is [160k, 160(k + 1))."""
    return math.floor(hours / HOURS_PER_MONTH)


def interval_hours(per_year: float) -> float:
    """Return the hours [h] between two events that happen ``per_year`` times a year (> 0)."""
    return HOURS_PER_YEAR / per_year


def to_milli(hours: float) -> int:
    """Return ``hours`` [h] in whole thousandths of an hour, rounded half up."""
    return math.floor(hours * MILLI + 0.5)


def to_cents(amount: float) -> int:
    """Return ``amount`` [cents, fractional] as whole cents, rounded half up (rule P12)."""
    return math.floor(amount + 0.5)


def days_in_month(year: int, month: int) -> int:
    """Return the number of calendar days of a month (1..12)."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days


def hours_of_date(day: date, start: date) -> float:
    """Return the time [h] of calendar day ``day`` when month 0 is the month of ``start``.

    A day maps to 160 (month index + (day - 1) / days in month); days before ``start`` are negative.
    """
    index = (day.year - start.year) * MONTHS_PER_YEAR + day.month - start.month
    return HOURS_PER_MONTH * (index + (day.day - 1) / days_in_month(day.year, day.month))


def month_label(start: date, index: int) -> str:
    """Return month ``index`` after the month of ``start`` as ``YYYY-MM``."""
    months = start.year * MONTHS_PER_YEAR + start.month - 1 + index
    return f"{months // MONTHS_PER_YEAR:04d}-{months % MONTHS_PER_YEAR + 1:02d}"


def date_of_hours(hours: float, start: date) -> date:
    """Return the calendar day that holds time ``hours`` [h]; the inverse of :func:`hours_of_date`."""
    index = month_of(hours)
    months = start.year * MONTHS_PER_YEAR + start.month - 1 + index
    year, month = months // MONTHS_PER_YEAR, months % MONTHS_PER_YEAR + 1
    share = hours / HOURS_PER_MONTH - index
    days = days_in_month(year, month)
    return date(year, month, min(days, math.floor(share * days + 1e-9) + 1))
