"""Pay for time in a post: whole cents that add up to the year."""

from __future__ import annotations

from cssim.units import HOURS_PER_DAY, HOURS_PER_YEAR, MONTHS_PER_YEAR, to_cents


def post_hours(share: float, hours: float) -> float:
    """Return the hours [h] of a full post that ``hours`` [h] in a post of this ``share`` are paid as."""
    return share * hours


def contract(share: float, hours: float, day_rate: int) -> float:
    """Return what a contractor costs [cents] for ``hours`` [h] in a post of this ``share``, at so much a full day."""
    return share * hours * day_rate / HOURS_PER_DAY


def due_in_all(cents: float) -> int:
    """Return what is due in all, in whole cents."""
    return to_cents(cents)


def due(yearly: int, posts: float, hours: float) -> int:
    """Return what is due in all [cents] for ``hours`` [h] of full posts, when ``posts`` posts cost ``yearly`` [cents].

    Rounded once from the beginning, so that what is paid month by month, each time the difference to what has been
    paid, adds up to the year exactly.
    """
    return to_cents(yearly * (hours / (posts * HOURS_PER_YEAR)))


def due_by_month(yearly: int, months: int) -> int:
    """Return what is due in all [cents] for so many ``months`` of one thing, at ``yearly`` [cents] each.

    Rounded once from the beginning, so that what is paid month by month adds up.
    """
    return to_cents(yearly * (months / MONTHS_PER_YEAR))


def due_once(each: int, posts: float) -> int:
    """Return what is due in all [cents] for ``posts`` that have been filled, at ``each`` [cents] a full post."""
    return to_cents(each * posts)
