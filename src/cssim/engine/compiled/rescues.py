"""Rescues: who is at risk, who may be rescued, and what it does; retells :mod:`cssim.engine.rescues`."""

from __future__ import annotations

from cssim.dynamics import plays
from cssim.dynamics.drivers import GONE_WRONG
from cssim.dynamics.plays import SAVE
from cssim.engine.compiled.health import add, stock
from cssim.engine.compiled.rows import World


def at_risk(w: World, i: int) -> bool:
    """Return whether the score of an account says that it is at risk."""
    run = w.run[0]
    return bool(run.score_kept == 1 and w.accounts[i].observed < run.score_risk)


def may_rescue(w: World, i: int) -> bool:
    """Return whether a score may call for a rescue: not if they go by cadence, nor if there has been one lately."""
    account = w.accounts[i]
    row = w.plays[account.segment, SAVE]
    if row.interval == 0.0 or row.again_after == 0.0:
        return False
    return bool(w.run[0].now - account.rescued_at >= row.again_after)


def rescue(w: World, k: int) -> None:
    """Take back a share of everything that a person can put right."""
    work = w.works[k]
    share = w.plays[w.accounts[work.account].segment, SAVE].rescue
    if share == 0.0:
        return
    for driver in GONE_WRONG:
        if w.run[0].felt[driver]:
            add(w, work.account, driver, plays.taken_back(stock(w, work.account, driver), share), work.key)
