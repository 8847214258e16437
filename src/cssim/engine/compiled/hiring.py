"""When a team hires: on a date, or because there is too much to do; retells :mod:`cssim.engine.hiring`."""

from __future__ import annotations

from cssim.domain.keys import POST_CLOSED, POST_OPENED
from cssim.dynamics import attrition, hiring, process
from cssim.engine.calendar import STAFFING
from cssim.engine.compiled import calendar
from cssim.engine.compiled.draws import derived
from cssim.engine.compiled.reviews import review_team
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.staffing import consider, feel_load, heads, open_post, time_of
from cssim.plan.rows.staffing import HELD, ON_DEMAND
from cssim.units import HOURS_PER_MONTH, months_to_hours


def plan_posts(w: World) -> None:
    """Plan the posts that are opened on a date."""
    for p in range(len(w.people)):
        person = w.people[p]
        if HELD < person.opens < ON_DEMAND:
            open_on(w, p, person.opens)


def open_on(w: World, p: int, time: float) -> None:
    """Plan that a post is opened at ``time`` [h]."""
    calendar.at(w, time, STAFFING, derived(w.people[p].key, POST_OPENED), calendar.POST, p, 0)


def plan_closings(w: World) -> None:
    """Plan that posts are closed from now on."""
    for p in range(len(w.people)):
        person = w.people[p]
        if w.run[0].now <= person.shuts < ON_DEMAND:
            first = derived(derived(w.teams[person.team].key, person.seat), 0)
            calendar.at(w, person.shuts, STAFFING, derived(first, POST_CLOSED), calendar.CLOSING, p, 0)


def plan_first_of_month(w: World, month: int) -> None:
    """Plan the first day of a month, unless the run is over then."""
    if month < w.run[0].months:
        # the plans of a quarter come first, with key 0
        calendar.at(w, months_to_hours(month), STAFFING, month + 1, calendar.FIRST_OF_MONTH, month, 0)


def first_of_month(w: World, month: int) -> None:
    """Let everybody consider whether to stay, and teams whether they need more people."""
    for p in range(len(w.people)):
        if month > 0:
            feel_load(w, p)
        consider(w, p, HOURS_PER_MONTH)
    if month > 0:
        mature(w)
    for t in range(len(w.teams)):
        review_team(w, t, month)
        look_for_need(w, t, month)
    plan_first_of_month(w, month + 1)


def mature(w: World) -> None:
    """Let the method by which people work become better by what they have invested in it in a month."""
    run = w.run[0]
    if run.process_invested > 0.0:
        run.maturity = process.matured(run.maturity, heads(w), run.process_invested, run.process_cost)


def look_for_need(w: World, t: int, month: int) -> None:
    """Open as many posts as are missing, as far as there are any."""
    team = w.teams[t]
    missing = 0
    if team.accounts_per_head > 0.0 or team.arr_per_head > 0:
        missing = posts_missing(w, t)
    if team.load_months > 0 and busy_too_long(w, t, month):
        missing = max(missing, 1)
    for p in range(team.first_person, team.first_person + team.people):
        if missing > 0 and w.people[p].opens == ON_DEMAND and not w.people[p].open:
            open_post(w, p)
            missing -= 1


def posts_missing(w: World, t: int) -> int:
    """Return how many posts there should be more for the customers there are: of the team, or all if it covers none."""
    team = w.teams[t]
    posts, accounts, arr, missing, covers = 0.0, 0, 0, 0, False
    for p in range(team.first_person, team.first_person + team.people):
        if w.people[p].open:
            posts += w.people[p].share
    for s in range(len(w.segments)):
        covers = covers or w.segments[s].team == t
    for i in range(w.run[0].n_accounts):
        account = w.accounts[i]
        if account.live and (w.segments[account.segment].team == t or not covers):
            accounts += 1
            arr += account.arr
    if team.accounts_per_head > 0.0:
        missing = hiring.posts_short(accounts, team.accounts_per_head, posts)
    if team.arr_per_head > 0:
        missing = max(missing, hiring.posts_short(arr, team.arr_per_head, posts))
    return missing


def busy_too_long(w: World, t: int, month: int) -> bool:
    """Return whether the people of a team have been busy for months; while a post is vacant, months do not count."""
    team, busy, idle, vacant = w.teams[t], 0, 0, False
    for p in range(team.first_person, team.first_person + team.people):
        of_person = time_of(w, p)
        busy += of_person[0]
        idle += of_person[1]
        vacant = vacant or (w.people[p].open and w.people[p].gone)
    load = attrition.load(busy - team.load_busy, idle - team.load_idle)
    team.load_busy, team.load_idle = busy, idle
    if month > 0:
        team.months_over = 0 if vacant else hiring.months_over(team.months_over, load, team.load_above)
    if team.months_over < team.load_months:
        return False
    team.months_over = 0
    return True
