"""Facts of how customers come, begin, buy and move; part of :mod:`cssim.domain.facts`."""

from __future__ import annotations

from typing import NamedTuple


class Joined(NamedTuple):
    """A customer was won: ``segment`` index, ``key`` 63-bit identity, ``source`` code of the ledger, ``arr`` [cents].

    ``base`` [log-odds] is everything in its renewal index that is not a driver; its drivers rest at 0. ``fits`` the
    ideal customer profile.
    """

    time: float
    account: int
    segment: int
    key: int
    source: int
    arr: int
    base: float
    fits: bool = False


class Referred(NamedTuple):
    """A customer told somebody of us (``event``), who may become one; ``disputed``: CSM and sales both claim it."""

    time: float
    account: int
    event: int
    disputed: bool


class AskedBack(NamedTuple):
    """A lost customer was asked to come back (``event``) with an ARR of ``size``, with what was ``expected`` of that
    and the part of it that is ``kept``, as it makes up for ARR lost since the start [cents]; ``back``: it did."""

    time: float
    account: int
    event: int
    size: int
    expected: int
    kept: int
    back: bool


class SelfServed(NamedTuple):
    """A customer had an occasion (``event``) to buy ``size`` more by itself, with what was ``expected`` of it and the
    part of that which is ``kept``, as it makes up for ARR lost since the start [cents]; ``won``: it did."""

    time: float
    account: int
    event: int
    size: int
    expected: int
    kept: int
    won: bool


class PotentialGrew(NamedTuple):
    """A new ``module`` (number among those of its ``kind``, 1: asked for by a growth target) gave an account ``more``
    [cents] that it could use."""

    time: float
    account: int
    module: int
    more: int
    kind: int


class SegmentChanged(NamedTuple):
    """A review moved an account from segment ``before`` to segment ``after``."""

    time: float
    account: int
    before: int
    after: int


class FeeLine(NamedTuple):
    """Customers of a segment have paid ``amount`` [cents] for a service: ``kind`` column of the tally's money."""

    time: float
    segment: int
    kind: int
    amount: int


class OnboardingBegan(NamedTuple):
    """A new customer is to be brought to first value, by the sessions of ``work``."""

    time: float
    account: int
    work: int


class OnboardingLate(NamedTuple):
    """The time in which a new customer should have come to first value is up."""

    time: float
    account: int
    work: int


class Onboarded(NamedTuple):
    """A new customer came to first value ``after`` [h] it had been won, ``in_time`` or after all."""

    time: float
    account: int
    work: int
    after: float
    in_time: bool
