"""Who can close a request alone, how good a touch is, and how long the work takes."""

from __future__ import annotations

import math
from typing import Final

_NO_EXPERTISE: Final = 0.2
_FULL_EXPERTISE: Final = 0.8
SHORTEST: Final = 1.0 / 60.0
"""Handling takes at least one minute [h]."""


def expertise(resolves_alone: float) -> float:
    """Return e in [0, 1]: 0 for an air-traffic controller (20 % alone), 1 for a product expert (80 %)."""
    return min(1.0, max(0.0, (resolves_alone - _NO_EXPERTISE) / (_FULL_EXPERTISE - _NO_EXPERTISE)))


def touch_quality(resolves_alone: float, lowest_quality: float) -> float:
    """Return the factor on the adoption share of a person's touch, from ``lowest_quality`` (e = 0) to 1."""
    return lowest_quality + (1.0 - lowest_quality) * expertise(resolves_alone)


def breadth_factor(products: float, exponent: float) -> float:
    """Return n^-nu, by which the share that one person knows shrinks where accounts own n ``products`` (claim D9).

    Its inverse is by how much longer one takes to learn them (:func:`ramp_factor`).
    """
    return math.exp(-exponent * math.log(products))


def ramp_factor(breadth: float) -> float:
    """Return n^nu, by how much longer a newcomer takes to learn n products, from their ``breadth_factor``."""
    return 1.0 / breadth


def of_several_products(resolves_alone: float, breadth: float) -> float:
    """Return the share of requests closed without another person where accounts own several products."""
    return resolves_alone * breadth


FOR_OWNER: Final = -1.0
"""Difficulty of what only the owner may close, and does whoever he is."""


def resolves(difficulty: float, share_alone: float) -> bool:
    """Return whether a request of ``difficulty`` in (0, 1), or FOR_OWNER, is closed without another person.

    Difficulties are nested: whoever resolves more alone resolves a superset.
    """
    return difficulty < share_alone


def handling_time(hours: float, catch_up: float, availability: float) -> float:
    """Return the clock time [h] that work of ``hours`` plus ``catch_up`` [h] takes a person.

    ``availability`` is the share of a present hour that a person has for customers; it stretches the work.
    """
    return max(SHORTEST, hours + catch_up) / availability


def taught_share(share: float, quality: float) -> float:
    """Return the share of the adoption gap that a touch of ``quality`` closes."""
    return share * quality


def specialist_hours(hours: float, pace: float) -> float:
    """Return the hours [h] a specialist needs for work of ``hours``."""
    return hours * pace


def catch_up_time(hours: float, familiarity: float) -> float:
    """Return the hours [h] of catching up that are left when a person knows the account by ``familiarity``."""
    return hours * (1.0 - familiarity)
