"""Account: the live state of one customer. Reading computes and stores nothing; only a post writes (rule P3)."""

from __future__ import annotations

from cssim.domain.ledger import NO_REASON, NO_SOURCE
from cssim.dynamics import drivers, relationship
from cssim.dynamics.drivers import DriverRow
from cssim.dynamics.roadmap import TOPICS

FACES_REMEMBERED = 6
"""With how many people an account's contacts are remembered; whom it has ever met is kept apart."""

NEVER = -1e18
"""A time [h] before anything."""


UNDECIDED, GOES_ON, LEAVES = range(3)
"""What is known of the end of an account's contract."""
ACTIVE, PAUSED, GRACED = range(3)
"""How an account of a book stands at the start: PAUSED until its contract ends, or GRACED, its contract being over."""
SUBSCRIPTION, CONSUMPTION, MAINTENANCE, CONVERTED = range(4)
"""Types of contracts: what is charged; what has been committed to, whatever is used; the maintenance of a license that
has been bought for good; and a subscription in its stead, whose own terms begin when the present contract goes on."""
LIVE, BEGINNING, BEGINNING_LATE = range(3)
"""Whether an account has come to first value; it still may after its time for that is up, when it does no good."""
ENDLESS = float("inf")
"""A time [h] after everything."""


class Stream:
    """A row of recurring events of one account: its ``key``, the number ``n`` and the time ``due`` [h] of the next.

    ``running``: the next one is waited for.

    Of requests also who ``answered`` the last one (key of a CSM or specialist, -1: somebody else), and whether it was
    the same as the time before (``continued``).
    """

    __slots__ = ("answered", "continued", "due", "key", "n", "running")

    def __init__(self, key: int, due: float) -> None:
        self.key = key
        self.n = 0
        self.due = due
        self.running = False
        self.answered = -1
        self.continued = False


class Met:
    """A person the account has met: ``contacts`` that still counted at ``time`` [h]."""

    __slots__ = ("contacts", "person", "time")

    def __init__(self, person: int, contacts: float, time: float) -> None:
        self.person = person
        self.contacts = contacts
        self.time = time


