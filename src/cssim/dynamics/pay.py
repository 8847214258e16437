"""Pay by the month: whole cents that add up to the year."""

from __future__ import annotations

import math


def cents_of_month(yearly: int, month: int) -> int:
    """Return the pay [cents] of calendar month ``month`` (0, 1, ...) of a yearly amount [cents].

    Rounded cumulatively, so that any twelve months in a row from month 0 add up to the year exactly.
    """
    return math.floor(yearly * (month + 1) / 12 + 0.5) - math.floor(yearly * month / 12 + 0.5)
