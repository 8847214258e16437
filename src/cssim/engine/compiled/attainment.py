"""What people have reached of their goals, and what that pays; retells :mod:`cssim.engine.attainment`."""

from __future__ import annotations

from cssim.dynamics import incentives, observation, pay
from cssim.dynamics.routing import ANYONE
from cssim.dynamics.sentiment import health_score
from cssim.engine.compiled import goals_recorder
from cssim.engine.compiled.rows import World
from cssim.plan.tables import NOBODY
from cssim.units import HOURS_PER_YEAR, months_to_hours


def money_weight(w: World, t: int) -> float:
    """Return the weight of money in what the people of a team are measured by now; the rest is health."""
    run, team = w.run[0], w.teams[t]
    later = run.now >= team.later_from if team.later_maturity == 0.0 else run.maturity >= team.later_maturity
    return float(team.money_later if later else team.money_first)


def sells_for_goals(w: World, t: int) -> bool:
    """Return whether a team (NOBODY: none) is measured by money now."""
    if t == NOBODY or not w.teams[t].aims:
        return False
    return money_weight(w, t) > 0.0


def set_goals(w: World, t: int, month: int) -> None:
    """Set the goals of the period that begins with ``month``, by the ARR that is in the books now."""
    team = w.teams[t]
    team.begun, team.weight = months_to_hours(month), money_weight(w, t)
    team.ends = months_to_hours(incentives.period_end(month, team.period_months, team.months_before))
    hours = team.ends - team.begun
    team.pool_attained = team.pool_arr = 0
    for p in range(team.first_person, team.first_person + team.people):
        w.people[p].attained = w.people[p].arr = 0
    for i in range(w.run[0].n_accounts):
        account = w.accounts[i]
        if account.live and w.segments[account.segment].team == t:
            if account.seat == ANYONE:
                team.pool_arr += account.arr
            else:
                w.people[team.first_person + account.seat].arr += account.arr
    team.pool_goal = incentives.goal_of(team.pool_arr, team.growth_goal, hours, HOURS_PER_YEAR)
    for p in range(team.first_person, team.first_person + team.people):
        w.people[p].goal = incentives.goal_of(w.people[p].arr, team.growth_goal, hours, HOURS_PER_YEAR)


def credit(w: World, i: int, amount: int) -> None:
    """Count a change of ARR [cents, signed] for the goal of whose account it is; a loss, if losses count."""
    account = w.accounts[i]
    t = w.segments[account.segment].team
    if t == NOBODY or not w.teams[t].aims:
        return
    team = w.teams[t]
    if amount > 0 or team.churn_counts:
        if account.seat == ANYONE:
            team.pool_attained += amount
        else:
            w.people[team.first_person + account.seat].attained += amount


def slope(w: World, t: int, seat: int) -> float:
    """Return K, by how much the pay of the person on a seat rises with what he attains; ANYONE: what the pool does.

    Before time 0 nobody has goals.
    """
    team, attainment = w.teams[t], 1.0
    if team.ends > 0.0:
        elapsed = incentives.elapsed_share(w.run[0].now, team.begun, team.ends)
        attainment = incentives.projected(attained(w, t, seat), goal(w, t, seat), elapsed)
    return incentives.slope_at(attainment, team.curve_points, team.curve_at, team.curve_paid)


def attained(w: World, t: int, seat: int) -> float:
    """Return what has been attained [cents] for a seat; accounts of the pool count for everybody."""
    team = w.teams[t]
    if seat == ANYONE:
        return float(team.pool_attained)
    return incentives.with_pool(w.people[team.first_person + seat].attained, team.pool_attained, posts_of(w, t))


def goal(w: World, t: int, seat: int) -> float:
    """Return the goal of a seat [cents]."""
    team = w.teams[t]
    if seat == ANYONE:
        return float(team.pool_goal)
    return incentives.with_pool(w.people[team.first_person + seat].goal, team.pool_goal, posts_of(w, t))


def posts_of(w: World, t: int) -> int:
    """Return how many posts of a team there are, be they vacant; 1 where nobody could have goals."""
    team, posts = w.teams[t], 0
    for p in range(team.first_person, team.first_person + team.people):
        posts += w.people[p].open
    return max(1, posts)


def pay_attained(w: World, t: int, month: int) -> None:
    """Count what everybody has attained when a period ends with ``month``, or the run does, and what that pays."""
    team = w.teams[t]
    last = month == w.run[0].months - 1
    if not (last or incentives.is_last_month(month, team.period_months, team.months_before)):
        return
    read_scores(w, t)
    total, posts = 0.0, 0.0
    for p in range(team.first_person, team.first_person + team.people):
        person = w.people[p]
        if not person.open:
            continue
        attainment = attainment_of(w, t, person.seat)
        person.kpi += attainment
        person.periods += 1
        goals_recorder.attained(w, month + 1, p, attainment)
        paid = incentives.pay_at(attainment, team.curve_points, team.curve_at, team.curve_paid)
        total = incentives.weighted(total, person.share, paid)
        posts += person.share
    at_target = pay.due(team.variable, team.heads, team.payroll_hours) if team.heads > 0.0 else 0
    if posts > 0.0:
        team.earned += incentives.earned(at_target - team.at_target, total, posts)
    team.at_target = at_target


def attainment_of(w: World, t: int, seat: int) -> float:
    """Return what share of its goals a seat has attained in the period that ends now."""
    team = w.teams[t]
    weight = team.weight
    money, health = 0.0, 0.0
    if weight > 0.0:
        elapsed = incentives.elapsed_share(w.run[0].now, team.begun, team.ends)
        money = incentives.attained_share(attained(w, t, seat), goal(w, t, seat), elapsed)
    if weight < 1.0:
        person = w.people[team.first_person + seat]
        scores = incentives.with_pool(person.scores, team.pool_scores, posts_of(w, t))
        customers = incentives.with_pool(person.customers, team.pool_customers, posts_of(w, t))
        health = incentives.score_attained(scores, customers, team.health_goal)
    return incentives.blended(money, weight, health)


def read_scores(w: World, t: int) -> None:
    """Read the health scores of everybody's accounts."""
    team = w.teams[t]
    team.pool_scores, team.pool_customers = 0.0, 0
    for p in range(team.first_person, team.first_person + team.people):
        w.people[p].scores, w.people[p].customers = 0.0, 0
    for i in range(w.run[0].n_accounts):
        account = w.accounts[i]
        if account.live and w.segments[account.segment].team == t:
            score = health_score(seen_health(w, i))
            if account.seat == ANYONE:
                team.pool_scores += score
                team.pool_customers += 1
            else:
                person = w.people[team.first_person + account.seat]
                person.scores += score
                person.customers += 1


def seen_health(w: World, i: int) -> float:
    """Return the health [log-odds] of an account as its score shows it."""
    account = w.accounts[i]
    segment = w.segments[account.segment]
    return observation.in_log_odds(account.observed, segment.health_mean, segment.health_sd)
