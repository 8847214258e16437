"""The yearly review: how people compare with their team on what is seen of them."""

from __future__ import annotations

from cssim.units import MILLI, MONTHS_PER_YEAR


def is_due(month: int, first: int) -> bool:
    """Return whether people are reviewed on the first day of a ``month``: of the ``first``, and every year after it."""
    return month >= first and (month - first) % MONTHS_PER_YEAR == 0


def work_rate(pieces: int, present_milli: int) -> float:
    """Return the pieces of work done in an hour of presence, by which people without goals are compared; 0 who was not
    there."""
    return MILLI * pieces / present_milli if present_milli > 0 else 0.0


def falls_short(figure: float, mean: float, cut: float) -> bool:
    """Return whether a figure is below a share ``cut`` of the team's ``mean``, or as far below one that is negative,
    where all together have lost."""
    return figure < (cut * mean if mean >= 0.0 else (2.0 - cut) * mean)


def mean(total: float, people: int) -> float:
    """Return the mean of figures that add up to ``total``."""
    return total / people
