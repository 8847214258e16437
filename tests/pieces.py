"""Pieces of work as the facts of a run tell them: from line to person to end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cssim.domain.facts import Fact, WorkAbandoned, WorkCovered, WorkDone, WorkExpired, WorkStarted, WorkSubmitted
from cssim.domain.work import BEFORE_PLAYS, SLOT_URGENCY

NEVER = float("inf")
OPEN = "open"


@dataclass
class Piece:
    """One stay of one piece of work at one desk; ``ended`` is ``NEVER`` and ``outcome`` open if it did not end.

    From ``covered`` [h] on it did not wait for its owner any longer.
    """

    account: int
    work: int
    team: int
    owner: int
    urgency: int
    due: float
    submitted: float
    started: float = NEVER
    seat: int = -1
    wait: float = 0.0
    ended: float = NEVER
    outcome: str = OPEN
    hours: float = 0.0
    covered: float = NEVER

    @property
    def is_slot(self) -> bool:
        return self.urgency == SLOT_URGENCY

    @property
    def is_request(self) -> bool:
        return self.urgency < BEFORE_PLAYS

    @property
    def left_line(self) -> float:
        """When [h] it stopped waiting."""
        return min(self.started, self.ended)

    @property
    def place(self) -> tuple[int, float, float, int]:
        """Its place in line: lower is served first."""
        return (self.urgency, self.due, self.submitted, self.work)


OUTCOMES = {WorkDone: "done", WorkExpired: "expired", WorkAbandoned: "abandoned"}


def pieces_of(facts: Iterable[Fact]) -> list[Piece]:
    """Return every piece in the order of submission; a transferred request is two."""
    found: list[Piece] = []
    latest: dict[int, Piece] = {}
    for fact in facts:
        if isinstance(fact, WorkSubmitted):
            latest[fact.work] = Piece(fact.account, fact.work, fact.team, fact.owner, fact.urgency, fact.due, fact.time)
            found.append(latest[fact.work])
        elif isinstance(fact, WorkStarted):
            piece = latest[fact.work]
            piece.started, piece.seat, piece.wait = fact.time, fact.seat, fact.wait
        elif isinstance(fact, WorkCovered):
            latest[fact.work].covered = fact.time
        elif isinstance(fact, WorkDone | WorkExpired | WorkAbandoned):
            piece = latest[fact.work]
            assert piece.outcome == OPEN, "a piece of work ends once"
            piece.ended, piece.outcome = fact.time, OUTCOMES[type(fact)]
            piece.hours = 0.0 if isinstance(fact, WorkExpired) else fact.hours
    return found
