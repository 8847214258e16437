"""The story of champions: those who stand up for us inside a customer leave it, one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import keys
from cssim.domain.accounts import Account, Stream
from cssim.dynamics import outside
from cssim.dynamics.drivers import OUTSIDE, RELATIONSHIP
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import SHOCKS
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import HOURS_PER_YEAR

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def begin_champions(world: World, account: Account, begin: float) -> None:
    """Begin the story of an account's champions at ``begin`` [h], if any of them may leave."""
    if world.plan.outside.champion_rate > 0.0:
        stream = Stream(keys.stream_key(account.key, keys.CHAMPION_STREAM), begin)
        stream.due = next_leaves(world, stream)
        account.champions = stream
        world.tell(champions(world, account, stream))


def champions(world: World, account: Account, stream: Stream) -> Story:
    """An account's champions, one after another for as long as it is a customer."""
    while True:
        yield world.at(stream.due, SHOCKS, stream.key)
        if not account.lasts:
            return
        if account.live:
            champion_leaves(world, account, keys.work_key(stream.key, stream.n))
        stream.n += 1
        stream.due = next_leaves(world, stream)


def next_leaves(world: World, stream: Stream) -> float:
    """Return when [h] the next champion leaves, counted from when the last one did."""
    unit = inverse.exponential(world.draws.uniform(Purpose.CHAMPION_GAP, stream.key, stream.n))
    due = stream.due + outside.gap(unit, world.plan.outside.champion_rate, HOURS_PER_YEAR)
    return on_grid(due, world.plan.clock.grid)


def champion_leaves(world: World, account: Account, event: int) -> None:
    """Let an account feel that its champion has left."""
    row = world.plan.outside
    world.recorder.champion_left(world.now, account, event)
    felt(world, account, row.champion_amount, row.champion_shield, event)


def felt(world: World, account: Account, amount: float, shield: float, event: int) -> None:
    """Post ``amount`` [log-odds] to what comes from outside, less what a relationship keeps away."""
    if shield > 0.0:
        trust = account.stock(RELATIONSHIP, world.now, world.plan.drivers[RELATIONSHIP])
        amount = outside.shielded(amount, shield, trust, world.plan.effects.relationship_level)
    world.add(account, OUTSIDE, amount, event)
