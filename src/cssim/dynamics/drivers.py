"""Health as a ledger of causes: each driver is a stock in log-odds that relaxes to its target and is moved by posts.

A cause does not add a constant. It closes a *share* of the gap between the stock and the cause's *level*, so that a
stock stays between its lowest and highest level however often it is posted, and more effort has a falling return.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

ADOPTION: Final = 0
RELATIONSHIP: Final = 1
SERVICE: Final = 2
TRANSFERS: Final = 3
NEGLECT: Final = 4
ONBOARDING: Final = 5
ACCOUNT_CHANGE: Final = 6
PRESSURE: Final = 7
READINESS: Final = 8
PRODUCT_GAP: Final = 9
OUTSIDE: Final = 10
N_DRIVERS: Final = 11
NAMES: Final = (
    "adoption",
    "relationship",
    "service",
    "transfers",
    "neglect",
    "onboarding",
    "account_change",
    "pressure",
    "readiness",
    "product_gap",
    "outside",
)
GONE_WRONG: Final = (SERVICE, TRANSFERS, PRESSURE, NEGLECT)
"""What a rescue takes back some of."""


class DriverRow(NamedTuple):
    """How one driver rests: ``target`` [log-odds] it relaxes to, ``half_life`` [working hours]."""

    target: float
    half_life: float


def value_at(value: float, elapsed: float, target: float, half_life: float) -> float:
    """Return the stock [log-odds] ``elapsed`` hours after it was ``value``; pure, stores nothing (rule P3)."""
    return target + (value - target) * math.exp2(-elapsed / half_life)


def settles_at(target: float, half_life: float, level: float, posts: float) -> float:
    """Return where a stock settles [log-odds] that fades to its ``target`` and is pulled to a ``level`` all the while.

    ``posts`` [1/h] is how often causes post times the share of the gap they close, taken as spread out evenly:
    (t ln 2 / H + l n s) / (ln 2 / H + n s).
    """
    fading = math.log(2.0) / half_life
    return (fading * target + posts * level) / (fading + posts)


def post_amount(value: float, level: float, share: float) -> float:
    """Return what a cause adds to a stock [log-odds]: ``share`` of the gap to ``level``, never against its sign.

    A cause with a positive level adds nothing to a stock above it, one with a negative level takes nothing from a
    stock below it; level 0 is a touch that brings the stock back towards 0 from either side.
    """
    amount = share * (level - value)
    if level > 0.0:
        return max(0.0, amount)
    if level < 0.0:
        return min(0.0, amount)
    return amount
