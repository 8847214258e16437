"""A gatekeeper under load: the more work waits for a person, the less of it he closes himself.

Freeman, Savva and Scholtes, Management Science 2017 [78]: from a load of two standard deviations below the mean to two
above it, 14 % more of the complex cases were referred up.
"""

from __future__ import annotations

import math

from cssim.units import HOURS_PER_DAY, MILLI


def hours_each(load_milli: int, people: int) -> float:
    """Return the hours of work [h] in a line, ``load_milli`` [h/1000] in all, for each of its ``people``."""
    return load_milli / (MILLI * people)


def waiting_days(hours: float, availability: float) -> float:
    """Return how many days it takes somebody to do work of ``hours`` [h] in the share of them he has for customers."""
    return hours / (HOURS_PER_DAY * availability)


def under_load(share_alone: float, days: float, elasticity: float) -> float:
    """Return the share of requests closed alone with ``days`` of work waiting: share x 2^(-elasticity x days)."""
    return share_alone * math.exp2(-elasticity * days)
