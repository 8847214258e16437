"""What happens when a person takes work in hand; retells :mod:`cssim.engine.handling`."""

from __future__ import annotations

from cssim.domain.work import is_slot
from cssim.dynamics import expertise, gatekeeping, process, productivity, relationship
from cssim.engine.compiled import recorder
from cssim.engine.compiled.acquaintances import contacts_with
from cssim.engine.compiled.contacts import contacts_to_half
from cssim.engine.compiled.draws import happens
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.uses import choose
from cssim.sampling.streams import Purpose


def begin_work(w: World, k: int, p: int) -> float:
    """Settle whether person ``p`` closes work ``k`` alone, write the start, and return the clock time [h] it takes."""
    work = w.works[k]
    covering = work.team == w.segments[w.accounts[work.account].segment].team
    if covering and work.type >= 0:
        work.alone = int(closes_alone(w, k, p))
        if not work.alone:
            work.warm = int(happens(w, Purpose.WARM_TRANSFER, w.run[0].warm, work.key, 0))
    elif is_slot(work.type):
        choose(w, k)
    late = work.type >= 0 and work.wait > w.teams[work.team].promise
    recorder.started(w, k, late)
    hours = hours_of(w, k, covering)
    if w.run[0].process_on:
        hours = process.handling(hours, w.run[0].maturity)
    return expertise.handling_time(hours, catch_up(w, k, p), hourly_yield(w, p))


def hourly_yield(w: World, p: int) -> float:
    """Return the work hours for customers that a present hour of a person yields now; less while he is new."""
    person, run = w.people[p], w.run[0]
    left, hourly = person.ramped - run.now, float(person.availability)
    if run.process_invested > 0.0:
        hourly = process.left_for_customers(hourly, run.process_invested)
    if left <= 0.0:
        return hourly
    pace = productivity.ramp_pace(person.ramp - left, person.ramp, w.teams[person.team].ramp_start)
    return productivity.at_pace(hourly, pace)


def closes_alone(w: World, k: int, p: int) -> bool:
    """Return whether a CSM closes the request without another person; the more waits for him, the less he does."""
    share, elasticity = share_alone(w, k, w.people[p].able), w.run[0].gatekeeper
    if elasticity > 0.0:
        days = gatekeeping.waiting_days(waiting(w, p), w.people[p].availability)
        share = gatekeeping.under_load(share, days, elasticity)
    return expertise.resolves(w.works[k].difficulty, share)


def waiting(w: World, p: int) -> float:
    """Return the hours of work [h] that wait for a person: of his own line, and his part of those he shares."""
    person = w.people[p]
    team = w.teams[person.team]
    hours = gatekeeping.hours_each(person.queued, 1)
    hours += gatekeeping.hours_each(team.queued, team.posts)
    for place in range(person.first_place, person.first_place + person.places):
        group = w.groups[w.places[place].group]
        hours += gatekeeping.hours_each(group.queued, group.posts)
    return hours


def share_alone(w: World, k: int, able: float) -> float:
    """Return the share of requests of this kind that CSMs of its team close without another person; may be above 1.

    ``able`` is the share of questions that one of them closes alone at most.
    """
    work = w.works[k]
    alone = min(w.teams[work.team].resolves_alone, able)
    breadth = w.segments[w.accounts[work.account].segment].breadth
    if breadth != 1.0:
        alone = expertise.of_several_products(alone, breadth)
    return float(alone + w.types[work.type].bonus)


def hours_of(w: World, k: int, covering: bool) -> float:
    """Return the work hours [h] of this person's part: all of it, the triage before a transfer, or what follows one."""
    run, work = w.run[0], w.works[k]
    if work.astray:
        return float(run.triage)
    if covering and not work.alone:
        return float(run.triage + run.warm_time if work.warm else run.triage)
    if work.team == run.specialist and run.specialist_pace != 1.0:
        return expertise.specialist_hours(work.hours, run.specialist_pace)
    return float(work.hours)


def catch_up(w: World, k: int, p: int) -> float:
    """Return the hours [h] a person who does not know the account spends on catching up; the support desk has none."""
    run, work = w.run[0], w.works[k]
    if run.catch_up == 0.0 or work.team == run.support:
        return 0.0
    contacts = contacts_with(w, work.account, w.people[p].key)
    return expertise.catch_up_time(run.catch_up, relationship.familiarity(contacts, contacts_to_half(w, work.team)))
