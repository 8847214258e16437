"""The story of a check-in: a slot falls due by cadence, is held when its CSM gets to it, or expires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import keys
from cssim.domain.accounts import Account
from cssim.domain.work import CHECK_IN, EXPIRED, Work
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import ARRIVALS
from cssim.engine.contacts import contact, teach
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def cadence(world: World, account: Account) -> Story:
    """An account's check-ins, one slot after another for as long as it is a customer."""
    stream = account.check_ins
    interval = world.plan.segments[account.segment].check_in_interval
    while stream is not None:
        yield world.at(stream.due, ARRIVALS, stream.key)
        if not account.live:
            return
        world.tell(check_in(world, account, stream.n))
        stream.n += 1
        stream.due = on_grid(stream.due + interval, world.plan.clock.grid)


def check_in(world: World, account: Account, n: int) -> Story:
    """One slot, from due to done or expired; it expires when it has waited as long as its segment allows."""
    work = slot(world, account, n)
    desk = world.desks[work.team]
    served = world.submit(work)
    expires = on_grid(world.now + world.plan.segments[account.segment].check_in_expiry, world.plan.clock.grid)
    world.at(expires, ARRIVALS, work.key).callbacks.append(lambda _: desk.expire(work))
    yield served
    world.close(work)
    if work.state == EXPIRED:
        return
    effects = world.plan.effects
    contact(world, work, effects.proactive_share)
    teach(world, work, effects.check_in_share, world.plan.teams[work.team].touch_quality)


def slot(world: World, account: Account, n: int) -> Work:
    """Return the ``n``-th check-in slot of an account, which may be held from now on."""
    segment = world.plan.segments[account.segment]
    key = keys.stream_key(account.key, keys.SLOT_STREAM)
    work = Work(account, keys.work_key(key, n), CHECK_IN, world.now)
    law = segment.check_in_work
    u = world.draws.uniform(Purpose.SLOT_WORK, key, n) if law.law != inverse.FIXED else 0.5
    work.hours = inverse.hours(*law, u)
    work.team = segment.team
    work.owner = account.owner
    world.recorder.slot_due(work)
    return work
