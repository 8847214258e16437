"""Perpetual licenses: what it changes when a subscription takes the place of a license and its maintenance."""

from __future__ import annotations

from cssim.units import to_cents


def added(arr: int, multiple: float) -> int:
    """Return what a subscription of ``multiple`` times the maintenance ``arr`` [cents] adds to it [cents]."""
    return to_cents(arr * (multiple - 1.0))


def worth_more(potential: int, multiple: float) -> int:
    """Return the ARR [cents] of a customer that buys all it can use, each part of which costs ``multiple`` as much."""
    return to_cents(potential * multiple)


def as_subscriber(base: float, intercept: float) -> float:
    """Return the log-odds of going on, drivers apart, of who has no license any more to which ``intercept`` was due."""
    return base - intercept
