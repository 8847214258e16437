"""Quantities as people write them: ``$180k``, ``85%``, ``36 months``, ``8 working hours``, ``18/year``, ``2027-01``.

Each quantity is an annotated type: it reads a scalar of a scenario file into a plain number and writes the number back
in words (in JSON mode). Working time and calendar time are two things: a length of a contract is calendar time, kept
in months; a service time is working time, kept in hours of a day of 8; a bare ``24h`` is refused, since it may mean
either.
"""

from __future__ import annotations

from cssim.quantities.types import (
    Concentration,
    Frequency,
    Length,
    Money,
    Month,
    Number,
    Overflow,
    Share,
    Whole,
    WorkTime,
)

__all__ = ["Concentration", "Frequency", "Length", "Money", "Month", "Number", "Overflow", "Share", "Whole", "WorkTime"]
