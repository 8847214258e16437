"""The story of renewal plays: one before every end of a contract, so long before it as the plan says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.accounts import Account, Stream
from cssim.dynamics import plays
from cssim.dynamics.drivers import READINESS
from cssim.dynamics.grid import on_grid
from cssim.dynamics.plays import RENEWAL
from cssim.engine.calendar import ARRIVALS
from cssim.engine.slots import held_or_expired
from cssim.engine.watching import looked_after
from cssim.plan.tables import NOBODY

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def preparing(world: World, account: Account, stream: Stream) -> Story:
    """An account's renewal plays, for as long as it is a customer.

    Terms may change while a play lies ahead: whether its time has come is asked again when it falls due.
    """
    grid = world.plan.clock.grid
    stream.due = on_grid(first_due(world, account, stream.due), grid)
    while True:
        yield world.at(stream.due, ARRIVALS, stream.key)
        row = world.play(account, RENEWAL)
        stream.running = account.lasts and row.interval > 0.0 and world.csm_team(account) != NOBODY
        if not stream.running:
            return
        end = plays.coming_end(account.contract_end - account.notice, account.term, world.now)
        if end - row.lead > world.now:
            stream.due = on_grid(end - row.lead, grid)
            continue
        if account.live and looked_after(world, account):
            world.tell(held_or_expired(world, account, RENEWAL, stream.n, min(row.expiry, end - world.now)))
            stream.n += 1
        stream.due = on_grid(max(end + account.term - row.lead, world.now + row.interval), grid)


def first_due(world: World, account: Account, begin: float) -> float:
    """Return when [h] the first renewal play falls due: at ``begin`` if its time has come and it has not been held."""
    lead = world.play(account, RENEWAL).lead
    end = plays.coming_end(account.contract_end - account.notice, account.term, begin)
    if end - lead < account.posted_at[READINESS] < begin:
        end += account.term
    return max(end - lead, begin)
