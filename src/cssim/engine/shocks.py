"""The story of a shock: it begins for the accounts it reaches, is felt while it lasts, and is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import keys
from cssim.domain.accounts import Account
from cssim.dynamics import outside
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import SHOCKS
from cssim.engine.champions import felt
from cssim.plan.tables import ShockRow
from cssim.sampling.streams import Purpose
from cssim.units import HOURS_PER_MONTH

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def begin_shocks(world: World, account: Account, begin: float) -> None:
    """Let an account wait for the shocks that will reach it from ``begin`` [h] on."""
    for row in world.plan.shocks:
        if row.segment == world.own_segment(account) and row.begin >= begin and reached(world, account, row):
            world.tell(shock(world, account, row))


def reached(world: World, account: Account, row: ShockRow) -> bool:
    """Return whether a shock reaches an account; who is reached by a smaller one is reached by a larger one too."""
    key = keys.work_key(row.key, account.key)
    return row.reach >= 1.0 or world.draws.uniform(Purpose.SHOCK_TARGET, key, 0) < row.reach


def shock(world: World, account: Account, row: ShockRow) -> Story:
    """One shock, as one account feels it from its beginning."""
    key = keys.work_key(row.key, account.key)
    yield world.at(row.begin, SHOCKS, key)
    if not account.live:
        return
    world.recorder.shock_began(world.now, account, row.number, key)
    if row.hit != 0.0:
        world.tell(hit(world, account, row, key))
    if row.hold != 0.0:
        felt(world, account, row.hold, row.shield, key)
        world.tell(hold(world, account, row, key))


def hit(world: World, account: Account, row: ShockRow, key: int) -> Story:
    """The one time at which a shock hits an account."""
    u = world.draws.uniform(Purpose.SHOCK_TIME, key, 0)
    time = on_grid(outside.moment_between(row.begin, row.end, u), world.plan.clock.grid)
    yield world.at(time, SHOCKS, keys.work_key(key, keys.SHOCK_HITS))
    if account.live:
        felt(world, account, row.hit, row.shield, key)


def hold(world: World, account: Account, row: ShockRow, key: int) -> Story:
    """What is felt as long as a shock lasts: every month as much is added as is forgotten in one."""
    time = row.begin + HOURS_PER_MONTH
    while time < row.end:
        yield world.at(time, SHOCKS, keys.work_key(key, keys.SHOCK_HOLDS))
        if not account.live:
            return
        felt(world, account, row.again, row.shield, key)
        time += HOURS_PER_MONTH


def chance_of_a_deal(world: World, account: Account, chance: float) -> float:
    """Return the chance of a pitch under the shocks that reach an account now."""
    for row in world.plan.shocks:
        if row.segment == world.own_segment(account) and row.deals != 1.0 and lasts(row, world.now):
            if reached(world, account, row):
                chance = outside.dampened(chance, row.deals)
    return chance


def is_won(world: World, segment: int, key: int) -> bool:
    """Return whether a customer that was to be won now is won under the shocks of its segment."""
    share = 1.0
    for row in world.plan.shocks:
        if row.segment == segment and row.wins != 1.0 and lasts(row, world.now):
            share = outside.dampened(share, row.wins)
    return share >= 1.0 or world.draws.happens(Purpose.WON_ALL_THE_SAME, share, key, 0)


def lasts(row: ShockRow, time: float) -> bool:
    """Return whether a shock goes on at ``time`` [h]."""
    return row.begin <= time < row.end


def due_under_shocks(world: World, account: Account, type_: int, last: float, due: float) -> float:
    """Return when [h] a request comes that would be ``due`` without shocks, the one before it having come at ``last``.

    From one beginning or end of a shock to the next, requests come at one pace.
    """
    begin = last
    while True:
        pace, until = pace_at(world, account, type_, begin)
        if until <= begin or (pace == 1.0 and due <= until):
            return due
        if pace != 1.0:
            due = outside.due_at_pace(begin, until, due, pace)
            if due <= until:
                return due
        begin = until


def pace_at(world: World, account: Account, type_: int, time: float) -> tuple[float, float]:
    """Return how fast requests of a type come from an account at ``time`` [h], and until when [h] nothing changes.

    A time that is not later means that nothing will change any more.
    """
    pace, until = 1.0, time
    for row in world.plan.shocks:
        if row.segment != world.own_segment(account) or row.paces[type_] == 1.0 or row.end <= time:
            continue
        if reached(world, account, row):
            change = row.end
            if row.begin <= time:
                pace = outside.faster(pace, row.paces[type_])
            else:
                change = row.begin
            if until == time or change < until:
                until = change
    return pace, until
