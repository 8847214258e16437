"""Facts: what a run may record besides counters and money, one NamedTuple per kind, time first.

Which facts are kept is the recording level's choice; it never changes a number.
"""

from __future__ import annotations

from typing import NamedTuple

from cssim.domain.customer_facts import AskedBack as AskedBack
from cssim.domain.customer_facts import FeeLine as FeeLine
from cssim.domain.customer_facts import Joined as Joined
from cssim.domain.customer_facts import Onboarded as Onboarded
from cssim.domain.customer_facts import OnboardingBegan as OnboardingBegan
from cssim.domain.customer_facts import OnboardingLate as OnboardingLate
from cssim.domain.customer_facts import PotentialGrew as PotentialGrew
from cssim.domain.customer_facts import Referred as Referred
from cssim.domain.customer_facts import SegmentChanged as SegmentChanged
from cssim.domain.customer_facts import SelfServed as SelfServed
from cssim.domain.incentive_facts import DealMoved as DealMoved
from cssim.domain.incentive_facts import GoalAttained as GoalAttained
from cssim.domain.incentive_facts import Scored as Scored
from cssim.domain.incentive_facts import SlotUsed as SlotUsed


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


class WorkHandedOver(NamedTuple):
    """Work that waits goes from one team to another, because its account does."""

    time: float
    account: int
    work: int
    before: int
    after: int


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


class ChampionLeft(NamedTuple):
    """Somebody who stood up for us left the account; ``event`` is the cause of what that posts."""

    time: float
    account: int
    event: int


class DigitalTouch(NamedTuple):
    """The digital programme reached the account; ``event`` is the cause of what that posts."""

    time: float
    account: int
    event: int


class ShockBegan(NamedTuple):
    """A shock reached the account: ``shock`` its number, ``event`` the cause of what it posts."""

    time: float
    account: int
    shock: int
    event: int


class WishSettled(NamedTuple):
    """It is settled what became of the wish that request ``work`` was: ``captured`` (gathered) or lost."""

    time: float
    account: int
    work: int
    topic: int
    captured: bool


class WishShipped(NamedTuple):
    """A release gave the account what ``wishes`` of its requests had asked for."""

    time: float
    account: int
    topic: int
    wishes: int


class Rated(NamedTuple):
    """The account rated the answer to request ``work``; ``satisfied``: with 4 or 5 of 5."""

    time: float
    account: int
    work: int
    satisfied: bool


class ContractEnded(NamedTuple):
    """What becomes of a contract was settled: ``health`` h [log-odds], churn probability, ``arr`` at stake and expected
    losses [cents]. It takes effect when the contract ``ends`` [h].

    What an explanation needs beside them: ``key`` of the account, the same in every design, ``segment`` index,
    ``years`` of exposure, the ``stocks`` of all drivers [log-odds] at that moment, (n_drivers,), 0 for one that cannot
    be felt, and what the ``year`` added to ``health``.
    Also ``expected_rise`` [cents], what a higher price is expected to add, or, ``bought``, what has been signed or what
    will be committed to, and ``expected_kept`` [cents, signed], the expected change of the account's ARR as far as it
    does not exceed its opening ARR.
    """

    time: float
    account: int
    health: float
    churn: float
    arr: int
    expected_churn: int
    expected_downsell: int
    renewed: bool
    key: int
    segment: int
    years: float
    stocks: tuple[float, ...]
    year: float = 0.0
    ends: float = 0.0
    expected_rise: int = 0
    expected_kept: int = 0
    bought: bool = False


class PersonChanged(NamedTuple):
    """Something changed about the person in a ``seat`` of ``team``: ``change`` code of :mod:`cssim.domain.people`."""

    time: float
    team: int
    seat: int
    change: int


class OwnerChanged(NamedTuple):
    """In seat ``after``, not ``before``, or its successor, is who looks after an account now; ``warm``: handed over."""

    time: float
    account: int
    before: int
    after: int
    warm: bool


class PitchMade(NamedTuple):
    """An account was asked to buy ``size`` [cents] more, ``won`` with probability ``chance``; the deal closes later."""

    time: float
    account: int
    work: int
    size: int
    chance: float
    won: bool


class DealClosed(NamedTuple):
    """The deal of the pitch ``work``, of ``size``, with what was ``expected`` of it and the part of that which is
    ``kept``, as it makes up for ARR lost since the start [cents]."""

    time: float
    account: int
    work: int
    size: int
    expected: int
    kept: int
    won: bool


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
    | WorkHandedOver
    | Transferred
    | AnsweredWrong
    | Posted
    | ChampionLeft
    | DigitalTouch
    | ShockBegan
    | WishSettled
    | WishShipped
    | Rated
    | Scored
    | SlotUsed
    | GoalAttained
    | ContractEnded
    | PersonChanged
    | OwnerChanged
    | Joined
    | Referred
    | SelfServed
    | AskedBack
    | SegmentChanged
    | PotentialGrew
    | OnboardingBegan
    | OnboardingLate
    | Onboarded
    | PitchMade
    | DealClosed
    | DealMoved
    | CostLine
    | FeeLine
)
MONEY_FACTS = (ContractEnded, Joined, DealClosed, SelfServed, AskedBack, CostLine, FeeLine)
