"""The life of one account as a run tells it: facts and ledger lines in order, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from cssim.domain.facts import (
    AnsweredWrong,
    AskedBack,
    ChampionLeft,
    ContractEnded,
    DealClosed,
    DealMoved,
    Fact,
    Joined,
    Onboarded,
    OnboardingBegan,
    OnboardingLate,
    OwnerChanged,
    PitchMade,
    Posted,
    PotentialGrew,
    Rated,
    Referred,
    RequestRaised,
    Scored,
    SegmentChanged,
    SelfServed,
    SlotDue,
    SlotUsed,
    Transferred,
    WishSettled,
    WishShipped,
    WorkAbandoned,
    WorkCovered,
    WorkDone,
    WorkExpired,
    WorkStarted,
    WorkSubmitted,
)
from cssim.domain.ledger import KINDS, REASONS
from cssim.dynamics.drivers import NAMES
from cssim.dynamics.plays import PLAYS
from cssim.dynamics.routing import TO_AGENT, TO_SELF_SERVICE, TO_SPECIALIST
from cssim.dynamics.sentiment import health_score
from cssim.plan.labels import Labels
from cssim.plan.tables import REQUEST_TYPES
from cssim.reporting.numbers import hours, money, number, percent
from cssim.reporting.people import People
from cssim.reporting.words import plain
from cssim.results.run import Run
from cssim.units import CENTS, HOURS_PER_DAY

_REASONS: Final = {
    "use": "its commitment follows its use",
    "conversion": "a subscription in place of its perpetual license",
}
"""Reasons that are no causes of a loss."""
NOTICEABLE: Final = 0.02
"""Log-odds from which a post is told: about two parts in a hundred of the odds to go on."""


_REQUESTS: Final = {"how_to": "how-to question", "commercial": "commercial question"}
"""Types of requests that are not called by their key."""
_PLAYS: Final = {"check_in": "check-in", "qbr": "business review", "renewal": "renewal play", "save": "save play"}
"""Plays that are not called by their key."""


class Life(NamedTuple):
    """A run of a ``design`` with every fact, and what its people are called."""

    design: str
    run: Run
    labels: Labels
    people: People


class Event(NamedTuple):
    """Something that happened to the account at ``time`` [h], in words."""

    time: float
    text: str


def events_of(life: Life, account: int) -> list[Event]:
    """Return what happened to an account (index), in order; posts to its drivers stand with what caused them."""
    teller = _Teller(life)
    found: list[Event] = []
    for time, texts in _by_instant(life.run, account, teller):
        moved = teller.moved()
        if texts and moved:
            texts[-1] = f"{texts[-1]} ({moved})"
        elif moved:
            texts = [moved]
        found += [Event(time, text) for text in texts]
    return found


def reason_words(reason: str) -> str:
    """Return what the reason of a change says; of a loss chance decides, a cause only weighs most."""
    return _REASONS.get(reason) or f"largest share of causes: {plain(reason)}"


def _by_instant(run: Run, account: int, teller: _Teller) -> Iterator[tuple[float, list[str]]]:
    """Yield time and sentences of every instant; ledger lines follow the facts of theirs."""
    mine = run.ledger.account == account
    columns = (run.ledger.time, run.ledger.kind, run.ledger.reason, run.ledger.amount, run.ledger.after)
    lines = list(zip(*(column[mine].tolist() for column in columns), strict=True))
    facts = [fact for fact in run.facts if getattr(fact, "account", None) == account]
    at = {time: ([], []) for time in sorted({fact.time for fact in facts} | {line[0] for line in lines})}  # type: ignore[var-annotated]
    for fact in facts:
        at[fact.time][0].append(fact)
    for line in lines:
        at[line[0]][1].append(line)
    for time, (told, money_lines) in at.items():
        texts = [text for fact in told for text in teller.tell(fact)]
        yield time, [*texts, *(teller.line(*line[1:]) for line in money_lines)]


class _Teller:
    """Tells one fact after another; remembers what a piece of work is until it ends."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._names: dict[int, str] = {}
        self._plays: dict[int, str] = {}
        self._waits: dict[int, WorkStarted] = {}
        self._posted: dict[int, float] = {}
        self._words: Final[dict[type[Any], Callable[[Any], str]]] = {
            RequestRaised: self._raised,
            SlotDue: self._slot_due,
            WorkSubmitted: self._submitted,
            WorkStarted: self._started,
            WorkDone: self._done,
            WorkExpired: lambda fact: f"{self._name(fact.work)} not held in time: it expires",
            WorkAbandoned: lambda fact: f"{self._name(fact.work)} still open: dropped",
            Transferred: lambda fact: f"{self._name(fact.work)} handed on to {self._team(fact.team)}",
            WorkCovered: lambda fact: f"{self._name(fact.work)}: goes to whoever of {self._team(fact.team)} is free",
            AnsweredWrong: self._wrong,
            Rated: lambda fact: f"{self._name(fact.work)} rated {'4 or 5' if fact.satisfied else '3 or less'} of 5",
            WishSettled: lambda fact: "" if fact.captured else "its wish for the product is lost on the way",
            WishShipped: lambda _: "a release brings what it has asked for",
            ChampionLeft: lambda _: "somebody who stood up for us leaves the customer",
            OwnerChanged: lambda fact: f"gets another contact{', introduced by the last one' if fact.warm else ''}",
            PitchMade: self._pitched,
            DealMoved: self._moved_deal,
            DealClosed: lambda _: "",  # its line of the ledger says it
            Posted: self._moves,
            ContractEnded: self._contract,
            Scored: lambda _: "",  # every month another one; what follows from it is told
            SlotUsed: self._used,
            Referred: self._referred,
            SegmentChanged: lambda fact: f"is counted as {plain(self._life.labels.segments[fact.after])} from now on",
            AskedBack: lambda fact: f"is asked to come back{'' if fact.back else ', and does not'}",
            SelfServed: lambda _: "",  # its line of the ledger says it
            PotentialGrew: lambda _: "a new module of the product could be of use",
            OnboardingBegan: self._onboarding,
            OnboardingLate: lambda _: "has not come to first value in time",
            Onboarded: _first_value,
            Joined: lambda _: "",  # its line of the ledger says it
        }

    def tell(self, fact: Fact) -> list[str]:
        """Return the sentence of a fact, if it has one of its own."""
        words = self._words.get(type(fact))
        text = words(fact) if words is not None else _of_any_kind(fact)
        return [text] if text else []

    def moved(self) -> str:
        """Return what has moved noticeably since the last call, in log-odds."""
        moves = [
            f"{plain(NAMES[driver])} {number(amount, 2, signed=True)}"
            for driver, amount in self._posted.items()
            if abs(amount) >= NOTICEABLE
        ]
        self._posted.clear()
        return ", ".join(moves)

    def line(self, kind: int, reason: int, amount: int, after: int) -> str:
        """Return a line of the ledger in words."""
        currency = self._life.labels.currency
        why = f" ({reason_words(REASONS[reason])})" if reason else ""
        change = money(amount / CENTS, currency, "", signed=True)
        return f"{plain(KINDS[kind])} {change}{why}; ARR is {money(after / CENTS, currency, '')}"

    def _name(self, work: int) -> str:
        return self._names.get(work) or self._plays[work]

    def _team(self, team: int) -> str:
        return plain(self._life.labels.teams[team])

    def _raised(self, fact: RequestRaised) -> str:
        key = REQUEST_TYPES[fact.type]
        name = self._names[fact.work] = _REQUESTS.get(key) or plain(key)
        if fact.stop == TO_SELF_SERVICE:
            return f"asks: {name}; finds the answer itself"
        if fact.stop == TO_SPECIALIST:
            return f"asks: {name}, of a specialist, round the CSM"
        if fact.stop == TO_AGENT:
            return f"asks: {name}; an automated agent answers it"
        return f"asks: {name}{', misrouted' if fact.misrouted else ''}"

    def _slot_due(self, fact: SlotDue) -> str:
        key = PLAYS[fact.play]
        self._plays[fact.work] = _PLAYS.get(key) or plain(key)
        return ""

    def _used(self, fact: SlotUsed) -> str:
        before, key = self._name(fact.work), PLAYS[fact.play]
        self._plays[fact.work] = _PLAYS.get(key) or plain(key)
        return f"{before} used for something else: {self._name(fact.work)}"

    def _referred(self, fact: Referred) -> str:
        self._plays[fact.event] = "work with a referral"
        return f"tells somebody else of us{', whom CSM and sales both claim' if fact.disputed else ''}"

    def _onboarding(self, fact: OnboardingBegan) -> str:
        self._plays[fact.work] = "onboarding session"
        return ""

    def _submitted(self, fact: WorkSubmitted) -> str:
        if fact.work in self._names:
            return ""
        owner = f", for {self._life.people.called(fact.team, fact.owner)}" if fact.owner >= 0 else ""
        return f"{self._name(fact.work)} falls due{owner}"

    def _started(self, fact: WorkStarted) -> str:
        self._waits[fact.work] = fact
        return ""

    def _done(self, fact: WorkDone) -> str:
        started = self._waits.pop(fact.work)
        waited = f"after {hours(started.wait)} of waiting" if started.wait >= 0.05 else "at once"
        who = self._life.people.called(fact.team, fact.seat)
        if fact.work not in self._names:
            return f"{self._name(fact.work)} held by {who}, {waited}"
        verb = "answered" if started.alone else "looked at, not solved,"
        return f"{self._name(fact.work)} {verb} by {who}, {waited}"

    def _wrong(self, fact: AnsweredWrong) -> str:
        by = f"{self._team(fact.team)}, by a wrong person" if fact.team >= 0 else "an automated agent"
        return f"{self._name(fact.work)} answered wrong by {by}"

    def _moves(self, fact: Posted) -> str:
        self._posted[fact.driver] = self._posted.get(fact.driver, 0.0) + fact.amount
        return ""

    def _pitched(self, fact: PitchMade) -> str:
        size = money(fact.size / CENTS, self._life.labels.currency, "")
        return f"is asked to buy {size} more, says yes with {percent(fact.chance)}: {'yes' if fact.won else 'no'}"

    def _moved_deal(self, fact: DealMoved) -> str:
        if not fact.discount:
            return "what it was asked to buy is put off into the next period"
        given = money(fact.discount / CENTS, self._life.labels.currency, "")
        return f"what it was asked to buy is brought forward, for {given} less"

    def _contract(self, fact: ContractEnded) -> str:
        outcome = "goes on" if fact.renewed else "LEAVES"
        at_stake = money(fact.arr / CENTS, self._life.labels.currency, "")
        return (
            f"contract ends, {at_stake} at stake: health {health_score(fact.health):.0f} of 100, goes on with "
            f"{percent(1.0 - fact.churn)}: {outcome}"
        )


def _first_value(fact: Onboarded) -> str:
    late = "" if fact.in_time else ", after its time was up"
    return f"comes to first value {number(fact.after / HOURS_PER_DAY, 0)} working days after the contract{late}"


def _of_any_kind(fact: Fact) -> str:
    """Return a fact that has no sentence of its own by its name and its fields."""
    name = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in type(fact).__name__).strip()
    fields = (f"{plain(field)} {getattr(fact, field):g}" for field in fact._fields if field not in ("time", "account"))
    return f"{name} ({', '.join(fields)})"
