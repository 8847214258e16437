"""What teams have to bring that own renewals or what is commercial; retells :mod:`cssim.engine.sellers`."""

from __future__ import annotations

from cssim.domain.accounts import NEVER
from cssim.dynamics import incentives
from cssim.engine.compiled.rows import World
from cssim.plan.tables import NOBODY
from cssim.units import HOURS_PER_YEAR


def set_seller_goal(w: World, t: int) -> None:
    """Set the goal of sellers for the period that begins: growth where they sell, and most of what ends renewed."""
    team, arr, due = w.teams[t], 0, 0
    since = team.begun if team.begun > 0.0 else NEVER
    for i in range(w.run[0].n_accounts):
        account = w.accounts[i]
        segment = w.segments[account.segment]
        if account.live and segment.commercial_team == t:
            arr += account.arr
        if account.live and segment.renewal_team == t:
            due += incentives.due_in(account.arr, account.contract_end, account.term, since, team.ends)
    growth = incentives.goal_of(arr, team.growth_goal, team.ends - team.begun, HOURS_PER_YEAR)
    team.pool_goal = incentives.seller_goal(growth, due, team.renewal_goal)


def credit_deal(w: World, k: int) -> None:
    """Count a deal that a pitch of sellers has brought."""
    work = w.works[k]
    if w.teams[work.team].sells:
        w.teams[work.team].pool_attained += work.worth


def credit_renewal(w: World, i: int) -> None:
    """Count a contract that goes on for those who own its renewal, if they are sellers with a goal."""
    t = w.segments[w.accounts[i].segment].renewal_team
    if t != NOBODY and w.teams[t].sells:
        w.teams[t].pool_attained += w.accounts[i].arr
