"""Person: one seat of a team and what it is doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cssim.domain.work import Work

Waiting = list[tuple[int, float, float, int, "Work"]]
"""A line of waiting work as a heap of (urgency, due, submitted, key, work): rule P6."""


class Person:
    """Somebody who works: passive, the desk hands over work (rule P7).

    ``availability`` share of a present hour that goes to customers; ``line`` work only this person may do;
    ``work`` in hand; ``since`` [h] when the present work, or the present idleness, began; ``busy_milli`` and
    ``idle_milli`` add up to the time present; ``marked``: a START entry is pending.
    """

    __slots__ = ("availability", "busy_milli", "idle_milli", "key", "line", "marked", "seat", "since", "work")

    def __init__(self, seat: int, key: int, availability: float, since: float) -> None:
        self.seat = seat
        self.key = key
        self.availability = availability
        self.line: Waiting = []
        self.work: Work | None = None
        self.since = since
        self.busy_milli = 0
        self.idle_milli = 0
        self.marked = False
