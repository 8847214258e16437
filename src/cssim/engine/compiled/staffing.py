"""Who sits in a seat: people come, stay, and leave it to a successor; retells :mod:`cssim.engine.staffing`."""

from __future__ import annotations

from cssim.domain.keys import ENDING, LEAVE_BEGINS, LEAVE_ENDS, LEAVING
from cssim.domain.people import OPENED
from cssim.dynamics import absence as away
from cssim.dynamics import attrition, hiring, pay, process, productivity
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import STAFFING
from cssim.engine.compiled import absence, attendance, calendar, desks, recorder_of_people
from cssim.engine.compiled.draws import derived, trait
from cssim.engine.compiled.handover import hand_over, lose_owner, take_over
from cssim.engine.compiled.rows import NONE, World
from cssim.plan.rows.staffing import ON_DEMAND
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import month_of, months_to_hours, to_milli


def arrive(w: World, p: int, n: int) -> None:
    """Let the ``n``-th occupant of a seat come, be who he is, and begin his stories."""
    person = w.people[p]
    team = w.teams[person.team]
    be_new(w, p, n, key_of(w, p, n))
    person.left = 0.0
    if team.skill_spread > 0.0:
        person.skill = inverse.lognormal(trait(w, Purpose.SKILL, person.key, 0), 1.0, team.skill_spread)
        person.availability = productivity.at_pace(person.usual, person.skill)
    draw_stay(w, p)
    if n > 0:
        person.day_rate = -1
    absence.plan_next(w, p)


def be_new(w: World, p: int, n: int, key: int) -> None:
    """Let somebody be in a seat of whom nothing is known but who he is."""
    person, now = w.people[p], w.run[0].now
    person.n, person.key, person.share = n, key, person.post
    person.skill, person.availability = 1.0, person.usual
    person.since = person.counted = person.joined = person.ramped = now
    person.paid_until = max(0.0, now)
    person.here, person.covered, person.block, person.marked = 1, 0, 0, 0
    person.leaving, person.quit, person.gone, person.open = 0, 0, 0, 1
    person.closes, person.on_leave = 0, 0
    person.done, person.done_read, person.time_read = 0, 0, person.busy_milli + person.idle_milli
    person.kpi, person.periods = 0.0, 0
    person.load, person.busy_read, person.idle_read = 0.0, person.busy_milli, person.idle_milli
    person.able = 1.0
    person.sent, person.goes = 0, 0


def draw_stay(w: World, p: int) -> None:
    """Draw how much a person puts up with before he leaves, where people leave and it has not been drawn."""
    person = w.people[p]
    if w.teams[person.team].hazard > 0.0 and person.left == 0.0:
        person.left = inverse.exponential(trait(w, Purpose.LEAVING, person.key, 0))


def plan_dates(w: World, p: int) -> None:
    """Plan what a roster knows of a person: that he leaves, and when he is away for long."""
    person = w.people[p]
    plan_date(w, p, person.ends, ENDING, calendar.ENDS)
    plan_date(w, p, person.leave_from, LEAVE_BEGINS, calendar.LEAVE_FROM)
    plan_date(w, p, person.leave_to, LEAVE_ENDS, calendar.LEAVE_TO)


def plan_date(w: World, p: int, time: float, what: int, story: int) -> None:
    """Plan something that is known of a person, if it is and is still to come."""
    if w.run[0].now <= time < ON_DEMAND:
        calendar.at(w, on_grid(time, w.run[0].grid), STAFFING, derived(w.people[p].key, what), story, p, 0)


def end(w: World, p: int) -> None:
    """Let a person leave on the day on which it is known that he will; the post of a contractor goes with him."""
    w.people[p].closes = w.people[p].day_rate >= 0
    leave(w, p)


def come_later(w: World, p: int) -> None:
    """Leave the place to the first who will hold a post that has not been opened."""
    person, now = w.people[p], w.run[0].now
    person.n, person.key, person.share = -1, key_of(w, p, 0), person.post
    person.since = person.counted = now
    person.here, person.covered, person.quit, person.gone = 0, 1, 1, 1


def key_of(w: World, p: int, n: int) -> int:
    """Return the key of the ``n``-th occupant of a seat."""
    person = w.people[p]
    return derived(derived(w.teams[person.team].key, person.seat), n)


