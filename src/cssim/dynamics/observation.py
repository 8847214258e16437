"""Observed health: what a health score shows of how a customer is, and what it shows instead.

Everything is standardized: 0 is the usual customer of a segment today, 1 one standard deviation better.
"""

from __future__ import annotations

import math
from typing import Final

_KEPT: Final = 0.6
"""Correlation of what is wrong with a score in one month and the next."""
_NEW: Final = 0.8
"""sqrt(1 - 0.6^2): what is new keeps the variance at 1."""


def standardized(value: float, mean: float, spread: float) -> float:
    """Return how many standard deviations a value lies above the mean."""
    return (value - mean) / spread


def in_log_odds(observed: float, mean: float, spread: float) -> float:
    """Return the health [log-odds] that a score shows, with today's ``mean`` and ``spread`` of health."""
    return mean + spread * observed


def next_error(error: float, normal: float) -> float:
    """Return what is wrong with the score of the next month; AR(1) with variance 1, ``normal`` is standard normal."""
    return _KEPT * error + _NEW * normal


def observed(true: float, validity: float, error: float) -> float:
    """Return the score: a correlation of ``validity`` in (0, 1) with the ``true`` one, the rest is ``error``."""
    return validity * true + math.sqrt(1.0 - validity * validity) * error


def is_due(month: int, every: int) -> bool:
    """Return whether scores are made anew in this month, which may lie before month 0."""
    return month % every == 0
