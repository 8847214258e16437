"""The end of a month: people are paid, and the state of the book is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import tally
from cssim.domain.accounts import LEAVES, LIVE, Account
from cssim.dynamics import pay
from cssim.dynamics.adoption import products_in_use, seats_in_use
from cssim.dynamics.plays import SUCCESS_PLAN
from cssim.dynamics.sentiment import health_score
from cssim.engine.attainment import pay_attained
from cssim.engine.calendar import MONTH_END
from cssim.engine.desks import Desk
from cssim.engine.digital import pay_platforms
from cssim.engine.rescues import at_risk
from cssim.engine.services import collect_fees, has_plan
from cssim.engine.staffing import count_post
from cssim.engine.surveys import survey
from cssim.units import HOURS_PER_QUARTER, HOURS_PER_YEAR, months_to_hours, to_milli

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def month_ends(world: World, months: int) -> Story:
    """The ends of all months but the last, which coincides with the end of the run."""
    for month in range(months - 1):
        yield world.at(months_to_hours(month + 1), MONTH_END, month)
        close_month(world, month)


def close_month(world: World, month: int) -> None:
    """Pay everybody for month ``month`` and count the book as it stands at its end."""
    row = month + 1
    pay_teams(world, row)
    count_people(world, row)
    count_book(world, row)
    pay_platforms(world, row)
    collect_fees(world, row)


def pay_teams(world: World, row: int) -> None:
    """Write a month's pay of every team, by kind."""
    for desk, team, people in zip(world.desks, world.plan.teams, world.staffing, strict=True):
        for person in desk.people:
            count_post(world, desk, person)
        pay_posts(world, row, desk, tally.BASE_PAY, team.base, team.heads, desk.payroll_hours)
        pay_variable(world, row, desk)
        pay_posts(world, row, desk, tally.ON_COST, team.on_cost, team.heads, desk.payroll_hours)
        pay_posts(world, row, desk, tally.MANAGERS, people.managers, 1.0, desk.post_hours)
        pay_posts(world, row, desk, tally.OPERATIONS, people.operations, 1.0, desk.post_hours)
        pay_posts(world, row, desk, tally.TOOLS, people.tools, 1.0, desk.post_hours)
        if desk.contracts > 0.0:
            write_cost(world, row, desk, tally.CONTRACTORS, pay.due_in_all(desk.contracts))
        pay_once(world, row, desk, tally.RECRUITING, people.recruiting, desk.filled)
        pay_once(world, row, desk, tally.TRAINING, people.training, desk.filled + desk.trained)
        write_cost(world, row, desk, tally.SEVERANCE, desk.severance)


def pay_posts(world: World, row: int, desk: Desk, kind: int, yearly: int, posts: float, hours: float) -> None:
    """Pay for the ``hours`` [h] in which full posts were held, at ``yearly`` [cents] for so many ``posts``."""
    if yearly > 0 and posts > 0.0:
        write_cost(world, row, desk, kind, pay.due(yearly, posts, hours))


def pay_variable(world: World, row: int, desk: Desk) -> None:
    """Pay what is variable: what has been earned where people have goals, else what is due at target."""
    team = world.plan.teams[desk.team]
    if world.incentives[desk.team].aims:
        pay_attained(world, desk, row - 1)
        write_cost(world, row, desk, tally.VARIABLE_PAY, desk.goals.earned)
    else:
        pay_posts(world, row, desk, tally.VARIABLE_PAY, team.variable, team.heads, desk.payroll_hours)


def pay_once(world: World, row: int, desk: Desk, kind: int, each: int, posts: float) -> None:
    """Pay for so many ``posts``, at ``each`` [cents] a full post."""
    if each > 0:
        write_cost(world, row, desk, kind, pay.due_once(each, posts))


def write_cost(world: World, row: int, desk: Desk, kind: int, due: int) -> None:
    """Write one line of cost: what is ``due`` [cents] since the beginning, less what has been paid."""
    amount = due - desk.paid[kind]
    if amount != 0:
        world.recorder.cost(world.now, row, desk.team, kind, amount)
        desk.paid[kind] = due


def count_people(world: World, row: int) -> None:
    """Count heads, and the hours they were present in the month."""
    counters = world.recorder.tally
    for desk in world.desks:
        for person in desk.people:
            if not person.gone:
                counters.heads_milli[row][desk.team] += to_milli(person.share)
        desk.count_presence()


def count_book(world: World, row: int) -> None:
    """Count logos, ARR and driver stocks at the end of the month; faces and health scores of those that pay."""
    counters, now = world.recorder.tally, world.now
    for account in world.accounts:
        if not account.live:
            continue
        segment = account.segment
        counters.closing[row][segment] += account.arr
        if account.outcome == LEAVES:
            counters.renewals[row][segment][tally.KNOWN_CHURN] += account.arr
        counters.counts[row][segment][tally.LOGOS] += 1
        if account.contract_end < now:
            counters.renewals[row][segment][tally.IN_GRACE] += account.arr
        counters.renewals[row][segment][tally.WHITESPACE] += max(0, account.potential - account.arr)
        counters.counts[row][segment][tally.BEGINNERS] += account.stage != LIVE
        counters.counts[row][segment][tally.RENEWING] += 0.0 <= account.contract_end - now <= HOURS_PER_QUARTER
        counters.counts[row][segment][tally.PLANS_SOLD] += has_plan(world, account)
        stocks = world.stocks(account, now)
        for driver, stock in zip(world.felt, stocks, strict=True):
            counters.stocks[row][segment][driver] += stock
        if account.arr > 0:
            counters.counts[row][segment][tally.FACES] += account.faces
            counters.counts[row][segment][tally.REVIEWED] += now - account.reviewed_at <= HOURS_PER_YEAR
            count_use(world, account, row)
            health = world.health_at(account, stocks)
            counters.health[row][segment] += health_score(health)
            counters.counts[row][segment][tally.AT_RISK] += at_risk(world, account)
            survey(world, account, row, health)


def count_use(world: World, account: Account, row: int) -> None:
    """Count how far an account uses what it pays for: seats, products, and what its success plan sets out to reach."""
    segment, rules = account.segment, world.plan.demand
    seats = seats_in_use(world.use(account), rules.seats_neutral)
    world.recorder.tally.seats[row][segment] += seats
    counts = world.recorder.tally.counts[row][segment]
    counts[tally.PRODUCTS_USED_MILLI] += to_milli(products_in_use(seats, world.plan.segments[segment].products))
    if world.play(account, SUCCESS_PLAN).interval > 0.0:
        counts[tally.OBJECTIVES] += 1
        counts[tally.OBJECTIVES_MET] += seats >= rules.objective
