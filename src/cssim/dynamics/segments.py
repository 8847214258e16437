"""Segments that customers grow into, or out of."""

from __future__ import annotations

import math


def next_review(time: float, every: float) -> float:
    """Return when [h] segments are looked at next after ``time`` [h], if they are ``every`` so many hours from 0 on."""
    return (math.floor(time / every) + 1) * every


def rebased(base: float, old: float, new: float) -> float:
    """Return the part of an account's h that is no driver [log-odds] when a driver is measured against another stock.

    ``old`` and ``new`` are today's stocks of the driver in the segment the account leaves and in the one it comes to: a
    customer is not better or worse for being counted elsewhere.
    """
    return base + (new - old)
