"""How often an account asks."""

from __future__ import annotations

from cssim.units import MONTHS_PER_YEAR


def gap(unit_exponential: float, per_year: float, factor: float, hours_per_year: float) -> float:
    """Return the working hours [h] to the next request of a stream of ``per_year`` x ``factor`` requests a year."""
    return unit_exponential * hours_per_year / (per_year * factor)


def month_of_year(month: int) -> int:
    """Return the place of a month (0 the first of the run, negative before it) in the year that begins with month 0."""
    return month % MONTHS_PER_YEAR


def seasonal(factor: float, season: float) -> float:
    """Return the factor on an account's rates in a month with factor ``season``."""
    return factor * season


def expected_in(hours: float, per_year: float, factor: float, hours_per_year: float) -> float:
    """Return how many requests are expected in ``hours`` [h] at ``per_year`` x ``factor`` requests a year.

    What is left of a gap beyond a change of the rate is worth so much of its unit exponential: a gap is spent against
    the cumulative rate, so that counts are Poisson whatever the rate does.
    """
    return hours * per_year * factor / hours_per_year


def continued(factor: float, continuity: float) -> float:
    """Return the factor on a rate whose next gap is longer by the share ``continuity``."""
    return factor / (1.0 + continuity)


def inflated(factor: float, inflation: float) -> float:
    """Return the factor on the rates of an account that asks more because it has a named contact to ask."""
    return factor * inflation


def asked_for_deals(deals: float, usual: float, each: float) -> float:
    """Return how many requests a year come with ``deals`` a year beyond the ``usual`` ones, ``each`` deal so many."""
    return max(0.0, deals - usual) * each


def demand_factor(known: float, frailty: float) -> float:
    """Return the factor on an account's request rates: what the book knows times what chance gave."""
    return known * frailty
