"""Person: who sits in a seat of a team, and what he is doing; Line: work that waits, and who may do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cssim.dynamics.books import N_BALANCES

if TYPE_CHECKING:
    from cssim.domain.work import Work

Place = tuple[int, float, float, float, int, "Work"]
"""The place of work in line: (urgency, rank, due, submitted, key, work), the lowest first (rule P6)."""


class Line:
    """Work that waits for one of the people who may do it: one person, a group, or the whole team.

    ``code`` names it (see :mod:`cssim.dynamics.routing`), ``key`` its place among simultaneous starts; ``waiting`` is
    a heap; ``free`` holds (since [h], seat) of its free people, some of it out of date; ``marked``: a START entry is
    pending. ``size`` people serve it; ``queued`` is the work that waits in it [h/1000].
    """

    __slots__ = ("code", "free", "key", "marked", "queued", "size", "waiting")

    def __init__(self, code: int, key: int, size: int) -> None:
        self.code = code
        self.key = key
        self.waiting: list[Place] = []
        self.free: list[tuple[float, int]] = []
        self.marked = False
        self.size = size
        self.queued = 0


class Target:
    """What counts for the goals of one seat, or of nobody's accounts, in a period: ``attained`` [cents] of the ``goal``
    [cents], set by the ``arr`` [cents] at its beginning; and at its end the ``scores`` of so many ``customers``."""

    __slots__ = ("arr", "attained", "customers", "goal", "scores")

    def __init__(self) -> None:
        self.attained = 0
        self.goal = 0.0
        self.arr = 0
        self.scores = 0.0
        self.customers = 0


class Goals:
    """What a team has to reach, if it has goals: the ``targets`` of its seats, that of nobody's accounts last, for the
    period that has ``begun`` [h] and ``ends`` [h] (0: none has), in which money has this ``weight``. So much
    variable pay [cents] has been ``earned``, where it would be ``at_target``."""

    __slots__ = ("at_target", "begun", "earned", "ends", "targets", "weight")

    def __init__(self, seats: int) -> None:
        self.targets = [Target() for _ in range(seats + 1)]
        self.begun = 0.0
        self.ends = 0.0
        self.weight = 0.0
        self.earned = 0
        self.at_target = 0


AWAY: Final = 0
BACK: Final = 1
LEFT: Final = 2
JOINED: Final = 3
OPENED: Final = 4
WENT: Final = 5
CAME: Final = 6
CHANGES: Final = (
    "away", "back", "left", "joined", "post opened", "went to another team", "came from another team",
)  # fmt: skip
"""What may change about a person."""


class Person:
    """Somebody who works: passive, the desk hands over work (rule P7).

    ``n`` which occupant of his ``seat`` he is, and ``share`` of a full post it is; ``skill`` pace and effect of
    touches, 1 for the usual person; ``availability`` work hours for customers that a present hour of his yields;
    ``lines`` this person serves, the first of which is the own one; ``book`` sums of the weights of the accounts owned,
    by what books are evened out by; ``work`` in hand; ``since`` [h] when the present work, idleness or absence began;
    ``busy_milli``, ``idle_milli`` and ``away_milli`` of all who had the seat add up to the time of the run; ``counted``
    [h] up to when his presence has been counted, ``paid`` [h] up to when his post; ``here``: he may take work;
    ``covered``: colleagues do his; ``leaving``: he has decided to go, ``quit``: he goes as soon as nothing is in hand,
    ``gone``: the seat is vacant; ``open``: there is a post, be it vacant;
    ``closes``: it goes with him; ``on_leave``: he is away for longer than a vacation; ``day_rate`` [cents] of a
    contractor, below 0 of anybody else.

    ``ramped`` [h] when he works, or has worked, at his usual pace, after a ``ramp`` of so many hours; ``left`` of
    his threshold of leaving; ``load`` he feels, and what of his busy and idle time it has been read from; ``done``
    pieces of work, ``done_read`` of them and ``time_read`` [h/1000] of his presence at the last review; since then he
    has ``attained`` so much in so many ``periods``, added up.

    A change of design: ``able`` share of questions he closes alone at most; ``sent``: it is the new design that
    lets him go, to (team, seat) ``goes_to`` or for good.
    """

    __slots__ = (
        "able", "attained", "availability", "away_milli", "book", "busy_milli", "busy_read", "closes",
        "counted", "covered", "day_rate", "done", "done_read", "goes_to", "gone", "here", "idle_milli",
        "idle_read", "key", "leaving", "left", "lines", "load", "n", "on_leave", "open", "paid", "periods",
        "quit", "ramp", "ramped", "seat", "sent", "share", "since", "skill", "time_read", "work",
    )  # fmt: skip

    def __init__(self, seat: int, n: int, key: int, availability: float, share: float, since: float) -> None:
        self.seat = seat
        self.n = n
        self.key = key
        self.share = share
        self.skill = 1.0
        self.availability = availability
        self.book = [0] * N_BALANCES
        self.lines = [Line(seat, key, 1)]
        self.work: Work | None = None
        self.since = since
        self.counted = since
        self.paid = max(0.0, since)
        self.busy_milli = 0
        self.idle_milli = 0
        self.away_milli = 0
        self.here = True
        self.covered = False
        self.leaving = False
        self.quit = False
        self.gone = False
        self.open = True
        self.closes = False
        self.on_leave = False
        self.day_rate = -1
        self.done = 0
        self.done_read = 0
        self.time_read = 0
        self.attained = 0.0
        self.periods = 0
        self.ramped = since
        self.ramp = 0.0
        self.able = 1.0
        self.sent = False
        self.goes_to: tuple[int, int] | None = None
        self.left = 0.0
        self.load = 0.0
        self.busy_read = 0
        self.idle_read = 0

    def is_to_come(self) -> None:
        """Let this be nobody yet: the place of the first who will hold a post that has not been opened."""
        self.here = self.open = False
        self.covered = self.quit = self.gone = True

    @property
    def present(self) -> bool:
        """Whether he is at work: who is to be away finishes first what he has in hand."""
        return self.here or self.work is not None

    def stays(self) -> bool:
        """Whether he is still to be reckoned with tomorrow."""
        return not self.quit
