"""Customers who buy more without having been asked, and a product that grows."""

from __future__ import annotations

from cssim.dynamics.pitches import logistic
from cssim.units import HOURS_PER_YEAR, to_cents


def time_between(unit_exponential: float, per_year: float) -> float:
    """Return the working hours [h] to the next of ``per_year`` occasions a year."""
    return unit_exponential * HOURS_PER_YEAR / per_year


def unasked_chance(index: float) -> float:
    """Return the probability that a customer of this ``index`` [log-odds] uses an occasion to buy more."""
    return logistic(index)


def more_potential(potential: int, raised: float) -> int:
    """Return what a new module adds [cents] to the ``potential`` ARR of a customer, the share ``raised`` of it."""
    return to_cents(potential * raised)
