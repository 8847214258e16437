"""What people have reached of their goals: ARR of their books, and how healthy those look; and what that pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import facts
from cssim.domain.accounts import Account
from cssim.dynamics import incentives, observation, pay
from cssim.dynamics.routing import ANYONE
from cssim.dynamics.sentiment import health_score
from cssim.engine import goals_recorder
from cssim.plan.tables import NOBODY
from cssim.units import HOURS_PER_YEAR, months_to_hours

if TYPE_CHECKING:
    from cssim.engine.desks import Desk
    from cssim.engine.world import World


def money_weight(world: World, team: int) -> float:
    """Return the weight of money in what the people of a team are measured by now; the rest is health."""
    row = world.incentives[team]
    later = world.now >= row.later_from if row.later_maturity == 0.0 else world.maturity >= row.later_maturity
    return row.money_later if later else row.money_first


def sells_for_goals(world: World, team: int) -> bool:
    """Return whether a team (NOBODY: none) is measured by money now."""
    if team == NOBODY or not world.incentives[team].aims:
        return False
    return money_weight(world, team) > 0.0


def set_goals(world: World, desk: Desk, month: int) -> None:
    """Set the goals of the period that begins with ``month``, by the ARR that is in the books now."""
    row = world.incentives[desk.team]
    desk.goals.begun, desk.goals.weight = months_to_hours(month), money_weight(world, desk.team)
    desk.goals.ends = months_to_hours(incentives.period_end(month, row.period_months, row.months_before))
    for target in desk.goals.targets:
        target.attained = target.arr = 0
    for account in world.accounts:
        if account.live and world.csm_team(account) == desk.team:
            desk.goals.targets[account.seat].arr += account.arr
    for target in desk.goals.targets:
        target.goal = incentives.goal_of(
            target.arr, row.growth_goal, desk.goals.ends - desk.goals.begun, HOURS_PER_YEAR
        )


def credit(world: World, account: Account, amount: int) -> None:
    """Count a change of ARR [cents, signed] for the goal of whose account it is; a loss, if losses count."""
    team = world.csm_team(account)
    if team == NOBODY or not world.incentives[team].aims:
        return
    if amount > 0 or world.incentives[team].churn_counts:
        world.desks[team].goals.targets[account.seat].attained += amount


def slope(world: World, team: int, seat: int) -> float:
    """Return K, by how much the pay of the person on a seat rises with what he attains; ANYONE: what the pool does.

    Before time 0 nobody has goals.
    """
    row, desk = world.incentives[team], world.desks[team]
    attainment = 1.0
    if desk.goals.ends > 0.0:
        attained, goal = counted(desk, seat)
        attainment = incentives.projected(
            attained, goal, incentives.elapsed_share(world.now, desk.goals.begun, desk.goals.ends)
        )
    return incentives.slope_at(attainment, row.curve_points, row.curve_at, row.curve_paid)


def counted(desk: Desk, seat: int) -> tuple[float, float]:
    """Return what has been attained [cents] for a seat, and its goal; accounts of the pool count for everybody."""
    own, pool, people = desk.goals.targets[seat], desk.goals.targets[ANYONE], posts_of(desk)
    if seat == ANYONE:
        return float(own.attained), own.goal
    attained = incentives.with_pool(own.attained, pool.attained, people)
    return attained, incentives.with_pool(own.goal, pool.goal, people)


def posts_of(desk: Desk) -> int:
    """Return how many posts of a team there are, be they vacant; 1 where nobody could have goals."""
    posts = 0
    for person in desk.people:
        posts += person.open
    return max(1, posts)


def pay_attained(world: World, desk: Desk, month: int) -> None:
    """Count what everybody has attained when a period ends with ``month``, or the run does, and what that pays."""
    row, team = world.incentives[desk.team], world.plan.teams[desk.team]
    last = month == world.plan.clock.months - 1
    if not (last or incentives.is_last_month(month, row.period_months, row.months_before)):
        return
    read_scores(world, desk)
    total, posts = 0.0, 0.0
    for person in desk.people:
        if not person.open:
            continue
        attainment = attainment_of(world, desk, person.seat)
        person.attained += attainment
        person.periods += 1
        fact = facts.GoalAttained(world.now, desk.team, person.seat, attainment)
        goals_recorder.attained(world.recorder, month + 1, fact, person.share)
        paid = incentives.pay_at(attainment, row.curve_points, row.curve_at, row.curve_paid)
        total = incentives.weighted(total, person.share, paid)
        posts += person.share
    at_target = pay.due(team.variable, team.heads, desk.payroll_hours) if team.heads > 0.0 else 0
    if posts > 0.0:
        desk.goals.earned += incentives.earned(at_target - desk.goals.at_target, total, posts)
    desk.goals.at_target = at_target


def attainment_of(world: World, desk: Desk, seat: int) -> float:
    """Return what share of its goals a seat has attained in the period that ends now."""
    row = world.incentives[desk.team]
    weight = desk.goals.weight
    money, health = 0.0, 0.0
    if weight > 0.0:
        attained, goal = counted(desk, seat)
        elapsed = incentives.elapsed_share(world.now, desk.goals.begun, desk.goals.ends)
        money = incentives.attained_share(attained, goal, elapsed)
    if weight < 1.0:
        own, pool, people = desk.goals.targets[seat], desk.goals.targets[ANYONE], posts_of(desk)
        scores = incentives.with_pool(own.scores, pool.scores, people)
        customers = incentives.with_pool(own.customers, pool.customers, people)
        health = incentives.score_attained(scores, customers, row.health_goal)
    return incentives.blended(money, weight, health)


def read_scores(world: World, desk: Desk) -> None:
    """Read the health scores of everybody's accounts."""
    for target in desk.goals.targets:
        target.scores, target.customers = 0.0, 0
    for account in world.accounts:
        if account.live and world.csm_team(account) == desk.team:
            target = desk.goals.targets[account.seat]
            target.scores += health_score(seen_health(world, account))
            target.customers += 1


def seen_health(world: World, account: Account) -> float:
    """Return the health [log-odds] of an account as its score shows it."""
    segment = world.plan.segments[account.segment]
    return observation.in_log_odds(account.observed, segment.health_mean, segment.health_sd)
