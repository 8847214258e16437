"""Lines of waiting work: what comes first."""

from __future__ import annotations

from heapq import heappop

from cssim.domain.people import Line, Place
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
