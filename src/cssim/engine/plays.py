"""The story of a play: a slot falls due by cadence, is held when its CSM gets to it, or expires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import keys
from cssim.domain.accounts import Account, Stream
from cssim.domain.work import EXPIRED, Work, play_of, slot_type
from cssim.dynamics import plays
from cssim.dynamics.grid import on_grid
from cssim.dynamics.plays import N_PLAYS, QBR
from cssim.engine.calendar import ARRIVALS
from cssim.engine.contacts import contact, teach
from cssim.plan.tables import NOBODY, PlayRow
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def begin_plays(world: World, account: Account, begin: float) -> None:
    """Begin an account's plays at ``begin`` [h]: the first slot of each falls due at a drawn phase of its interval."""
    segment = world.plan.segments[account.segment]
    if segment.team == NOBODY:
        return
    for play in range(N_PLAYS):
        interval = segment.plays[play].interval
        if interval > 0.0:
            key = keys.stream_key(account.key, keys.SLOT_STREAMS + play)
            first = plays.first_slot(begin, world.draws.uniform(Purpose.SLOT_PHASE, key, 0), interval)
            account.slots[play] = Stream(key, on_grid(first, world.plan.clock.grid))
            world.tell(cadence(world, account, play))


def cadence(world: World, account: Account, play: int) -> Story:
    """An account's slots of one play, one after another for as long as it is a customer."""
    stream = account.slots[play]
    while stream is not None:
        yield world.at(stream.due, ARRIVALS, stream.key)
        if not account.live:
            return
        world.tell(held_or_expired(world, account, play, stream.n))
        stream.n += 1
        stream.due = on_grid(stream.due + play_row(world, account, play).interval, world.plan.clock.grid)


def held_or_expired(world: World, account: Account, play: int, n: int) -> Story:
    """One slot, from due to done or expired; it expires when it has waited as long as its segment allows."""
    work = slot(world, account, play, n)
    desk = world.desks[work.team]
    served = world.submit(work)
    expires = on_grid(world.now + play_row(world, account, play).expiry, world.plan.clock.grid)
    world.at(expires, ARRIVALS, work.key).callbacks.append(lambda _: desk.expire(work))
    yield served
    world.close(work)
    if work.state != EXPIRED:
        held(world, work)


def held(world: World, work: Work) -> None:
    """Let the play that a person has held do what it does."""
    account, play = work.account, play_of(work.type)
    contact(world, work, world.plan.effects.proactive_share)
    teach(world, work, play_row(world, account, play).teach_share, world.plan.teams[work.team].touch_quality)
    if play == QBR:
        account.reviewed_at = world.now


def slot(world: World, account: Account, play: int, n: int) -> Work:
    """Return the ``n``-th slot of a play of an account, which may be held from now on."""
    key = keys.stream_key(account.key, keys.SLOT_STREAMS + play)
    work = Work(account, keys.work_key(key, n), slot_type(play), world.now)
    law = play_row(world, account, play).play_work
    u = world.draws.uniform(Purpose.SLOT_WORK, key, n) if law.law != inverse.FIXED else 0.5
    work.hours = inverse.hours(*law, u)
    work.team = world.csm_team(account)
    work.owner = account.owner
    world.recorder.slot_due(work)
    return work


def play_row(world: World, account: Account, play: int) -> PlayRow:
    """Return what a play is for the segment of an account."""
    return world.plan.segments[account.segment].plays[play]
