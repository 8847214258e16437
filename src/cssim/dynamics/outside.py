"""What comes from outside: how far an event goes, and how much of it a relationship keeps away."""

from __future__ import annotations

import math


def event_amount(hazard_ratio: float, half_life: float, over: float) -> float:
    """Return what an event posts [log-odds] so that churn over the time after it is multiplied by ``hazard_ratio``.

    Parameters
    ----------
    hazard_ratio
        R, churn of those it happened to against that of others.
    half_life, over
        H of the driver, and T, the time over which R was seen; both in the same unit.

    Notes
    -----
    -ln R / m, where m = H / (T ln 2) (1 - 2^(-T / H)) is how much of a post is there on average over the time T:
    log-odds are close to minus the log-hazard when churn is small.
    """
    left = half_life / (over * math.log(2.0)) * (1.0 - math.exp2(-over / half_life))
    return -math.log(hazard_ratio) / left


def shielded(amount: float, shield: float, relationship: float, level: float) -> float:
    """Return what is left of an event's ``amount`` [log-odds] where somebody is known and trusted.

    A relationship at its highest ``level`` [log-odds] takes away the share ``shield``, a weaker one less in proportion.
    """
    return amount * (1.0 - shield * min(1.0, max(0.0, relationship / level)))


def gap(unit_exponential: float, per_year: float, hours_per_year: float) -> float:
    """Return the working hours [h] to the next event of a stream of ``per_year`` events."""
    return unit_exponential * hours_per_year / per_year


def moment_between(begin: float, end: float, u: float) -> float:
    """Return the moment [h] at the share ``u`` of the way from ``begin`` to ``end`` [h]."""
    return begin + u * (end - begin)


def faster(pace: float, factor: float) -> float:
    """Return the pace at which requests come when one more shock multiplies it by ``factor``."""
    return pace * factor


def dampened(chance: float, factor: float) -> float:
    """Return a chance under a shock that leaves ``factor`` of it."""
    return chance * factor


def due_at_pace(begin: float, until: float, due: float, pace: float) -> float:
    """Return when [h] something falls due that would at the usual pace be ``due``, if from ``begin`` to ``until`` [h]
    time passes ``pace`` times as fast for it."""
    left, room = due - begin, pace * (until - begin)
    if pace > 0.0 and left <= room:
        return begin + left / pace
    return until + (left - room)
