"""What a rescue does: it takes back some of what has gone wrong; retells :mod:`cssim.engine.rescues`."""

from __future__ import annotations

from cssim.dynamics import plays
from cssim.dynamics.plays import SAVE
from cssim.engine.compiled.health import add, stock
from cssim.engine.compiled.rows import World
from cssim.engine.rescues import GONE_WRONG


def rescue(w: World, k: int) -> None:
    """Take back a share of everything that a person can put right."""
    work = w.works[k]
    share = w.plays[w.accounts[work.account].segment, SAVE].rescue
    if share == 0.0:
        return
    for driver in GONE_WRONG:
        add(w, work.account, driver, plays.taken_back(stock(w, work.account, driver), share), work.key)
