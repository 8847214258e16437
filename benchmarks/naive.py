"""A naive SimPy telling of the same model: the yardstick of the engine's speed.

It is what one writes first with SimPy's own tools: a process per stream, per request and per slot of a play; a
``PriorityResource`` for every CSM with named accounts and one for every pool; ``AnyOf`` of a request and a timeout
for work that expires; relative timeouts; an interrupt for work whose customer leaves. Draws, formulas, what a
contact posts and what is counted are the engine's, so that a ratio between the two shows mechanics only. Ties
happen in SimPy's own order of scheduling, which is why totals may differ from the engine's by a little.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
import simpy

from cssim.domain import keys, ledger
from cssim.domain.accounts import Account, Stream
from cssim.domain.people import Person
from cssim.domain.settled import SettledBook
from cssim.domain.tally import Tally
from cssim.domain.work import ABANDONED, DONE, EXPIRED, IN_SERVICE, WAITING, Work
from cssim.dynamics import routing
from cssim.engine import accounts, answers, build, contacts, contracts, held, months, requests, routes, slots, surveys
from cssim.engine.demand import next_due
from cssim.engine.handling import begin_work
from cssim.engine.recorder import SUMMARY
from cssim.engine.world import World
from cssim.plan.tables import NOBODY, Plan
from cssim.sampling.streams import PERIOD_RUN, Purpose, Streams
from cssim.units import HOURS_PER_MONTH, to_milli

Process = Generator[simpy.Event, Any, None]


class NaiveWorld(World):
    """The live state of a run whose queues are SimPy resources."""

    __slots__ = ("env", "stories", "waiting_rooms")

    def __init__(self, plan: Plan, draws: Streams, begin: float, end: float, months: int, recording: int) -> None:
        super().__init__(plan, draws, begin, end, months, recording)
        self.env = self.calendar
        build.open_desks(self)
        self.waiting_rooms = [WaitingRooms(self, team) for team in range(len(plan.teams))]
        self.stories: dict[int, dict[int, simpy.Process]] = {}

    def tell(self, story: Process) -> None:  # noqa: D102
        self.env.process(story)


class WaitingRooms:
    """The queues of one team: one for every person with accounts of his own, or one for all."""

    def __init__(self, world: NaiveWorld, team: int) -> None:
        people = world.desks[team].people
        rows = [row for row in world.plan.accounts if world.plan.segments[row.segment].team == team]
        named = {row.owner != NOBODY for row in rows}
        if len(named) > 1:
            raise ValueError("the naive telling knows teams that are assigned or pooled, not both")
        groups = [[person] for person in people] if named == {True} else [people]
        self.queues = [simpy.PriorityResource(world.env, max(1, len(group))) for group in groups]
        self.free = [list(group) for group in groups]

    def of(self, work: Work) -> tuple[simpy.PriorityResource, list[Person]]:
        """Return the queue that work waits in and the people of it who are free, the longest idle first."""
        at = work.owner if work.owner != NOBODY else 0
        return self.queues[at], self.free[at]


def simulate(plan: Plan, opening: SettledBook, seed: int, run: int, recording: int = SUMMARY) -> Tally:
    """Simulate one run of one design naively; parameters as in :func:`cssim.engine.simulate.simulate`."""
    end = plan.clock.months * HOURS_PER_MONTH
    world = NaiveWorld(plan, Streams(seed, run, PERIOD_RUN), -plan.clock.warm_up, end, plan.clock.months, recording)
    build.populate(world, opening)
    for account in world.accounts:
        world.recorder.arr(0.0, account, ledger.OPENING, ledger.NO_REASON, account.arr)
        world.stories[account.index] = {}
        world.tell(live(world, account))
        begin_demand(world, account)
    world.tell(month_ends(world))
    world.env.run(until=end)
    months.close_month(world, plan.clock.months - 1)
    for desk in world.desks:
        desk.close(end)
    return world.recorder.tally.finish()


def begin_demand(world: NaiveWorld, account: Account) -> None:
    """Begin an account's requests and plays."""
    segment = world.plan.segments[account.segment]
    for type_, rate in enumerate(segment.rates):
        account.streams.append(Stream(keys.stream_key(account.key, type_), world.begin))
        if rate > 0.0:
            world.tell(asks(world, account, type_))
    for play, row in enumerate(segment.plays):
        if row.interval > 0.0:
            key = keys.stream_key(account.key, keys.SLOT_STREAMS + play)
            world.tell(cadence(world, account, play, Stream(key, world.begin)))


def asks(world: NaiveWorld, account: Account, type_: int) -> Process:
    """An account's stream of requests of one type."""
    stream = account.streams[type_]
    gap = next_due(world, account, type_, world.now) - world.now
    while True:
        yield world.env.timeout(gap)
        if not account.live:
            return
        begin_piece(world, account, request(world, account, type_, stream.n), stream.key, stream.n)
        stream.n += 1
        gap = next_due(world, account, type_, world.now) - world.now


