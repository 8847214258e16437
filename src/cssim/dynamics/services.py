"""Services that are sold beside the product: what they promise, and what is due for them."""

from __future__ import annotations

from cssim.dynamics.pay import due_by_month


def sooner(interval: float, pace: float) -> float:
    """Return the time [h] between two slots ``interval`` [h] apart that come ``pace`` times as often."""
    return interval / pace


def mean_pace(share: float, pace: float) -> float:
    """Return how many times as often slots come on average, if for a ``share`` of the accounts ``pace`` times so."""
    return 1.0 + share * (pace - 1.0)


def plans_due(yearly: int, months: int) -> int:
    """Return what is due in all [cents] for so many ``months`` of one success plan, at ``yearly`` [cents]."""
    return due_by_month(yearly, months)
