"""Onboarding: how much work it takes to bring a new customer to first value, and what a good beginning is worth."""

from __future__ import annotations

import math


def sessions_of(hours: float, longest: float) -> int:
    """Return in how many sessions of at most ``longest`` [h] the ``hours`` [h] of an onboarding are held."""
    return max(1, math.ceil(hours / longest))


def session_hours(hours: float, sessions: int) -> float:
    """Return how long [h] each of the ``sessions`` of an onboarding of ``hours`` [h] is."""
    return hours / sessions


def speed(after: float, target: float, limit: float) -> float:
    """Return how good a time to first value is: 1 up to ``target`` [h], then in a straight line to 0 at ``limit`` [h].

    ``after`` [h] is counted from the day on which the customer was won.
    """
    if after <= target:
        return 1.0
    return max(0.0, (limit - after) / (limit - target)) if after < limit else 0.0


def beginning_level(worst: float, best: float, share: float) -> float:
    """Return where the onboarding driver stands [log-odds] after a beginning of this ``share`` = quality x speed."""
    return worst + (best - worst) * share


def share_of(quality: float, fast: float) -> float:
    """Return how good a beginning was, in [0, 1]: the ``quality`` of who saw to it, times how ``fast`` it was."""
    return quality * fast
