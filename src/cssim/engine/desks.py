"""The desk of a team: where waiting work meets free people. It is the only queue in the house.

Work waits in a line, and a line has people: one person (the own line), a group (a pod, a region), or the whole team
(the common line). People are passive. Submitting or finishing work only makes sure that a START entry is pending at
this instant (rule P5); when it comes up, a free person takes the most urgent work of all lines he serves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heapify, heappop, heappush

import simpy

from cssim.domain.people import AWAY, BACK, Goals, Line, Person
from cssim.domain.tally import COSTS
from cssim.domain.work import ABANDONED, DONE, EXPIRED, IN_SERVICE, WAITING, Work
from cssim.dynamics.grid import on_grid
from cssim.dynamics.routing import ANYONE
from cssim.engine.calendar import COMPLETIONS, STARTS, Calendar
from cssim.engine.lines import foremost, head_of, longest_idle
from cssim.engine.recorder import Recorder
from cssim.units import to_milli


class Desk:
    """The people of one team and the work that waits for them.

    ``begin`` is told of every start, and returns how long [h] the person will be busy with the work, which ends on the
    ``grid`` [h] if there is one; ``on_leaving`` of a person who leaves and has just finished what he had in hand.
    ``shared`` are the lines that several people serve, by code. ``post_hours`` [h] of full posts have been held since
    time 0, ``payroll_hours`` of them by people on the payroll, the others have cost ``contracts`` [cents]; so many
    posts were ``filled``, and so much [cents] ``paid`` by kind, ``severance`` due to people let go. ``staffed``:
    somebody has been here; the load has been too high for ``months_over`` months, and is read on from ``busy_read``
    and ``idle_read``. ``goals`` of its people.

    With a change of design ``earlier`` is what had been counted before it: post hours, posts filled, payroll hours,
    contracts; by it people of so many full posts were ``trained``.
    """

    __slots__ = (
        "begin", "busy_read", "calendar", "contracts", "earlier", "filled", "goals", "grid", "idle_read",
        "key", "months_over", "on_leaving", "open", "paid", "payroll_hours", "people", "post_hours",
        "recorder", "severance", "shared", "staffed", "team", "trained",
    )  # fmt: skip

    def __init__(
        self,
        calendar: Calendar,
        recorder: Recorder,
        team: int,
        key: int,
        people: list[Person],
        begin: Callable[[Work, Person], float],
        on_leaving: Callable[[Person], None],
        grid: float = 0.0,
    ) -> None:
        self.calendar = calendar
        self.recorder = recorder
        self.team = team
        self.key = key
        self.people = people
        self.begin = begin
        self.on_leaving = on_leaving
        self.grid = grid
        self.shared: dict[int, Line] = {}
        self.post_hours = 0.0
        self.payroll_hours = 0.0
        self.contracts = 0.0
        self.severance = 0
        self.filled = 0.0
        self.paid = [0] * len(COSTS)
        self.earlier = (0.0, 0.0, 0.0, 0.0)
        self.trained = 0.0
        self.open = 0
        self.staffed = not people or any(person.open for person in people)
        self.months_over = 0
        self.busy_read = 0
        self.idle_read = 0
        self.goals = Goals(len(people))
        self.share(ANYONE, key, range(len(people)))

    def share(self, code: int, key: int, seats: Sequence[int]) -> None:
        """Open a line that the people on these ``seats``, in order, serve together."""
        line = self.shared[code] = Line(code, key, 0)
        for seat in seats:
            line.size += self.people[seat].open
            self.people[seat].lines.append(line)
            line.free.append((self.people[seat].since, seat))

    def submit(self, work: Work) -> simpy.Event:
        """Put ``work`` in line; return the event that wakes its story when it is done or has expired."""
        work.owner = self._who_answers(work.owner)
        work.state = WAITING
        work.served = self.calendar.event()
        self.open += 1
        self.recorder.submitted(work)
        self._join(work)
        return work.served  # type: ignore[no-any-return]

    def expire(self, work: Work) -> None:
        """Take ``work`` out of the line if it still waits."""
        if work.state != WAITING:
            return
        self._line_of(work).queued -= to_milli(work.hours)
        work.state = EXPIRED
        self.open -= 1
        self.recorder.expired(self.calendar.now, work)
        work.served.succeed()

    def open_to_all(self, work: Work) -> None:
        """Let the whole team take ``work`` if it still waits where it did when this was planned; it keeps its place."""
        if work.state == WAITING and work.opens == self.calendar.now and work.owner != ANYONE:
            self._line_of(work).queued -= to_milli(work.hours)
            work.owner = ANYONE
            self.recorder.covered(self.calendar.now, work)
            self._join(work)

    def rejoin(self, work: Work) -> None:
        """Let waiting ``work`` take its new place in its line."""
        self._line_of(work).queued -= to_milli(work.hours)
        self._join(work)

    def move(self, work: Work, owner: int) -> None:
        """Put waiting ``work`` into the line of another ``owner`` of the team; it keeps its place."""
        owner = self._who_answers(owner)
        if owner != work.owner:
            self._line_of(work).queued -= to_milli(work.hours)
            work.owner = owner
            self._join(work)

    def hand_over(self, work: Work) -> None:
        """Take waiting ``work`` out of the line, because another team will do it."""
        line = self._line_of(work)
        line.queued -= to_milli(work.hours)
        line.waiting = [place for place in line.waiting if place[-1] is not work]
        heapify(line.waiting)
        self.open -= 1

    def take_over(self, work: Work, owner: int) -> None:
        """Put ``work`` that another team has handed over into the line of ``owner``; it keeps its place."""
        self.recorder.handed_over(self.calendar.now, work, work.team, self.team)
        work.team = self.team
        self.open += 1
        work.owner = self._who_answers(owner)
        self._join(work)

    def _who_answers(self, owner: int) -> int:
        """Return in which line work for an ``owner`` waits now: that of everybody while he is covered."""
        return ANYONE if owner >= 0 and self.people[owner].covered else owner

    def abandon(self, work: Work) -> None:
        """Drop ``work`` because its account has left; its story is not woken again."""
        now = self.calendar.now
        if work.state == IN_SERVICE:
            person = self.people[work.seat]
            since = person.since
            self.recorder.abandoned(now, work, since, self._release(person))
        else:
            self._line_of(work).queued -= to_milli(work.hours)
            self.recorder.abandoned(now, work, now, 0)
        work.state = ABANDONED
        self.open -= 1

    def close(self, end: float) -> None:
        """Count the time of everybody up to the ``end`` [h] of the run."""
        for person in self.people:
            spent = to_milli(end) - to_milli(person.since)
            if person.work is not None:
                person.busy_milli += spent
                self.recorder.unfinished(end, person.work, spent)
            elif person.here:
                person.idle_milli += spent
            else:
                person.away_milli += spent
            person.since = end

    def send_away(self, person: Person) -> None:
        """Let a person take no more work; he is away once he has finished what he has in hand."""
        person.here = False
        if person.work is None:
            person.idle_milli += to_milli(self.calendar.now) - to_milli(person.since)
            self._step_out(person)

    def cover(self, person: Person) -> None:
        """Let everybody do what waits for a person who is away, and what comes for him until he is back."""
        person.covered = True
        own = person.lines[0]
        while head_of(own) is not None:
            work = heappop(own.waiting)[-1]
            own.queued -= to_milli(work.hours)
            work.owner = ANYONE
            self.recorder.covered(self.calendar.now, work)
            self._join(work)

    def bring_back(self, person: Person) -> None:
        """Let a person take work again."""
        now = self.calendar.now
        person.here, person.covered = True, False
        if person.work is not None:
            return
        person.away_milli += to_milli(now) - to_milli(person.since)
        person.since = person.counted = now
        self.recorder.person(now, self.team, person.seat, BACK)
        self._become_free(person)

    def replace(self, person: Person) -> None:
        """Put a person into his seat, which is vacant; he takes over what has been counted there."""
        before = self.people[person.seat]
        person.away_milli = before.away_milli + to_milli(person.since) - to_milli(before.since)
        person.busy_milli = person.busy_read = before.busy_milli
        person.idle_milli = person.idle_read = before.idle_milli
        person.time_read = before.busy_milli + before.idle_milli
        person.lines += before.lines[1:]
        person.book = before.book
        self.people[person.seat] = person
        self._become_free(person)

    def grow(self, person: Person) -> None:
        """Reckon with somebody in a new post."""
        self.staffed = True
        for line in person.lines[1:]:
            line.size += 1

    def shrink(self, person: Person) -> None:
        """Reckon no longer with a post."""
        person.open = False
        # where nobody has ever been, nobody has been reckoned with
        for line in person.lines[1:] if person.n >= 0 else ():
            line.size -= 1

    def time_of(self, person: Person) -> tuple[int, int]:
        """Return busy and idle time of a seat up to now [h/1000]."""
        spent = to_milli(self.calendar.now) - to_milli(person.since)
        if person.work is not None:
            return person.busy_milli + spent, person.idle_milli
        return person.busy_milli, person.idle_milli + (spent if person.here else 0)

    def count_presence(self) -> None:
        """Count the hours of everybody who is present, up to now."""
        for person in self.people:
            if person.present:
                self._count_presence(person)

    def _join(self, work: Work) -> None:
        """Put waiting work into its line, and make sure that a free person who serves it looks, at this instant."""
        place = (work.urgency, work.rank, work.due, work.submitted, work.key, work)
        line = self._line_of(work)
        heappush(line.waiting, place)
        line.queued += to_milli(work.hours)
        if work.owner >= 0:
            person = self.people[work.owner]
            if person.here and person.work is None:
                self._mark_person(person)
        elif not line.marked and longest_idle(line, self.people) is not None:
            line.marked = True
            self.calendar.call(STARTS, line.key, lambda _: self._start(line))

    def _line_of(self, work: Work) -> Line:
        """Return the line that work waits in, or goes to."""
        return self.people[work.owner].lines[0] if work.owner >= 0 else self.shared[work.owner]

    def _mark_person(self, person: Person) -> None:
        """Make sure that a free person looks for work at this instant."""
        own = person.lines[0]
        if not own.marked:
            own.marked = True
            self.calendar.call(STARTS, person.key, lambda _: self._start_person(person))

    def _start(self, line: Line) -> None:
        """Give a line to its free people, the longest idle first, then by seat."""
        line.marked = False
        while head_of(line) is not None:
            person = longest_idle(line, self.people)
            if person is None:
                return
            self._take(person)

    def _start_person(self, person: Person) -> None:
        person.lines[0].marked = False
        if person.here and person.work is None:
            self._take(person)

    def _take(self, person: Person) -> None:
        """Let a free person begin the most urgent work he may do, if there is any."""
        line = foremost(person.lines)
        if line is None:
            return
        work = heappop(line.waiting)[-1]
        line.queued -= to_milli(work.hours)
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
        person.done += 1
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
        if person.here:
            self._become_free(person)
        else:
            self._step_out(person)
        if person.quit:
            self.on_leaving(person)
        return spent

    def _become_free(self, person: Person) -> None:
        """List a person as free since now; he looks for work if some waits that he may do."""
        for line in person.lines[1:]:
            heappush(line.free, (person.since, person.seat))
        if foremost(person.lines) is not None:
            self._mark_person(person)

    def _step_out(self, person: Person) -> None:
        """Let a person who has nothing in hand be away from now on."""
        person.since = self.calendar.now
        self._count_presence(person)
        self.recorder.person(person.since, self.team, person.seat, AWAY)

    def _count_presence(self, person: Person) -> None:
        self.recorder.present(self.team, person.counted, self.calendar.now)
        person.counted = self.calendar.now
