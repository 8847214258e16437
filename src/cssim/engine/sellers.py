"""What teams that own renewals, or what is commercial, have to bring, and what they bring: deals, and contracts that go
on. The customers are not in books of their people, so everybody has the same part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.accounts import NEVER, Account
from cssim.domain.work import Work
from cssim.dynamics import incentives
from cssim.dynamics.routing import ANYONE
from cssim.plan.tables import NOBODY
from cssim.units import HOURS_PER_YEAR

if TYPE_CHECKING:
    from cssim.engine.desks import Desk
    from cssim.engine.world import World


def set_seller_goal(world: World, desk: Desk) -> None:
    """Set the goal of sellers for the period that begins: growth where they sell, and most of what ends renewed."""
    row, goals, arr, due = world.incentives[desk.team], desk.goals, 0, 0
    since = goals.begun if goals.begun > 0.0 else NEVER  # whose grace began before the first period is in its goal
    for account in world.accounts:
        segment = world.plan.segments[account.segment]
        if account.live and segment.commercial_team == desk.team:
            arr += account.arr
        if account.live and segment.renewal_team == desk.team:
            due += incentives.due_in(account.arr, account.contract_end, account.term, since, goals.ends)
    growth = incentives.goal_of(arr, row.growth_goal, goals.ends - goals.begun, HOURS_PER_YEAR)
    goals.targets[ANYONE].goal = incentives.seller_goal(growth, due, row.renewal_goal)


def credit_deal(world: World, work: Work) -> None:
    """Count a deal that a pitch of sellers has brought."""
    if world.incentives[work.team].sells:
        world.desks[work.team].goals.targets[ANYONE].attained += work.worth


def credit_renewal(world: World, account: Account) -> None:
    """Count a contract that goes on for those who own its renewal, if they are sellers with a goal."""
    team = world.plan.segments[account.segment].renewal_team
    if team != NOBODY and world.incentives[team].sells:
        world.desks[team].goals.targets[ANYONE].attained += account.arr
