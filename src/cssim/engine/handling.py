"""What happens when a person takes work in hand: can he close it, and how long will he be busy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.people import Person
from cssim.domain.work import Work, is_slot
from cssim.dynamics import expertise, gatekeeping, process, productivity, relationship
from cssim.engine.contacts import contacts_to_half
from cssim.engine.uses import choose
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import World


def begin_work(world: World, work: Work, person: Person) -> float:
    """Settle whether ``person`` closes ``work`` alone, write the start, and return the clock time [h] it takes."""
    team = world.plan.teams[work.team]
    covering = work.team == world.csm_team(work.account)
    if covering and work.type >= 0:
        work.alone = closes_alone(world, work, person)
        if not work.alone:
            work.warm = world.draws.happens(Purpose.WARM_TRANSFER, world.plan.routing.warm, work.key, 0)
    elif is_slot(work.type):
        choose(world, work)
    late = work.type >= 0 and work.wait > team.promise
    world.recorder.started(world.now, work, person.seat, late)
    hours = hours_of(world, work, covering)
    if world.plan.process.process_on:
        hours = process.handling(hours, world.maturity)
    return expertise.handling_time(hours, catch_up(world, work, person), hourly_yield(world, work.team, person))


def hourly_yield(world: World, team: int, person: Person) -> float:
    """Return the work hours for customers that a present hour of a person yields now; less while he is new."""
    left, hourly, invested = person.ramped - world.now, person.availability, world.plan.process.process_invested
    if invested > 0.0:
        hourly = process.left_for_customers(hourly, invested)
    if left <= 0.0:
        return hourly
    pace = productivity.ramp_pace(person.ramp - left, person.ramp, world.staffing[team].ramp_start)
    return productivity.at_pace(hourly, pace)


def closes_alone(world: World, work: Work, person: Person) -> bool:
    """Return whether a CSM closes the request without another person; the more waits for him, the less he does."""
    share, elasticity = share_alone(world, work, person.able), world.plan.routing.gatekeeper
    if elasticity > 0.0:
        share = gatekeeping.under_load(
            share, gatekeeping.waiting_days(waiting(person), person.availability), elasticity
        )
    return expertise.resolves(work.difficulty, share)


def waiting(person: Person) -> float:
    """Return the hours of work [h] that wait for a person: of his own line, and his part of those he shares."""
    hours = 0.0
    for line in person.lines:
        hours += gatekeeping.hours_each(line.queued, line.size)
    return hours


def share_alone(world: World, work: Work, able: float = 1.0) -> float:
    """Return the share of requests of this kind that CSMs of its team close without another person; may be above 1.

    ``able`` is the share of questions that one of them closes alone at most.
    """
    alone = min(world.plan.teams[work.team].resolves_alone, able)
    breadth = world.plan.segments[work.account.segment].breadth
    if breadth != 1.0:
        alone = expertise.of_several_products(alone, breadth)
    return alone + world.plan.request_types[work.type].bonus


def hours_of(world: World, work: Work, covering: bool) -> float:
    """Return the work hours [h] of this person's part: all of it, the triage before a transfer, or what follows one."""
    routing = world.plan.routing
    if work.astray:
        return routing.triage
    if covering and not work.alone:
        return routing.triage + routing.warm_time if work.warm else routing.triage
    if work.team == routing.specialist and routing.specialist_pace != 1.0:
        return expertise.specialist_hours(work.hours, routing.specialist_pace)
    return work.hours


def catch_up(world: World, work: Work, person: Person) -> float:
    """Return the hours [h] a person who does not know the account spends on catching up; the support desk has none."""
    routing, effects = world.plan.routing, world.plan.effects
    if routing.catch_up == 0.0 or work.team == routing.support:
        return 0.0
    contacts = work.account.contacts_with(person.key, world.now, effects.familiarity_half_life)
    return expertise.catch_up_time(
        routing.catch_up, relationship.familiarity(contacts, contacts_to_half(world, work.team))
    )
