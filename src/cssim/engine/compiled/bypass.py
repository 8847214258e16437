"""How an account learns to go round its CSM, and learns better; retells :mod:`cssim.engine.bypass`."""

from __future__ import annotations

from cssim.dynamics import routing
from cssim.engine.compiled.rows import World


def passed_on(w: World, i: int) -> None:
    """Let a transfer teach an account to go straight to a specialist the next time."""
    growth = w.run[0].bypass_growth
    if growth > 0.0:
        w.accounts[i].bypass = routing.more_bypassing(w.accounts[i].bypass, growth)


def gone_astray(w: World, i: int) -> None:
    """Let an account learn better that went round its CSM and came to a wrong person."""
    growth = w.run[0].bypass_growth
    if growth > 0.0:
        w.accounts[i].bypass = routing.less_bypassing(w.accounts[i].bypass, growth)


def answered(w: World, k: int) -> None:
    """Let an account learn better from an answer that its CSM gave alone, or for which it waited in going round him."""
    growth, work = w.run[0].bypass_growth, w.works[k]
    if growth == 0.0:
        return
    account = w.accounts[work.account]
    late = work.wait > w.teams[work.team].promise
    if routing.teaches_better(work.stop, work.team == w.segments[account.segment].team, late):
        account.bypass = routing.less_bypassing(account.bypass, growth)
