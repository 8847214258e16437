"""Pay by the month: whole cents that add up to the year."""

from __future__ import annotations


def cents_of_month(yearly: int, month: int) -> int:
    """Return the pay [cents] of calendar month ``month`` (0, 1, ...) of a yearly amount [cents].

    Rounded cumulatively, half up, so that any twelve months in a row from month 0 add up to the year exactly; in whole
    numbers throughout.
    """
    rest = yearly % 12
    return yearly // 12 + (rest * (month + 1) + 6) // 12 - (rest * month + 6) // 12
