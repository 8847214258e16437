"""The digital programme: when its touches come, and what its platform costs."""

from __future__ import annotations

from cssim.dynamics.pay import due_by_month


def first_touch(begin: float, phase: float, interval: float) -> float:
    """Return when [h] a customer's first touch after ``begin`` [h] comes, at a ``phase`` in (0, 1) of the interval."""
    return begin + phase * interval


def platform_due(yearly: int, months: int) -> int:
    """Return what the platform costs in all [cents] for so many ``months`` of one customer, at ``yearly`` [cents]."""
    return due_by_month(yearly, months)