class Account:
    """One customer, from the opening of the book, or from the day it is won, until it leaves.

    ``arr`` [cents]; ``base`` [log-odds] everything in the renewal index that is not a driver; ``demand`` factor on
    its request rates, of which ``known_factor`` is known; ``bypass`` share of its requests with which it goes round its
    CSM; ``values`` and ``posted_at`` the driver stocks and the times of their last posts;
    ``reviewed_at`` and ``pitched_at`` [h] its last business review and pitch;
    ``potential`` ARR and deals that are ``pending`` [cents];
    ``contract`` its type; a commitment was last set when ``used`` [log-odds] was its stock of adoption, and of ``base``
    ``intercept`` [log-odds] is due to a perpetual license;
    ``notice`` [h] how long before its end a contract is decided on, ``known`` what is known beforehand of its next end
    and ``signed`` [cents] the ARR from then on, -1 if it is not known; ``signs`` [h] when what becomes
    of the contract takes effect, at its end or a little later, ``decides`` [h] when it is settled whether it goes on,
    ``outcome`` what is known of that and ``why`` it does not, ``agreed`` [cents, signed] what then
    changes, of ledger kind ``agreed_kind``; ``rises`` [h] next contractual rise of the price;
    ``seen`` the keys of all people it has ever met, also of those whose contacts are forgotten.
    ``joined`` [h], 0 for the opening book; ``source`` code of where it came from, ``parent`` index of the customer that
    referred it, and its ``number`` among those of its month or parent. ``seat`` of the person in
    whose book it is, to which it adds its ``weight``; ``owner`` code of the line in which its work waits.
    ``waits``: it goes over to the new design when its contract has been renewed.
    ``wished`` how many of its wishes for the product are open, by topic. ``observed`` its health score [standard
    deviations] and what of it is ``error``; ``rescued_at`` [h] when a score last called for a rescue.
    ``stage`` whether it has come to first value, ``fits`` whether it fits the ideal
    customer profile. Its ARR has belonged to the segment it is ``heading`` for at ``crossed`` reviews in a row.
    A paused account ``resumes`` [h]; the contract of one that is ``graced`` ended before the start.
    It ``left`` [h] with ``lost`` [cents], and ``comes_back`` later.
    """

    __slots__ = (
        "agreed",
        "agreed_kind",
        "arr",
        "base",
        "bypass",
        "champions",
        "comes_back",
        "contract",
        "contract_end",
        "crossed",
        "decides",
        "demand",
        "error",
        "expected_loss",
        "fits",
        "graced",
        "heading",
        "index",
        "intercept",
        "joined",
        "key",
        "known",
        "known_factor",
        "left",
        "live",
        "lost",
        "met",
        "notice",
        "observed",
        "opening",
        "pending",
        "pitched_at",
        "outcome",
        "owner",
        "number",
        "parent",
        "posted_at",
        "potential",
        "reason",
        "rescued_at",
        "resumes",
        "reviewed_at",
        "requests",
        "rises",
        "score",
        "purchases",
        "slots",
        "seat",
        "seen",
        "segment",
        "signed",
        "signs",
        "source",
        "stage",
        "streams",
        "term",
        "touches",
        "transfers",
        "used",
        "values",
        "wait_milli",
        "waits",
        "weight",
        "why",
        "wished",
        "years",
    )

    def __init__(self, index: int, key: int, segment: int, arr: int) -> None:
        self.index = index
        self.key = key
        self.segment = segment
        self.arr = arr
        self.opening = arr
        self.base = 0.0
        self.demand = 1.0
        self.bypass = 0.0
        self.known_factor = 1.0
        self.owner = -1
        self.seat = -1
        self.weight = 0
        self.joined = 0.0
        self.stage = LIVE
        self.fits = False
        self.heading = segment
        self.crossed = 0
        self.slots: list[Stream] = []
        self.purchases: Stream | None = None
        self.touches: Stream | None = None
        self.source = NO_SOURCE
        self.parent = -1
        self.number = 0
        self.contract, self.used, self.intercept = SUBSCRIPTION, 0.0, 0.0
        self.term = 0.0
        self.years = 0.0
        self.contract_end = self.decides = self.signs = self.notice = self.resumes = 0.0
        self.graced = False
        self.known = UNDECIDED
        self.signed = -1
        self.rises = ENDLESS
        self.outcome = UNDECIDED
        self.why = NO_REASON
        self.agreed = 0
        self.agreed_kind = 0
        self.live = True
        self.lost = 0
        self.comes_back = False
        self.waits = False
        self.values: list[float] = []
        self.posted_at: list[float] = []
        self.met: list[Met] = []
        self.seen: set[int] = set()
        self.streams: list[Stream] = []
        self.champions: Stream | None = None
        self.wished = [0] * TOPICS
        self.reason = NO_REASON
        self.left = self.reviewed_at = self.pitched_at = self.rescued_at = NEVER
        self.observed = self.error = 0.0
        self.potential = 0
        self.pending = 0
        self.score = 0.0
        self.requests = 0
        self.transfers = 0
        self.wait_milli = 0
        self.expected_loss = 0

    @property
    def lasts(self) -> bool:
        """Whether it is a customer, or will be one again: what comes now and then does not stop meanwhile."""
        return self.live or self.comes_back

    @property
    def faces(self) -> int:
        """How many different people the account has met."""
        return len(self.seen)

    def stock(self, driver: int, time: float, row: DriverRow) -> float:
        """Return the stock of a driver [log-odds] at ``time`` [h]."""
        return drivers.value_at(self.values[driver], time - self.posted_at[driver], row.target, row.half_life)

    def post(self, driver: int, time: float, stock: float, amount: float) -> None:
        """Add ``amount`` [log-odds] to a driver whose ``stock`` [log-odds] at ``time`` [h] has been read."""
        self.values[driver] = stock + amount
        self.posted_at[driver] = time

    def contacts_with(self, person: int, time: float, half_life: float) -> float:
        """Return how many contacts with ``person`` (key) still count at ``time`` [h]."""
        for met in self.met:
            if met.person == person:
                return relationship.contacts_left(met.contacts, time - met.time, half_life)
        return 0.0

    def meet(self, person: int, time: float, half_life: float) -> bool:
        """Count one more contact with ``person``; return whether the account had never met them."""
        for met in self.met:
            if met.person == person:
                met.contacts = relationship.contacts_left(met.contacts, time - met.time, half_life) + 1.0
                met.time = time
                return False
        if len(self.met) == FACES_REMEMBERED:
            self.met.remove(
                min(
                    self.met,
                    key=lambda met: (
                        relationship.contacts_left(met.contacts, time - met.time, half_life),
                        met.time,
                        met.person,
                    ),
                )
            )
        self.met.append(Met(person, 1.0, time))
        new = person not in self.seen
        self.seen.add(person)
        return new
