"""How an account learns to go round its CSM, and learns better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.accounts import Account
from cssim.domain.work import Work
from cssim.dynamics import routing

if TYPE_CHECKING:
    from cssim.engine.world import World


def passed_on(world: World, account: Account) -> None:
    """Let a transfer teach an account to go straight to a specialist the next time."""
    growth = world.plan.routing.bypass_growth
    if growth > 0.0:
        account.bypass = routing.more_bypassing(account.bypass, growth)


def gone_astray(world: World, account: Account) -> None:
    """Let an account learn better that went round its CSM and came to a wrong person."""
    growth = world.plan.routing.bypass_growth
    if growth > 0.0:
        account.bypass = routing.less_bypassing(account.bypass, growth)


def answered(world: World, work: Work) -> None:
    """Let an account learn better from an answer that its CSM gave alone, or for which it waited in going round him."""
    growth = world.plan.routing.bypass_growth
    if growth == 0.0:
        return
    late = work.wait > world.plan.teams[work.team].promise
    if routing.teaches_better(work.stop, work.team == world.csm_team(work.account), late):
        work.account.bypass = routing.less_bypassing(work.account.bypass, growth)
