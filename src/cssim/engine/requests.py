"""The story of a request: asked, routed, waited for, answered or transferred, answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import keys
from cssim.domain.accounts import Account
from cssim.domain.work import Work
from cssim.dynamics import demand, routing, service
from cssim.dynamics.drivers import SERVICE, TRANSFERS
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import ARRIVALS
from cssim.engine.contacts import contact, teach
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import HOURS_PER_YEAR

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def asks(world: World, account: Account, type_: int) -> Story:
    """An account's stream of requests of one type, for as long as it is a customer."""
    stream = account.streams[type_]
    while True:
        yield world.at(stream.due, ARRIVALS, stream.key)
        if not account.live:
            return
        world.tell(request(world, account, type_, stream.n))
        stream.n += 1
        stream.due = on_grid(stream.due + next_gap(world, account, type_), world.plan.clock.grid)


def request(world: World, account: Account, type_: int, n: int) -> Story:
    """One request, from asked to answered."""
    work = raise_request(world, account, type_, n)
    if work.stop == routing.TO_SELF_SERVICE:
        return
    yield world.submit(work)
    be_late(world, work)
    if work.team == world.csm_team(account):
        contact(world, work, world.plan.effects.reactive_share)
    if not work.alone:
        transfer(world, work)
        yield world.submit(work)
        be_late(world, work)
        if work.team == world.plan.routing.specialist:
            contact(world, work, world.plan.effects.reactive_share)
    answer(world, work)
    world.close(work)


def next_gap(world: World, account: Account, type_: int) -> float:
    """Return the working hours [h] from one request of a stream to its next."""
    stream = account.streams[type_]
    unit = inverse.exponential(world.draws.uniform(Purpose.REQUEST_GAP, stream.key, stream.n))
    rate = world.plan.segments[account.segment].rates[type_]
    return demand.gap(unit, rate, account.demand, HOURS_PER_YEAR)


def raise_request(world: World, account: Account, type_: int, n: int) -> Work:
    """Return the ``n``-th request of a stream: its hours, difficulty and first stop are drawn at its own address."""
    row = world.plan.request_types[type_]
    key = account.streams[type_].key
    work = Work(account, keys.work_key(key, n), type_, world.now)
    deflected = row.self_service > 0.0 and world.draws.uniform(Purpose.SELF_SERVICE, key, n) < row.self_service
    misrouted = not deflected and row.misrouted > 0.0 and world.draws.uniform(Purpose.MISROUTED, key, n) < row.misrouted
    work.stop = routing.first_stop(row.destination, deflected, misrouted)
    if not deflected:
        prepare(world, work, n)
    world.recorder.request_raised(work, misrouted, deflected)
    if not deflected:
        work.cost = world.post(account, SERVICE, world.plan.effects.service_level, row.raise_share, work.key)
    return work


def prepare(world: World, work: Work, n: int) -> None:
    """Draw how much work a request is and how hard, and put it before its first desk."""
    row = world.plan.request_types[work.type]
    key = work.account.streams[work.type].key
    law = row.work
    u = world.draws.uniform(Purpose.REQUEST_WORK, key, n) if law.law != inverse.FIXED else 0.5
    work.hours = inverse.hours(*law, u)
    work.urgency = row.urgency
    if work.stop == routing.TO_SUPPORT:
        place(world, work, world.plan.routing.support)
        return
    place(world, work, world.csm_team(work.account))
    work.owner = work.account.owner
    if world.plan.teams[work.team].resolves_alone + row.bonus < 1.0:
        work.difficulty = world.draws.uniform(Purpose.REQUEST_DIFFICULTY, key, n)


def place(world: World, work: Work, team: int) -> None:
    """Send work to the common line of a team, due when that team has promised a first response."""
    work.team = team
    work.owner = routing.ANYONE
    work.due = world.now + world.plan.teams[team].promise


def be_late(world: World, work: Work) -> None:
    """Post what a wait beyond the promise costs."""
    effects = world.plan.effects
    if effects.late_share == 0.0:
        return
    share = service.late_share(work.wait, world.plan.teams[work.team].promise, effects.late_share)
    world.post(work.account, SERVICE, effects.service_level, share, work.key)


def transfer(world: World, work: Work) -> None:
    """Hand a request on: a misrouted support question to support, any other to a specialist."""
    effects, stops = world.plan.effects, world.plan.routing
    supported = world.plan.request_types[work.type].destination == routing.TO_SUPPORT
    place(world, work, stops.support if supported else stops.specialist)
    work.alone = True
    world.recorder.transferred(world.now, work)
    world.post(work.account, TRANSFERS, effects.transfer_level, effects.transfer_share, work.key)


def answer(world: World, work: Work) -> None:
    """Let a good answer restore part of what asking cost, and teach if it came from somebody who can."""
    effects, row = world.plan.effects, world.plan.drivers[SERVICE]
    if work.cost != 0.0 and effects.restore_share > 0.0:
        back = service.restored(work.cost, world.now - work.raised, row.half_life, effects.restore_share)
        world.add(work.account, SERVICE, back, work.key)
    if work.team == world.csm_team(work.account):
        teach(world, work, effects.answer_share, world.plan.teams[work.team].touch_quality)
    elif work.team == world.plan.routing.specialist:
        teach(world, work, effects.specialist_share, 1.0)
