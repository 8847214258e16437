"""The story of plays: slots fall due by cadence; renewal plays by the end of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import keys
from cssim.domain.accounts import Account, Stream
from cssim.dynamics import plays
from cssim.dynamics.cadence import interval_at
from cssim.dynamics.grid import on_grid
from cssim.dynamics.plays import N_PLAYS, RENEWAL
from cssim.engine.calendar import ARRIVALS
from cssim.engine.ownership import team_of_play
from cssim.engine.preparing import preparing
from cssim.engine.services import interval_sold
from cssim.engine.slots import held_or_expired
from cssim.engine.watching import looked_after
from cssim.plan.tables import NOBODY
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def begin_plays(world: World, account: Account, begin: float) -> None:
    """Begin an account's plays at ``begin`` [h]."""
    account.slots = [Stream(keys.stream_key(account.key, keys.SLOT_STREAMS + play), begin) for play in range(N_PLAYS)]
    play_from(world, account, begin)


def play_from(world: World, account: Account, begin: float) -> None:
    """Let those plays come from ``begin`` [h] on that are planned for an account's segment and do not come yet."""
    for play, stream in enumerate(account.slots):
        if is_planned(world, account, play) and not stream.running:
            stream.running, stream.due = True, begin
            story = preparing(world, account, stream) if play == RENEWAL else cadence(world, account, play, stream)
            world.tell(story)


def is_planned(world: World, account: Account, play: int) -> bool:
    """Return whether a play comes by the calendar for accounts of this segment."""
    row = world.play(account, play)
    return row.interval > 0.0 and row.again_after == 0.0 and world.csm_team(account) != NOBODY


def cadence(world: World, account: Account, play: int, stream: Stream) -> Story:
    """An account's slots of one play, one after another for as long as it is a customer.

    The first falls due at a drawn phase of the interval; each waits no longer than its segment allows. While nobody
    looks after the account there are none.
    """
    grid = world.plan.clock.grid
    phase = world.draws.uniform(Purpose.SLOT_PHASE, stream.key, 0)
    stream.due = on_grid(plays.first_slot(stream.due, phase, interval(world, account, play)), grid)
    while True:
        yield world.at(stream.due, ARRIVALS, stream.key)
        stream.running = account.lasts and is_planned(world, account, play)
        if not stream.running:
            return
        expiry, gap = world.play(account, play).expiry, interval(world, account, play)
        if account.live and looked_after(world, account):
            world.tell(held_or_expired(world, account, play, stream.n, expiry if expiry > 0.0 else gap))
            stream.n += 1
        stream.due = on_grid(stream.due + gap, grid)


def interval(world: World, account: Account, play: int) -> float:
    """Return the time [h] between two slots of a play, at the pace that the team which covers the account can keep now.

    What another team does comes as planned. Who has bought a success plan gets some of them more often.
    """
    planned, pace = world.play(account, play).interval, world.paces[account.segment]
    own = team_of_play(world, account, play) == world.csm_team(account)
    return interval_sold(world, account, play, interval_at(planned, pace) if pace != 1.0 and own else planned)
