"""The end of a month: people are paid, and the state of the book is counted; retells :mod:`cssim.engine.months`."""

from __future__ import annotations

from cssim.domain import tally
from cssim.domain.accounts import LEAVES, LIVE
from cssim.dynamics import pay
from cssim.dynamics.adoption import products_in_use, seats_in_use
from cssim.dynamics.drivers import N_DRIVERS
from cssim.dynamics.plays import SUCCESS_PLAN
from cssim.dynamics.sentiment import health_score
from cssim.engine.calendar import MONTH_END
from cssim.engine.compiled import attendance, calendar, recorder
from cssim.engine.compiled.attainment import pay_attained
from cssim.engine.compiled.digital import pay_platforms
from cssim.engine.compiled.health import stock, use
from cssim.engine.compiled.rescues import at_risk
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.services import collect_fees, has_plan
from cssim.engine.compiled.staffing import count_post
from cssim.engine.compiled.surveys import survey
from cssim.units import HOURS_PER_QUARTER, HOURS_PER_YEAR, months_to_hours, to_milli


def plan_month_end(w: World, month: int) -> None:
    """Plan the end of a month, unless it is that of the run."""
    if month < w.run[0].months - 1:
        calendar.at(w, months_to_hours(month + 1), MONTH_END, month, calendar.MONTH, month, 0)


def month_ends(w: World, month: int) -> None:
    """Close a month and wait for the end of the next."""
    close_month(w, month)
    plan_month_end(w, month + 1)


def close_month(w: World, month: int) -> None:
    """Pay everybody for month ``month`` and count the book as it stands at its end."""
    row = month + 1
    for t in range(len(w.teams)):
        pay_team(w, row, t)
    for t in range(len(w.teams)):
        team = w.teams[t]
        for p in range(team.first_person, team.first_person + team.people):
            if not w.people[p].gone:
                w.by_team[row, t].heads_milli += to_milli(w.people[p].share)
    attendance.count_presence(w)
    for i in range(w.run[0].n_accounts):
        if w.accounts[i].live:
            count_account(w, row, i)
    pay_platforms(w, row)
    collect_fees(w, row)


def pay_team(w: World, row: int, t: int) -> None:
    """Write a month's pay of a team, by kind."""
    team = w.teams[t]
    for p in range(team.first_person, team.first_person + team.people):
        count_post(w, p)
    pay_posts(w, row, t, tally.BASE_PAY, team["base"], team.heads, team.payroll_hours)
    if team.aims:
        pay_attained(w, t, row - 1)
        write_cost(w, row, t, tally.VARIABLE_PAY, team.earned)
    else:
        pay_posts(w, row, t, tally.VARIABLE_PAY, team.variable, team.heads, team.payroll_hours)
    pay_posts(w, row, t, tally.ON_COST, team.on_cost, team.heads, team.payroll_hours)
    pay_posts(w, row, t, tally.MANAGERS, team.managers, 1.0, team.post_hours)
    pay_posts(w, row, t, tally.OPERATIONS, team.operations, 1.0, team.post_hours)
    pay_posts(w, row, t, tally.TOOLS, team.tools, 1.0, team.post_hours)
    if team.contracts > 0.0:
        write_cost(w, row, t, tally.CONTRACTORS, pay.due_in_all(team.contracts))
    pay_once(w, row, t, tally.RECRUITING, team.recruiting, team.filled)
    pay_once(w, row, t, tally.TRAINING, team.training, team.filled + team.trained)
    write_cost(w, row, t, tally.SEVERANCE, team.severance)


def pay_posts(w: World, row: int, t: int, kind: int, yearly: int, posts: float, hours: float) -> None:
    """Pay for the ``hours`` [h] in which full posts were held, at ``yearly`` [cents] for so many ``posts``."""
    if yearly > 0 and posts > 0.0:
        write_cost(w, row, t, kind, pay.due(yearly, posts, hours))


def pay_once(w: World, row: int, t: int, kind: int, each: int, posts: float) -> None:
    """Pay for so many ``posts``, at ``each`` [cents] a full post."""
    if each > 0:
        write_cost(w, row, t, kind, pay.due_once(each, posts))


def write_cost(w: World, row: int, t: int, kind: int, due: int) -> None:
    """Write one line of cost: what is ``due`` [cents] since the beginning, less what has been paid."""
    team = w.teams[t]
    amount = due - team.paid[kind]
    if amount != 0:
        recorder.cost(w, row, t, kind, amount)
        team.paid[kind] = due


def count_account(w: World, row: int, i: int) -> None:
    """Count logo, ARR and driver stocks of an account; faces and health score if it pays."""
    run, account = w.run[0], w.accounts[i]
    cell = w.by_segment[row, account.segment]
    reference = w.segments[account.segment].reference
    cell.closing += account.arr
    if account.outcome == LEAVES:
        cell.renewals[tally.KNOWN_CHURN] += account.arr
    cell.counts[tally.LOGOS] += 1
    if account.contract_end < run.now:
        cell.renewals[tally.IN_GRACE] += account.arr
    cell.renewals[tally.WHITESPACE] += max(0, account.potential - account.arr)
    cell.counts[tally.BEGINNERS] += int(account.stage != LIVE)
    cell.counts[tally.RENEWING] += int(0.0 <= account.contract_end - run.now <= HOURS_PER_QUARTER)
    cell.counts[tally.PLANS_SOLD] += int(has_plan(w, i))
    h = float(account.fit)
    for driver in range(N_DRIVERS):
        if run.felt[driver]:
            value = stock(w, i, driver)
            cell.stocks[driver] += value
            h += value - reference[driver]
    if account.arr > 0:
        cell.counts[tally.FACES] += account.faces
        cell.counts[tally.REVIEWED] += int(run.now - account.reviewed_at <= HOURS_PER_YEAR)
        count_use(w, row, i)
        cell.health += health_score(h)
        cell.counts[tally.AT_RISK] += int(at_risk(w, i))
        survey(w, i, row, h)


def count_use(w: World, row: int, i: int) -> None:
    """Count how far an account uses what it pays for: seats, products, and what its success plan sets out to reach."""
    segment = w.accounts[i].segment
    seats = seats_in_use(use(w, i), w.run[0].seats_neutral)
    cell = w.by_segment[row, segment]
    cell.seats += seats
    cell.counts[tally.PRODUCTS_USED_MILLI] += to_milli(products_in_use(seats, w.segments[segment].products))
    if w.plays[segment, SUCCESS_PLAN].interval > 0.0:
        cell.counts[tally.OBJECTIVES] += 1
        cell.counts[tally.OBJECTIVES_MET] += int(seats >= w.run[0].objective)
