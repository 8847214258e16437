"""Lines of waiting work: what comes first, and who is free for it."""

from __future__ import annotations

from heapq import heappop

from cssim.domain.people import Line, Person, Place
from cssim.domain.work import WAITING


def foremost(lines: list[Line]) -> Line | None:
    """Return the line whose head is the most urgent, None if nothing waits in any."""
    best, first = None, None
    for line in lines:
        head = head_of(line)
        if head is not None and (first is None or head < first):
            best, first = line, head
    return best


def head_of(line: Line) -> Place | None:
    """Return the head of a line, dropping work that no longer waits in it."""
    waiting = line.waiting
    while waiting:
        work = waiting[0][-1]
        if work.state == WAITING and work.owner == line.code and work.rank == waiting[0][1]:
            return waiting[0]
        heappop(waiting)
    return None


def longest_idle(line: Line, people: list[Person]) -> Person | None:
    """Return the free person of a shared line who has been idle longest, among equals the lowest seat.

    Entries of people who have become busy, or idle anew, since they were listed as free are dropped.
    """
    while line.free:
        since, seat = line.free[0]
        person = people[seat]
        if person.here and person.work is None and person.since == since:
            return person
        heappop(line.free)
    return None
