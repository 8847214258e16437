"""Who sits in a seat: people come, stay as long as they like it, and leave it to a successor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from cssim.domain import keys
from cssim.domain.people import OPENED, Person
from cssim.dynamics import absence, attrition, hiring, pay, process, productivity
from cssim.dynamics.grid import on_grid
from cssim.engine.absence import absences, come_back, go_on_leave
from cssim.engine.calendar import STAFFING
from cssim.engine.desks import Desk
from cssim.engine.handover import hand_over, lose_owner, take_over
from cssim.plan.tables import ON_DEMAND
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import month_of, months_to_hours

if TYPE_CHECKING:
    from cssim.engine.world import World


def occupant(world: World, team: int, seat: int, n: int) -> Person:
    """Return the ``n``-th occupant of a seat, at work from now on; who he is is drawn at his address."""
    row, usual = world.staffing[team], world.plan.teams[team].seats[seat]
    key = keys.seat_key(world.plan.teams[team].key, seat, n)
    person = Person(seat, n, key, usual, world.shares[team][seat], world.now)
    if row.skill_spread > 0.0:
        person.skill = inverse.lognormal(world.traits.uniform(Purpose.SKILL, key, 0), 1.0, row.skill_spread)
        person.availability = productivity.at_pace(usual, person.skill)
    draw_stay(world, team, person)
    return person


def draw_stay(world: World, team: int, person: Person) -> None:
    """Draw how much a person puts up with before he leaves, where people leave and it has not been drawn."""
    if world.staffing[team].hazard > 0.0 and person.left == 0.0:
        person.left = inverse.exponential(world.traits.uniform(Purpose.LEAVING, person.key, 0))


def nobody(world: World, team: int, seat: int) -> Person:
    """Return who sits in a seat whose post has not been opened."""
    key = keys.seat_key(world.plan.teams[team].key, seat, 0)
    person = Person(seat, -1, key, world.plan.teams[team].seats[seat], world.shares[team][seat], world.now)
    person.is_to_come()
    return person


def begin(world: World, desk: Desk, person: Person) -> None:
    """Begin the stories of a person who is there from now on."""
    if person.n == 0:
        begin_member(world, desk, person)
    if world.staffing[desk.team].absence_hours > 0.0:
        world.tell(absences(world, desk, person))


def feel_load(world: World, desk: Desk, person: Person) -> None:
    """Read how busy a person has been in the month that is over."""
    if world.staffing[desk.team].overload == 0.0 or person.gone:
        return
    busy, idle = desk.time_of(person)
    newest = attrition.load(busy - person.busy_read, idle - person.idle_read)
    person.load = attrition.smoothed(person.load, newest)
    person.busy_read, person.idle_read = busy, idle


def consider(world: World, desk: Desk, person: Person, hours: float) -> None:
    """Settle whether a person leaves within the ``hours`` [h] until the next month, and when."""
    row = world.staffing[desk.team]
    if row.hazard == 0.0 or person.gone or person.leaving:
        return
    hazard = attrition.under_load(row.hazard, person.load, row.overload) if row.overload > 0.0 else row.hazard
    spent = attrition.spent(hazard, hours)
    if person.left < spent:
        person.leaving = True
        time = on_grid(world.now + attrition.hours_until(person.left, hazard), world.plan.clock.grid)
        world.at(time, STAFFING, keys.leaving_key(person.key)).callbacks.append(lambda _: leave(world, desk, person))
    person.left -= spent


def begin_member(world: World, desk: Desk, person: Person) -> None:
    """Plan what a roster knows of a person and is still to come: that he leaves, and when he is away for long."""
    row, grid = world.members[desk.team][person.seat], world.plan.clock.grid
    person.day_rate = row.day_rate
    for time, what, story in (
        (row.ends, keys.ENDING, end),
        (row.leave_from, keys.LEAVE_BEGINS, go_on_leave),
        (row.leave_to, keys.LEAVE_ENDS, come_back),
    ):
        if world.now <= time < ON_DEMAND:
            entry = world.at(on_grid(time, grid), STAFFING, keys.date_key(person.key, what))
            entry.callbacks.append(partial(_told, story, world, desk, person))


def _told(story: Callable[[World, Desk, Person], None], world: World, desk: Desk, person: Person, _: object) -> None:
    if person.stays():
        story(world, desk, person)


def end(world: World, desk: Desk, person: Person) -> None:
    """Let a person leave on the day on which it is known that he will; the post of a contractor goes with him."""
    person.closes = person.day_rate >= 0
    leave(world, desk, person)


def leave(world: World, desk: Desk, person: Person) -> None:
    """Let a person go; he finishes first what he has in hand, and colleagues do the rest."""
    if person.quit:
        return
    person.leaving = person.quit = True
    if person.here:
        desk.send_away(person)
    desk.cover(person)
    if person.work is None:
        depart(world, desk, person)


def depart_now(world: World, team: int, person: Person) -> None:
    """Let a person who leaves depart at this instant, once the story of what he has just finished has gone on."""
    world.calendar.call(STAFFING, person.key, lambda _: depart(world, world.desks[team], person))


def depart(world: World, desk: Desk, person: Person) -> None:
    """Leave a seat to a successor, who comes when the post has been filled, if it is still there."""
    row = world.staffing[desk.team]
    count_post(world, desk, person)
    person.gone = True
    if person.closes and not person.sent:
        world.recorder.person_left(world.now, desk.team, person.seat, person.share)
        desk.shrink(person)
        hand_over(world, desk.team, person, True, person.key)
        return
    filled = world.now + row.time_to_fill
    if row.freeze_to > row.freeze_from:
        filled = hiring.filled_at(world.now, row.time_to_fill, row.freeze_from, row.freeze_to)
    if person.goes_to is None:
        world.recorder.person_left(world.now, desk.team, person.seat, person.share)
    else:
        world.recorder.person_went(world.now, desk.team, person.seat, person.share)
        come(world, person, *person.goes_to)
    if not person.sent:
        lose_owner(world, desk.team, person.seat, filled == world.now, person.key)
    if person.open:
        begins_at(world, desk, person, filled)


def open_post(world: World, desk: Desk, person: Person) -> None:
    """Open a post, which is filled as one that falls vacant; a freeze of new posts may halt that."""
    row = world.staffing[desk.team]
    person.open = True
    if person.n >= 0:
        desk.grow(person)
    world.recorder.person(world.now, desk.team, person.seat, OPENED)
    filled = world.now + row.time_to_fill
    if world.members[desk.team][person.seat].appointed:
        filled = world.now
    elif row.no_posts_to > row.no_posts_from:
        filled = hiring.filled_at(world.now, row.time_to_fill, row.no_posts_from, row.no_posts_to)
    begins_at(world, desk, person, filled)


def close_post(world: World, desk: Desk, seat: int) -> None:
    """Close a post: who holds it leaves, and is paid for that; nobody is found for it any more."""
    person = desk.people[seat]
    if not person.open:
        return
    person.closes = True
    if person.gone:
        desk.shrink(person)
        hand_over(world, desk.team, person, False, keys.seat_key(desk.key, seat, person.n + 1))
    else:
        let_go(world, desk, person)


def let_go(world: World, desk: Desk, person: Person) -> None:
    """Let a person leave who would have stayed; he is paid for that."""
    if not person.quit:
        sever(desk, person, world.staffing[desk.team].severance_pay)
    leave(world, desk, person)


def sever(desk: Desk, person: Person, each: int) -> None:
    """Owe a person who has to leave what that costs, at ``each`` [cents] a full post."""
    if each > 0:
        desk.severance += pay.due_once(each, person.share)


def begins_at(world: World, desk: Desk, before: Person, time: float) -> None:
    """Let the successor of a person begin at ``time`` [h]."""
    key = keys.seat_key(desk.key, before.seat, before.n + 1)
    begins = world.at(on_grid(time, world.plan.clock.grid), STAFFING, key)
    begins.callbacks.append(lambda _: join(world, desk, before))


def join(world: World, desk: Desk, before: Person) -> None:
    """Let the successor of a person begin, unless the post has been closed in the meantime."""
    if not before.open or desk.people[before.seat] is not before:
        return
    person = occupant(world, desk.team, before.seat, before.n + 1)
    settle_in(world, desk, person)
    world.recorder.person_joined(world.now, desk.team, person.seat, person.share)
    if person.n == 0:
        desk.grow(person)
        take_over(world, desk.team, person.seat)
    begin(world, desk, person)
    if person.day_rate < 0:
        desk.filled += person.share
    consider(world, desk, person, months_to_hours(month_of(world.now) + 1) - world.now)


def dilute(world: World, joined: float) -> None:
    """Let somebody new, in a post of the share ``joined``, dilute the method by which people work."""
    dilution = world.plan.process.process_dilution
    if dilution > 0.0:
        world.maturity = process.diluted(world.maturity, joined, heads(world), dilution)


def heads(world: World) -> float:
    """Return how many full posts are held."""
    held = 0.0
    for desk in world.desks:
        for person in desk.people:
            if not person.gone:
                held += person.share
    return held


def come(world: World, person: Person, team: int, seat: int) -> None:
    """Let a person who comes from another team begin there; it is the same person, and customers know him."""
    desk = world.desks[team]
    usual, share = world.plan.teams[team].seats[seat], world.shares[team][seat]
    here = Person(seat, 0, person.key, usual, share, world.now)
    here.skill, here.left = person.skill, person.left
    if here.skill != 1.0:
        here.availability = productivity.at_pace(usual, here.skill)
    settle_in(world, desk, here)
    desk.trained += share
    world.recorder.person_came(world.now, team, seat, share)
    desk.grow(here)
    begin(world, desk, here)
    if world.change is not None and world.now > world.change.start:
        # when the new design begins, the first of the month is still to come
        consider(world, desk, here, months_to_hours(month_of(world.now) + 1) - world.now)


def settle_in(world: World, desk: Desk, person: Person) -> None:
    """Let a person take a seat; he works slowly at first."""
    person.ramp = world.staffing[desk.team].ramp_hours
    if world.plan.process.process_on:
        person.ramp = process.ramp(person.ramp, world.maturity)
        dilute(world, person.share)
    person.ramped = world.now + person.ramp
    desk.replace(person)


def count_post(world: World, desk: Desk, person: Person) -> None:
    """Count for how long a post has been held, up to now."""
    if not person.gone:
        hours = world.now - person.paid
        desk.post_hours += pay.post_hours(person.share, hours)
        if person.day_rate < 0:
            desk.payroll_hours += pay.post_hours(person.share, hours)
        else:
            desk.contracts += pay.contract(person.share, hours, person.day_rate)
        person.paid = world.now


def expected_yield(world: World, team: int, person: Person) -> float:
    """Return the work hours a planner expects of a person per hour: he knows absences and vacancies, not skill."""
    row, usual = world.staffing[team], world.plan.teams[team].seats[person.seat]
    if person.gone:
        return 0.0
    if world.plan.process.process_invested > 0.0:
        usual = process.left_for_customers(usual, world.plan.process.process_invested)
    if row.absence_hours > 0.0:
        return productivity.at_pace(usual, absence.present_share(row.absence_every, row.absence_hours))
    return usual
