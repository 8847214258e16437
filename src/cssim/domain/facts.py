"""Facts: what a run may record besides counters and money, one NamedTuple per kind, time first.

Which facts are kept is the recording level's choice; it never changes a number.
"""

from __future__ import annotations

from typing import NamedTuple


class RequestRaised(NamedTuple):
    """An account raised request ``work``; ``type`` index, ``stop`` code of the first stop (self-service included)."""

    time: float
    account: int
    work: int
    type: int
    stop: int
    misrouted: bool


class SlotDue(NamedTuple):
    """The slot ``work`` of a ``play`` (code of :mod:`cssim.dynamics.plays`) fell due."""

    time: float
    account: int
    work: int
    play: int


class WorkSubmitted(NamedTuple):
    """Work reached the desk of ``team``; ``owner`` seat or -1; ``urgency`` class, ``due`` [h] for the order."""

    time: float
    account: int
    work: int
    team: int
    owner: int
    urgency: int
    due: float


class WorkStarted(NamedTuple):
    """``seat`` of ``team`` began work after ``wait`` [h]; ``alone``: it will be closed without a transfer."""

    time: float
    account: int
    work: int
    team: int
    seat: int
    wait: float
    alone: bool


class WorkDone(NamedTuple):
    """``seat`` of ``team`` finished its part of the work; ``hours`` of clock time it took."""

    time: float
    account: int
    work: int
    team: int
    seat: int
    hours: float


class WorkExpired(NamedTuple):
    """A slot was not begun in time."""

    time: float
    account: int
    work: int
    team: int


class WorkAbandoned(NamedTuple):
    """The account left while its work was open; ``hours`` of clock time already spent on it."""

    time: float
    account: int
    work: int
    team: int
    hours: float


class WorkCovered(NamedTuple):
    """Work that waited for its owner goes to whoever is free in ``team``."""

    time: float
    account: int
    work: int
    team: int


class Transferred(NamedTuple):
    """A request left its first team for ``team``."""

    time: float
    account: int
    work: int
    team: int


class AnsweredWrong(NamedTuple):
    """A request got a wrong answer: from somebody of ``team``, or from the automated agent (-1)."""

    time: float
    account: int
    work: int
    team: int


class Posted(NamedTuple):
    """A cause moved a driver by ``amount`` [log-odds]; ``cause`` is the key of the work behind it."""

    time: float
    account: int
    driver: int
    amount: float
    cause: int


class ContractEnded(NamedTuple):
    """What becomes of a contract was settled: ``health`` h [log-odds], churn probability, ``arr`` at stake and expected
    losses [cents]. It takes effect when the contract ``ends`` [h].

    What an explanation needs beside them: ``segment`` index, ``years`` of exposure, the ``stocks`` of all drivers
    [log-odds] at that moment, (n_drivers,), 0 for one that cannot be felt, and what the ``year`` added to ``health``.
    Also ``expected_price`` [cents], what a price rise is expected to add, and ``expected_kept`` [cents, signed], the
    expected change of the account's ARR as far as it does not exceed its opening ARR.
    """

    time: float
    account: int
    health: float
    churn: float
    arr: int
    expected_churn: int
    expected_downsell: int
    renewed: bool
    segment: int
    years: float
    stocks: tuple[float, ...]
    year: float = 0.0
    ends: float = 0.0
    expected_price: int = 0
    expected_kept: int = 0


class PersonChanged(NamedTuple):
    """Something changed about the person in a ``seat`` of ``team``: ``change`` code of :mod:`cssim.domain.people`."""

    time: float
    team: int
    seat: int
    change: int


class OwnerChanged(NamedTuple):
    """Another person looks after an account: that in seat ``after`` instead of ``before``, the successor if they are
    the same; ``warm``: with a handover."""

    time: float
    account: int
    before: int
    after: int
    warm: bool


class Joined(NamedTuple):
    """A customer was won: ``segment`` index, ``key`` 63-bit identity, ``source`` code of the ledger, ``arr`` [cents].

    ``base`` [log-odds] is everything in its renewal index that is not a driver; its drivers rest at 0.
    """

    time: float
    account: int
    segment: int
    key: int
    source: int
    arr: int
    base: float


class CostLine(NamedTuple):
    """Pay of a team for the month that ends at ``time``: ``kind`` code of the tally's costs, ``amount`` [cents]."""

    time: float
    team: int
    kind: int
    amount: int


Fact = (
    RequestRaised
    | SlotDue
    | WorkSubmitted
    | WorkStarted
    | WorkDone
    | WorkExpired
    | WorkAbandoned
    | WorkCovered
    | Transferred
    | AnsweredWrong
    | Posted
    | ContractEnded
    | PersonChanged
    | OwnerChanged
    | Joined
    | CostLine
)
MONEY_FACTS = (ContractEnded, Joined, CostLine)
