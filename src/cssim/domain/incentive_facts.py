"""Facts of how people see customers, and of what they are measured by; told like those of :mod:`cssim.domain.facts`."""

from __future__ import annotations

from typing import NamedTuple


class Scored(NamedTuple):
    """The health of the account was seen anew, as ``score`` [standard deviations from the usual of its segment]."""

    time: float
    account: int
    score: float


class SlotUsed(NamedTuple):
    """The slot ``work`` was used for ``play``, which is not what it fell due for."""

    time: float
    account: int
    work: int
    play: int


class GoalAttained(NamedTuple):
    """A period ended: ``seat`` of ``team`` has ``attained`` this share of its goals."""

    time: float
    team: int
    seat: int
    attained: float


class DealMoved(NamedTuple):
    """Who sells has moved the deal of the pitch ``work``: it ``closes`` [h] at a ``discount`` [cents]."""

    time: float
    account: int
    work: int
    closes: float
    discount: int