def feel_load(w: World, p: int) -> None:
    """Read how busy a person has been in the month that is over."""
    person = w.people[p]
    if w.teams[person.team].overload == 0.0 or person.gone:
        return
    busy, idle = time_of(w, p)
    newest = attrition.load(busy - person.busy_read, idle - person.idle_read)
    person.load = attrition.smoothed(person.load, newest)
    person.busy_read, person.idle_read = busy, idle


def time_of(w: World, p: int) -> tuple[int, int]:
    """Return busy and idle time of a seat up to now [h/1000]."""
    person = w.people[p]
    spent = to_milli(w.run[0].now) - to_milli(person.since)
    busy, idle = int(person.busy_milli), int(person.idle_milli)
    if person.work != NONE:
        busy += spent
    elif person.here:
        idle += spent
    return busy, idle


def consider(w: World, p: int, hours: float) -> None:
    """Settle whether a person leaves within the ``hours`` [h] until the next month, and when."""
    person, run = w.people[p], w.run[0]
    team = w.teams[person.team]
    if team.hazard == 0.0 or person.gone or person.leaving:
        return
    hazard = float(team.hazard)
    if team.overload > 0.0:
        hazard = attrition.under_load(hazard, person.load, team.overload)
    spent = attrition.spent(hazard, hours)
    if person.left < spent:
        person.leaving = 1
        time = on_grid(run.now + attrition.hours_until(person.left, hazard), run.grid)
        calendar.at(w, time, STAFFING, derived(person.key, LEAVING), calendar.LEAVE, p, 0)
    person.left -= spent


def leave(w: World, p: int) -> None:
    """Let a person go; he finishes first what he has in hand, and colleagues do the rest."""
    person = w.people[p]
    if person.quit:
        return
    person.leaving = person.quit = 1
    if person.here:
        attendance.send_away(w, p)
    attendance.cover(w, p)
    if person.work == NONE:
        depart(w, p)


def depart(w: World, p: int) -> None:
    """Leave a seat to a successor, who comes when the post has been filled, if it is still there."""
    person, run = w.people[p], w.run[0]
    team = w.teams[person.team]
    count_post(w, p)
    person.gone = 1
    if person.closes and not person.sent:
        recorder_of_people.person_left(w, p)
        desks.shrink(w, p)
        hand_over(w, p, True)
        person.key = key_of(w, p, person.n + 1)
        return
    filled = run.now + team.time_to_fill
    if team.freeze_to > team.freeze_from:
        filled = hiring.filled_at(run.now, team.time_to_fill, team.freeze_from, team.freeze_to)
    if person.goes:
        recorder_of_people.person_went(w, p)
        come(w, person.to_person, p)
    else:
        recorder_of_people.person_left(w, p)
    if not person.sent:
        lose_owner(w, p, filled == run.now, person.key)
    # from now on entries of the one who has left are not for this seat any more
    person.key = key_of(w, p, person.n + 1)
    if person.open:
        calendar.at(w, on_grid(filled, run.grid), STAFFING, person.key, calendar.JOIN, p, 0)


def open_post(w: World, p: int) -> None:
    """Open a post, which is filled as one that falls vacant; a freeze of new posts may halt that."""
    person, run = w.people[p], w.run[0]
    team = w.teams[person.team]
    person.open = 1
    if person.n >= 0:
        desks.grow(w, p)
    recorder_of_people.person(w, p, OPENED)
    filled = run.now + team.time_to_fill
    if person.appointed:
        filled = run.now
    elif team.no_posts_to > team.no_posts_from:
        filled = hiring.filled_at(run.now, team.time_to_fill, team.no_posts_from, team.no_posts_to)
    calendar.at(w, on_grid(filled, run.grid), STAFFING, person.key, calendar.JOIN, p, 0)


def open_planned(w: World, p: int) -> None:
    """Open a post as planned, unless it is open or another plan is in force by now."""
    if not w.people[p].open and w.people[p].opens == w.run[0].now:
        open_post(w, p)


