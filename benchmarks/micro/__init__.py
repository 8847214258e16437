"""What happens most often, alone: a draw, a post, a piece of work through a desk; in either engine.

Every function does its thing :data:`TIMES` times.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from benchmarks import plans
from cssim.plan.tables import NO_PLAYS, Plan

TIMES: Final = 1_000
MONTHS: Final = 2_000
"""Months that there is room for."""
HOURS: Final = 24.0
"""Time [h] in which the desk is done with its work."""


class Micro(NamedTuple):
    """The three, ready to be called: they return a sum of draws, a stock, and how much work is open."""

    draw: Callable[[], float]
    post: Callable[[], float]
    desk: Callable[[], int]


def company() -> Plan:
    """Return the *tiny* company as a pool of people who take next to no time, in which nothing happens by itself."""
    plan = plans.available(plans.pooled(plans.company(MONTHS, "tiny")), 0, plans.AMPLE)
    segments = tuple(row._replace(rates=(0.0,) * len(row.rates), plays=NO_PLAYS) for row in plan.segments)
    return plan._replace(segments=segments, routing=plan.routing._replace(catch_up=0.0))
