"""How often an account asks."""

from __future__ import annotations


def gap(unit_exponential: float, per_year: float, factor: float, hours_per_year: float) -> float:
    """Return the working hours [h] to the next request of a stream of ``per_year`` x ``factor`` requests a year."""
    return unit_exponential * hours_per_year / (per_year * factor)


def inflated(factor: float, inflation: float) -> float:
    """Return the factor on the rates of an account that asks more because it has a named contact to ask."""
    return factor * inflation


def demand_factor(known: float, frailty: float) -> float:
    """Return the factor on an account's request rates: what the book knows times what chance gave."""
    return known * frailty
