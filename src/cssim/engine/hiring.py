"""When a team hires: on the dates of a plan, or because there is more to do than its people can."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cssim.domain import keys
from cssim.domain.people import Person
from cssim.dynamics import attrition, hiring, process
from cssim.engine.calendar import STAFFING
from cssim.engine.desks import Desk
from cssim.engine.reviews import review_team
from cssim.engine.staffing import close_post, consider, feel_load, heads, open_post
from cssim.plan.tables import HELD, ON_DEMAND, closes_of
from cssim.units import HOURS_PER_MONTH, months_to_hours

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def plan_posts(world: World) -> None:
    """Plan the posts that are opened on a date."""
    for desk, opens in zip(world.desks, world.opens, strict=True):
        for person, time in zip(desk.people, opens, strict=True):
            if HELD < time < ON_DEMAND:
                open_on(world, desk, person, time)


def open_on(world: World, desk: Desk, person: Person, time: float) -> None:
    """Plan that a post is opened at ``time`` [h]."""
    world.at(time, STAFFING, keys.post_key(person.key)).callbacks.append(partial(_open, world, desk, person))


def plan_closings(world: World) -> None:
    """Plan that posts are closed from now on."""
    for desk, closes in zip(world.desks, closes_of(world.plan), strict=True):
        for person, time in zip(desk.people, closes, strict=True):
            if world.now <= time < ON_DEMAND:
                first = keys.seat_key(desk.key, person.seat, 0)
                closing = world.at(time, STAFFING, keys.date_key(first, keys.POST_CLOSED))
                closing.callbacks.append(partial(_close, world, desk, person.seat))


def _close(world: World, desk: Desk, seat: int, _: object) -> None:
    """Close a post as planned, unless another plan is in force by now."""
    if closes_of(world.plan)[desk.team][seat] == world.now:
        close_post(world, desk, seat)


def _open(world: World, desk: Desk, person: Person, _: object) -> None:
    """Open a post as planned, unless it is open or another plan is in force by now."""
    if not person.open and world.opens[desk.team][person.seat] == world.now:
        open_post(world, desk, person)


def first_of_months(world: World, months: int) -> Story:
    """The first day of every month: everybody considers whether to stay, teams whether they need more people."""
    for month in range(months):
        # the plans of a quarter come first, with key 0
        yield world.at(months_to_hours(month), STAFFING, month + 1)
        for desk in world.desks:
            for person in desk.people:
                if month > 0:
                    feel_load(world, desk, person)
                consider(world, desk, person, HOURS_PER_MONTH)
        if month > 0:
            mature(world)
        for desk in world.desks:
            review_team(world, desk, month)
            look_for_need(world, desk, month)


def mature(world: World) -> None:
    """Let the method by which people work become better by what they have invested in it in a month."""
    row = world.plan.process
    if row.process_invested > 0.0:
        world.maturity = process.matured(world.maturity, heads(world), row.process_invested, row.process_cost)


def look_for_need(world: World, desk: Desk, month: int) -> None:
    """Open as many posts as are missing, as far as there are any."""
    row = world.staffing[desk.team]
    missing = 0
    if row.accounts_per_head > 0.0 or row.arr_per_head > 0:
        missing = posts_missing(world, desk)
    if row.load_months > 0 and busy_too_long(world, desk, month):
        missing = max(missing, 1)
    for person, opens in zip(desk.people, world.opens[desk.team], strict=True):
        if missing > 0 and opens == ON_DEMAND and not person.open:
            open_post(world, desk, person)
            missing -= 1


def posts_missing(world: World, desk: Desk) -> int:
    """Return how many posts there should be more for the customers there are: of the team, or all if it covers none."""
    row, segments = world.staffing[desk.team], world.plan.segments
    covers = any(segment.team == desk.team for segment in segments)
    posts, accounts, arr, missing = 0.0, 0, 0, 0
    for person in desk.people:
        if person.open:
            posts += person.share
    for account in world.accounts:
        if account.live and (segments[account.segment].team == desk.team or not covers):
            accounts += 1
            arr += account.arr
    if row.accounts_per_head > 0.0:
        missing = hiring.posts_short(accounts, row.accounts_per_head, posts)
    if row.arr_per_head > 0:
        missing = max(missing, hiring.posts_short(arr, row.arr_per_head, posts))
    return missing


def busy_too_long(world: World, desk: Desk, month: int) -> bool:
    """Return whether the people of a team have been busy for months; while a post is vacant, months do not count."""
    row, busy, idle, vacant = world.staffing[desk.team], 0, 0, False
    for person in desk.people:
        of_person = desk.time_of(person)
        busy += of_person[0]
        idle += of_person[1]
        vacant = vacant or (person.open and person.gone)
    load = attrition.load(busy - desk.busy_read, idle - desk.idle_read)
    desk.busy_read, desk.idle_read = busy, idle
    if month > 0:
        desk.months_over = 0 if vacant else hiring.months_over(desk.months_over, load, row.load_above)
    if desk.months_over < row.load_months:
        return False
    desk.months_over = 0
    return True
