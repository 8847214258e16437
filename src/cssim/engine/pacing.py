"""The story of cadence: every quarter a team plans how many of its plays fit into its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.dynamics import cadence
from cssim.engine.calendar import PLANNING_KEY, STAFFING
from cssim.engine.staffing import expected_yield
from cssim.engine.watching import answered_by_team, looked_after

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def begin_pacing(world: World) -> None:
    """Let teams plan, now and in every quarter, if there are any whose cadence follows their capacity."""
    if any(team.cadence_planned for team in world.plan.teams + world.after.teams):
        set_paces(world)
        world.tell(pacing(world))


def pacing(world: World) -> Story:
    """The plans of all quarters but the one in which everything begins."""
    time = world.begin
    while True:
        time = cadence.next_quarter(time)
        yield world.at(time, STAFFING, PLANNING_KEY)
        set_paces(world)


def set_paces(world: World) -> None:
    """Let every team plan whose cadence follows its capacity."""
    served, asking = [0] * len(world.plan.segments), [0] * len(world.plan.segments)
    for account in world.accounts:
        if account.live:
            served[account.segment] += looked_after(world, account)
            asking[account.segment] += answered_by_team(world, account)
    for team, row in enumerate(world.plan.teams):
        if row.cadence_planned:
            plan_team(world, team, served, asking)


def plan_team(world: World, team: int, served: list[int], asking: list[int]) -> None:
    """Set the pace of the plays of a team's segments, one for all of them or one after another.

    ``served`` and ``asking`` are how many accounts of each segment it looks after now, and answers.
    """
    row, segments = world.plan.teams[team], world.plan.segments
    mine = [index for index, segment in enumerate(segments) if segment.team == team]
    availability, asked, planned = 0.0, 0.0, 0.0
    for person in world.desks[team].people:
        availability += expected_yield(world, team, person)
    for index in mine:
        asked += cadence.hours_of_book(asking[index], segments[index].planned_requests)
        planned += cadence.hours_of_book(served[index], segments[index].planned_plays)
        asked += segments[index].planned_onboarding
    left = cadence.time_for_plays(row.target_load, availability, asked)
    for index in mine:
        if row.cadence_in_order:
            hours = cadence.hours_of_book(served[index], segments[index].planned_plays)
            planned -= hours
            free = cadence.set_aside(left, planned, row.cadence_least)
            world.paces[index] = cadence.pace(free, hours, row.cadence_least, row.cadence_most)
            left = cadence.set_aside(left, hours, world.paces[index])
        else:
            world.paces[index] = cadence.pace(left, planned, row.cadence_least, row.cadence_most)