def cadence(world: NaiveWorld, account: Account, play: int, stream: Stream) -> Process:
    """An account's slots of one play, one after another."""
    interval = world.play(account, play).interval
    phase = world.draws.uniform(Purpose.SLOT_PHASE, stream.key, 0)
    yield world.env.timeout(phase * interval)
    while account.live:
        begin_piece(world, account, slot(world, account, play, stream.n), stream.key, stream.n)
        stream.n += 1
        yield world.env.timeout(interval)


def begin_piece(world: NaiveWorld, account: Account, story: Process, stream: int, n: int) -> None:
    """Begin a request or a slot, and remember its process for the day its customer leaves."""
    world.stories[account.index][keys.work_key(stream, n)] = world.env.process(story)


def request(world: NaiveWorld, account: Account, type_: int, n: int) -> Process:
    """One request, from asked to answered."""
    work = requests.raise_request(world, account, type_, account.streams[type_].key, n)
    try:
        if routing.solved_at_once(work.stop):
            return
        yield from be_served(world, work)
        requests.be_served(world, work)
        passed_on = work.astray or not work.alone
        if passed_on:
            routes.pass_on(world, work)
            yield from be_served(world, work)
            if not work.warm:
                contacts.explain_twice(world, work)
            requests.be_served(world, work)
        answers.answer(world, work)
        surveys.rate_answer(world, work, passed_on)
        del world.stories[account.index][work.key]
    except simpy.Interrupt:
        return


def slot(world: NaiveWorld, account: Account, play: int, n: int) -> Process:
    """One slot, from due to done or expired."""
    work = slots.slot(world, account, play, n)
    try:
        row = world.play(account, play)
        yield from be_served(world, work, row.expiry if row.expiry > 0.0 else row.interval)
    except simpy.Interrupt:
        return
    del world.stories[account.index][work.key]
    if work.state == DONE:
        held.held(world, work)


def be_served(world: NaiveWorld, work: Work, patience: float | None = None) -> Process:
    """Wait for a person and be served; give up after ``patience`` [h]."""
    env = world.env
    work.submitted, work.state = env.now, WAITING
    world.recorder.submitted(work)
    queue, free = world.waiting_rooms[work.team].of(work)
    turn = queue.request(priority=(work.urgency, work.due, work.submitted, work.key))
    try:
        if patience is None:
            yield turn
        else:
            yield turn | env.timeout(patience)
        if turn.triggered:
            person = free.pop(0)
            yield env.timeout(begin(world, work, person))
            spent = release(world, person, free)
            world.recorder.done(env.now, work, person.seat, work.submitted + work.wait, spent)
            work.state = DONE
        else:
            work.state = EXPIRED
            world.recorder.expired(env.now, work)
    except simpy.Interrupt:
        held = work.state == IN_SERVICE
        spent = release(world, world.desks[work.team].people[work.seat], free) if held else 0
        world.recorder.abandoned(env.now, work, work.submitted + work.wait, spent)
        work.state = ABANDONED
        raise
    finally:
        if turn.triggered:
            queue.release(turn)
        else:
            turn.cancel()


def begin(world: NaiveWorld, work: Work, person: Person) -> float:
    """Let a free person begin work; return how long [h] it will take him."""
    now = world.env.now
    person.idle_milli += to_milli(now) - to_milli(person.since)
    person.work, person.since = work, now
    work.state, work.seat, work.wait = IN_SERVICE, person.seat, now - work.submitted
    return begin_work(world, work, person)


def release(world: NaiveWorld, person: Person, free: list[Person]) -> int:
    """Free a person; return the time spent on the work in hand [h/1000]."""
    now = world.env.now
    spent = to_milli(now) - to_milli(person.since)
    person.busy_milli += spent
    person.work, person.since = None, now
    free.append(person)
    return spent


def live(world: NaiveWorld, account: Account) -> Process:
    """An account's life as a customer."""
    key = keys.stream_key(account.key, keys.CONTRACT_STREAM)
    contracts.open_term(world, account, account.contract_end - account.term, account.joined)
    while account.live:
        yield world.env.timeout(contracts.next_step(account) - world.env.now)
        if contracts.goes_on_to(world, account, key):
            accounts.end(world, account, key)
    for story in list(world.stories[account.index].values()):
        if story.is_alive:
            story.interrupt()


def month_ends(world: NaiveWorld) -> Process:
    """The ends of all months but the last, which coincides with the end of the run."""
    for month in range(world.plan.clock.months - 1):
        yield world.env.timeout((month + 1) * HOURS_PER_MONTH - world.env.now)
        months.close_month(world, month)


def events(tally: Tally) -> int:
    """Return how many things happened in a run: work submitted, begun and ended, contracts ended."""
    return int(tally.work[..., :5].sum() + np.sum(tally.counts[..., [2, 4]]))
