"""The slot of a play: it falls due, is held when its CSM gets to it, or expires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import keys
from cssim.domain.accounts import Account
from cssim.domain.work import EXPIRED, Work, slot_type
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import ARRIVALS
from cssim.engine.held import held
from cssim.engine.ownership import team_of_play
from cssim.engine.uses import rank
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def held_or_expired(world: World, account: Account, play: int, n: int, patience: float) -> Story:
    """One slot, from due to done or expired; it expires when it has waited for its ``patience`` [h]."""
    work = slot(world, account, play, n)
    served = world.submit(work)
    expires = on_grid(world.now + patience, world.plan.clock.grid)
    world.at(expires, ARRIVALS, work.key).callbacks.append(lambda _: world.desks[work.team].expire(work))
    yield served
    world.close(work)
    if work.state != EXPIRED:
        held(world, work)


def slot(world: World, account: Account, play: int, n: int) -> Work:
    """Return the ``n``-th slot of a play of an account, which may be held from now on."""
    key = keys.stream_key(account.key, keys.SLOT_STREAMS + play)
    work = Work(account, keys.work_key(key, n), slot_type(play), world.now)
    law = world.play(account, play).play_work
    u = world.draws.uniform(Purpose.SLOT_WORK, key, n) if law.law != inverse.FIXED else 0.5
    work.hours = inverse.hours(*law, u)
    work.team = team_of_play(world, account, play)
    if work.team == world.csm_team(account):
        work.owner = account.owner
    rank(world, work)
    world.recorder.slot_due(work)
    return work
