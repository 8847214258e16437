"""Dates of deals: which ones can be moved over the end of a period, and what that pays."""

from __future__ import annotations

from typing import Final

from cssim.dynamics.incentives import Curve, pay_at, period_end
from cssim.units import HOURS_PER_MONTH, month_of, months_to_hours, to_cents

WINDOW: Final = HOURS_PER_MONTH
"""Working hours before the end of a period in which dates are moved, and by which: twenty working days."""
_NOTICEABLE: Final = 1e-9


def looked_at(time: float, closes: float, months: int, before: int) -> float:
    """Return when [h] it is considered, from ``time`` on, whether a deal that ``closes`` [h] is moved; then if never.

    A month before the end of its period if it would close in the last one, a month before its beginning if in the
    first.
    """
    ends = months_to_hours(period_end(month_of(closes), months, before))
    begins = ends - months_to_hours(months)
    if closes >= ends - WINDOW:
        return max(time, ends - WINDOW)
    if closes < begins + WINDOW and time < begins:
        return max(time, begins - WINDOW)
    return closes


def put_off(closes: float) -> float:
    """Return when [h] a deal closes that is put off from the last month of a period: in the first of the next."""
    return closes + WINDOW


def part_of(size: int, goal: float) -> float:
    """Return the share of a ``goal`` [cents] that a deal of ``size`` [cents] is."""
    return size / goal


def given_away(size: int, discount: float) -> int:
    """Return what a discount gives away [cents]."""
    return to_cents(size * discount)


def pay_now(reached: float, part: float, points: int, at: Curve, paid: Curve) -> float:
    """Return how much more is paid with a deal in a period in which a share ``reached`` is expected without it."""
    return pay_at(reached + part, points, at, paid) - pay_at(reached, points, at, paid)


def pay_next(part: float, points: int, at: Curve, paid: Curve) -> float:
    """Return how much more a deal is believed to pay in the next period: half of it lies below its goal, half above."""
    return pay_at(1.0 + 0.5 * part, points, at, paid) - pay_at(1.0 - 0.5 * part, points, at, paid)


def is_more(one: float, other: float) -> bool:
    """Return whether one pay is more than another by anything that can be told."""
    return one > other + _NOTICEABLE
