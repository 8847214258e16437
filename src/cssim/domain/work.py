"""Work: a request or the slot of a play, with everything its story needs after a wait (rule P10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cssim.dynamics.plays import N_PLAYS

if TYPE_CHECKING:
    from cssim.domain.accounts import Account

SLOT_URGENCY: Final = 1000
"""Plays come after every request."""
BEFORE_PLAYS: Final = 500
"""Urgency of what comes after every request and before every play: onboarding, referrals."""
ONBOARDING: Final = -1 - N_PLAYS
"""Type code of onboarding; those of plays lie between it and 0."""
REFERRAL: Final = ONBOARDING - 1
"""Type code of work with a referral."""

NEVER: Final = 1e300
"""A time [h] that does not come."""

RAISED: Final = 0
WAITING: Final = 1
IN_SERVICE: Final = 2
DONE: Final = 3
EXPIRED: Final = 4
ABANDONED: Final = 5


def slot_type(play: int) -> int:
    """Return the type code of the slot of a play: below 0; requests have their type's index."""
    return -1 - play


def play_of(type_: int) -> int:
    """Return the play of a type code below 0."""
    return -1 - type_


def is_slot(type_: int) -> bool:
    """Return whether work of this type is the slot of a play."""
    return ONBOARDING < type_ < 0


class Work:
    """One piece of work of one account.

    ``hours`` [h] of work whoever does it; ``difficulty`` in (0, 1), or FOR_OWNER; ``team`` whose desk has it and
    ``owner`` the code of its line there (a seat, -1: anyone, or a group); ``urgency``, ``rank``, ``due`` [h] and
    ``submitted`` [h] set its place in line; at ``opens`` [h], if ever, the whole team may take it if it still waits;
    ``alone``: the person in charge closes it without a transfer; ``warm``: he tells the next person what it is about;
    ``astray``: it has come to a wrong person; ``cost`` [log-odds] what raising it took from the service driver at
    ``raised`` [h]; ``wait`` [h] and ``seat`` of its last start; ``served`` the event its story waits for. A pitch is
    for ``worth`` [cents] with ``chance``, and ``won`` or not; the deal ``closes`` [h] later, and ``converts`` a
    perpetual license or not. Of an onboarding so many ``sessions`` are still to be held.
    """

    __slots__ = (
        "account",
        "alone",
        "astray",
        "chance",
        "closes",
        "converts",
        "cost",
        "difficulty",
        "due",
        "hours",
        "key",
        "opens",
        "owner",
        "seat",
        "raised",
        "rank",
        "served",
        "sessions",
        "worth",
        "state",
        "stop",
        "submitted",
        "team",
        "type",
        "urgency",
        "wait",
        "warm",
        "won",
    )

    def __init__(self, account: Account, key: int, type_: int, raised: float) -> None:
        self.account = account
        self.key = key
        self.type = type_
        self.raised = raised
        self.hours = 0.0
        self.difficulty = 0.0
        self.stop = 0
        self.team = -1
        self.owner = -1
        self.urgency = SLOT_URGENCY
        self.rank = 0.0
        self.due = raised
        self.submitted = raised
        self.opens = NEVER
        self.wait = 0.0
        self.alone = True
        self.warm = False
        self.astray = False
        self.cost = 0.0
        self.state = RAISED
        self.seat = -1
        self.served: Any = None
        self.worth = 0
        self.chance = 0.0
        self.closes = NEVER
        self.won = False
        self.converts = False
        self.sessions = 0