def close_planned(w: World, p: int) -> None:
    """Close a post as planned: who holds it leaves, and is paid for that; unless another plan is in force by now."""
    person = w.people[p]
    if not person.open or person.shuts != w.run[0].now:
        return
    person.closes = 1
    if person.gone:
        desks.shrink(w, p)
        hand_over(w, p, False)
    else:
        let_go(w, p)


def let_go(w: World, p: int) -> None:
    """Let a person leave who would have stayed; he is paid for that."""
    person = w.people[p]
    team = w.teams[person.team]
    if not person.quit:
        sever(w, p, team.severance_pay)
    leave(w, p)


def sever(w: World, p: int, each: int) -> None:
    """Owe a person who has to leave what that costs, at ``each`` [cents] a full post."""
    if each > 0:
        w.teams[w.people[p].team].severance += pay.due_once(each, w.people[p].share)


def join(w: World, p: int) -> None:
    """Let the successor begin, unless the post has been closed in the meantime."""
    person, now = w.people[p], w.run[0].now
    if not person.open or not person.gone:
        return
    person.away_milli += to_milli(now) - to_milli(person.since)
    n = person.n + 1
    settle_in(w, p)
    arrive(w, p, n)
    person.ramped = now + person.ramp
    desks.become_free(w, p)
    recorder_of_people.person_joined(w, p)
    if n == 0:
        desks.grow(w, p)
        take_over(w, p)
        plan_dates(w, p)
    if person.day_rate < 0:
        w.teams[person.team].filled += person.share
    consider(w, p, months_to_hours(month_of(now) + 1) - now)


def dilute(w: World, joined: float) -> None:
    """Let somebody new, in a post of the share ``joined``, dilute the method by which people work."""
    run = w.run[0]
    if run.process_dilution > 0.0:
        run.maturity = process.diluted(run.maturity, joined, heads(w), run.process_dilution)


def heads(w: World) -> float:
    """Return how many full posts are held."""
    held = 0.0
    for p in range(len(w.people)):
        if not w.people[p].gone:
            held += w.people[p].share
    return held


def come(w: World, p: int, before: int) -> None:
    """Let a person who comes from another team begin; it is the same person, and customers know him."""
    person, run, same = w.people[p], w.run[0], w.people[before]
    person.away_milli += to_milli(run.now) - to_milli(person.since)
    settle_in(w, p)
    be_new(w, p, 0, same.key)
    person.skill, person.left = same.skill, same.left
    if person.skill != 1.0:
        person.availability = productivity.at_pace(person.usual, person.skill)
    absence.plan_next(w, p)
    person.ramped = run.now + person.ramp
    desks.become_free(w, p)
    w.teams[person.team].trained += person.share
    recorder_of_people.person_came(w, p)
    desks.grow(w, p)
    if run.now > run.change_start:
        # when the new design begins, the first of the month is still to come
        consider(w, p, months_to_hours(month_of(run.now) + 1) - run.now)


def settle_in(w: World, p: int) -> None:
    """Settle how long it takes somebody new to work at the usual pace."""
    person, run = w.people[p], w.run[0]
    person.ramp = w.teams[person.team].ramp_hours
    if run.process_on:
        person.ramp = process.ramp(person.ramp, run.maturity)
        dilute(w, person.post)


def count_post(w: World, p: int) -> None:
    """Count for how long a post has been held, up to now."""
    person, now = w.people[p], w.run[0].now
    if not person.gone:
        team, hours = w.teams[person.team], now - person.paid_until
        team.post_hours += pay.post_hours(person.share, hours)
        if person.day_rate < 0:
            team.payroll_hours += pay.post_hours(person.share, hours)
        else:
            team.contracts += pay.contract(person.share, hours, person.day_rate)
        person.paid_until = now


def expected_yield(w: World, p: int) -> float:
    """Return the work hours a planner expects of a person per hour: he knows absences and vacancies, not skill."""
    person = w.people[p]
    team = w.teams[person.team]
    if person.gone:
        return 0.0
    usual, invested = float(person.usual), w.run[0].process_invested
    if invested > 0.0:
        usual = process.left_for_customers(usual, invested)
    if team.absence_hours > 0.0:
        return productivity.at_pace(usual, away.present_share(team.absence_every, team.absence_hours))
    return usual
