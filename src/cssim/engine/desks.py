"""The desk of a team: where waiting work meets free people. It is the only queue in the house.

People are passive. Submitting or finishing work only makes sure that a START entry is pending at this instant
(rule P5); when it comes up, a free person takes the most urgent work he may do: of his own line (work of accounts
he owns) or of the team's common line.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush

import simpy

from cssim.domain.people import Person, Waiting
from cssim.domain.work import ABANDONED, DONE, EXPIRED, IN_SERVICE, WAITING, Work
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import COMPLETIONS, STARTS, Calendar
from cssim.engine.recorder import Recorder
from cssim.units import to_milli


class Desk:
    """The people of one team and the work that waits for them.

    ``begin`` is told of every start, and returns how long [h] the person will be busy with the work, which ends on the
    ``grid`` [h] if there is one.
    """

    __slots__ = ("_free", "_marked", "begin", "calendar", "common", "grid", "key", "open", "people", "recorder", "team")

    def __init__(
        self,
        calendar: Calendar,
        recorder: Recorder,
        team: int,
        key: int,
        people: list[Person],
        begin: Callable[[Work, Person], float],
        grid: float = 0.0,
    ) -> None:
        self.calendar = calendar
        self.recorder = recorder
        self.team = team
        self.key = key
        self.people = people
        self.begin = begin
        self.grid = grid
        self.common: Waiting = []
        self.open = 0
        self._free: list[tuple[float, int]] = [(person.since, person.seat) for person in people]
        self._marked = False

    def submit(self, work: Work) -> simpy.Event:
        """Put ``work`` in line; return the event that wakes its story when it is done or has expired."""
        work.state = WAITING
        work.served = self.calendar.event()
        self.open += 1
        self.recorder.submitted(work)
        place = (work.urgency, work.due, work.submitted, work.key, work)
        if work.owner >= 0:
            person = self.people[work.owner]
            heappush(person.line, place)
            if person.work is None:
                self._mark_person(person)
        else:
            heappush(self.common, place)
            self._mark()
        return work.served  # type: ignore[no-any-return]

    def expire(self, work: Work) -> None:
        """Take ``work`` out of the line if it still waits."""
        if work.state != WAITING:
            return
        work.state = EXPIRED
        self.open -= 1
        self.recorder.expired(self.calendar.now, work)
        work.served.succeed()

    def abandon(self, work: Work) -> None:
        """Drop ``work`` because its account has left; its story is not woken again."""
        now = self.calendar.now
        if work.state == IN_SERVICE:
            person = self.people[work.seat]
            since = person.since
            self.recorder.abandoned(now, work, since, self._release(person))
        else:
            self.recorder.abandoned(now, work, now, 0)
        work.state = ABANDONED
        self.open -= 1

    def close(self, end: float) -> None:
        """Count the time of everybody up to the ``end`` [h] of the run."""
        for person in self.people:
            spent = to_milli(end) - to_milli(person.since)
            if person.work is None:
                person.idle_milli += spent
            else:
                person.busy_milli += spent
                self.recorder.unfinished(end, person.work, spent)
            person.since = end

    def _mark(self) -> None:
        """Make sure that the common line is looked at, at this instant, if somebody is free."""
        self._drop_stale()
        if self._free and not self._marked:
            self._marked = True
            self.calendar.call(STARTS, self.key, self._start)

    def _mark_person(self, person: Person) -> None:
        """Make sure that a free person looks for work at this instant."""
        if not person.marked:
            person.marked = True
            self.calendar.call(STARTS, person.key, lambda _: self._start_person(person))

    def _start(self, _: simpy.Event) -> None:
        """Give the common line to free people, the longest idle first, then by seat."""
        self._marked = False
        while _first(self.common) is not None:
            self._drop_stale()
            if not self._free:
                return
            self._take(self.people[self._free[0][1]])

    def _start_person(self, person: Person) -> None:
        person.marked = False
        if person.work is None:
            self._take(person)

    def _take(self, person: Person) -> None:
        """Let a free person begin the most urgent work he may do, if there is any."""
        own, common = _first(person.line), _first(self.common)
        if own is None and common is None:
            return
        mine = common is None or (own is not None and own[:4] < common[:4])
        work = heappop(person.line if mine else self.common)[4]
        now = self.calendar.now
        person.idle_milli += to_milli(now) - to_milli(person.since)
        person.work, person.since = work, now
        work.state, work.seat, work.wait = IN_SERVICE, person.seat, now - work.submitted
        done = on_grid(now + self.begin(work, person), self.grid)
        entry = self.calendar.at(done, COMPLETIONS, work.key)
        entry.callbacks.append(lambda _: self._complete(work))

    def _complete(self, work: Work) -> None:
        """Finish ``work`` unless its account has left in the meantime, free the person and wake the story."""
        if work.state != IN_SERVICE:
            return
        person = self.people[work.seat]
        since = person.since
        self.recorder.done(self.calendar.now, work, person.seat, since, self._release(person))
        work.state = DONE
        self.open -= 1
        work.served.succeed()

    def _release(self, person: Person) -> int:
        """Free a person now; return the time spent on the work in hand [h/1000]."""
        now = self.calendar.now
        spent = to_milli(now) - to_milli(person.since)
        person.busy_milli += spent
        person.work, person.since = None, now
        heappush(self._free, (now, person.seat))
        if _first(person.line) is not None or _first(self.common) is not None:
            self._mark_person(person)
        return spent

    def _drop_stale(self) -> None:
        """Drop entries of people who have become busy, or idle anew, since they were listed as free."""
        free = self._free
        while free:
            since, seat = free[0]
            person = self.people[seat]
            if person.work is None and person.since == since:
                return
            heappop(free)


def _first(line: Waiting) -> tuple[int, float, float, int, Work] | None:
    """Return the head of a line, dropping work that expired or was abandoned while it waited."""
    while line:
        if line[0][4].state == WAITING:
            return line[0]
        heappop(line)
    return None
