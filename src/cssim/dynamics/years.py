"""Good and bad years: what moves the renewals of all customers of a year together."""

from __future__ import annotations

from cssim.units import MONTHS_PER_YEAR


def finance_year(month: int, months_in: int) -> int:
    """Return the number of the finance year that holds ``month``, 0 for the one that holds month 0.

    ``months_in`` (0 ... 11) months of that year lie before month 0.
    """
    return (month + months_in) // MONTHS_PER_YEAR


def year_effect(spread: float, z: float) -> float:
    """Return what a year adds to the log-odds of renewing: ``spread`` [log-odds] times its standard normal ``z``."""
    return spread * z
