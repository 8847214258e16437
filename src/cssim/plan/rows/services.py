"""Services that are sold to the accounts of a segment, in numbers."""

from __future__ import annotations

from typing import NamedTuple


class ServiceRow(NamedTuple):
    """What the accounts of one segment buy beside the product; every default is its off value.

    The share ``plan_share`` of them has a success plan for ``plan_fee`` [cents] a year, with which some plays fall due
    ``plan_pace`` times as often. A new customer that comes to first value pays ``onboarding_fee`` [cents].
    """

    plan_share: float = 0.0
    plan_fee: int = 0
    plan_pace: float = 1.0
    onboarding_fee: int = 0


NO_SERVICES = ServiceRow()
"""A segment to which nothing is sold but the product."""
