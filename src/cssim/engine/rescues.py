"""Rescues: who is at risk, who may be rescued, and what it does: it takes back some of what has gone wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.accounts import Account
from cssim.domain.work import Work
from cssim.dynamics import plays
from cssim.dynamics.drivers import GONE_WRONG
from cssim.dynamics.plays import SAVE

if TYPE_CHECKING:
    from cssim.engine.world import World


def at_risk(world: World, account: Account) -> bool:
    """Return whether the score of an account says that it is at risk."""
    row = world.plan.score
    return row.score_kept == 1 and account.observed < row.score_risk


def may_rescue(world: World, account: Account) -> bool:
    """Return whether a score may call for a rescue: not if they go by cadence, nor if there has been one lately."""
    row = world.play(account, SAVE)
    if row.interval == 0.0 or row.again_after == 0.0:
        return False
    return world.now - account.rescued_at >= row.again_after


def rescue(world: World, work: Work) -> None:
    """Take back a share of everything that a person can put right."""
    account, share = work.account, world.play(work.account, SAVE).rescue
    if share == 0.0:
        return
    for driver in GONE_WRONG:
        if driver in world.felt:
            stock = account.stock(driver, world.now, world.plan.drivers[driver])
            world.add(account, driver, plays.taken_back(stock, share), work.key)
