"""When people leave: a hazard that grows with their load, spent against a threshold of their own."""

from __future__ import annotations

from typing import Final

USUAL_LOAD: Final = 0.85
STEP: Final = 0.10
NEWEST: Final = 1.0 / 3.0
"""Weight of the newest month in a person's load: it looks back about three months."""


def load(busy: int, idle: int) -> float:
    """Return the share of the time present [h/1000] that a person was busy; 0 if he was not there."""
    return busy / (busy + idle) if busy + idle > 0 else 0.0


def smoothed(before: float, newest: float) -> float:
    """Return the load a person feels, from the one he felt a month ago and that of the month since."""
    return before + NEWEST * (newest - before)


def under_load(hazard: float, felt: float, overload: float) -> float:
    """Return the hazard of leaving [1/h] under a load: each 0.10 above the usual adds ``overload`` times the hazard."""
    return hazard * (1.0 + overload * max(0.0, felt - USUAL_LOAD) / STEP)


def spent(hazard: float, hours: float) -> float:
    """Return what ``hours`` [h] under a ``hazard`` [1/h] take off a person's threshold."""
    return hazard * hours


def hours_until(left: float, hazard: float) -> float:
    """Return how long [h] a threshold of which ``left`` is left lasts under a ``hazard`` [1/h]."""
    return left / hazard
