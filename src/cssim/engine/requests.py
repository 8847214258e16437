"""The story of a request: asked, routed, waited for, answered or transferred, answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import keys
from cssim.domain.accounts import Account, Stream
from cssim.domain.work import Work
from cssim.dynamics import routing
from cssim.dynamics.drivers import SERVICE
from cssim.dynamics.expertise import FOR_OWNER
from cssim.engine.answers import answer, be_late, go_wrong
from cssim.engine.calendar import ARRIVALS
from cssim.engine.contacts import contact, explain_twice
from cssim.engine.demand import next_due
from cssim.engine.handling import share_alone
from cssim.engine.routes import pass_on, place
from cssim.engine.surveys import rate_answer
from cssim.engine.watching import answered_by_team, is_active
from cssim.engine.wishes import heard, is_wish, wish
from cssim.plan.tables import COMMERCIAL, N_REQUEST_TYPES, NOBODY
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def begin_requests(world: World, account: Account, begin: float) -> None:
    """Begin an account's streams of requests at ``begin`` [h]."""
    for type_ in range(N_REQUEST_TYPES):
        account.streams.append(Stream(keys.stream_key(account.key, type_), begin))
    ask_from(world, account, begin)


def ask_from(world: World, account: Account, begin: float) -> None:
    """Let an account ask from ``begin`` [h] on what those of its segment do, and it does not ask yet."""
    for type_, rate in enumerate(world.plan.segments[account.segment].rates):
        stream = account.streams[type_]
        if rate > 0.0 and account.demand > 0.0 and not stream.running:
            stream.running = True
            stream.due = next_due(world, account, type_, begin)
            world.tell(asks(world, account, type_))


def asks(world: World, account: Account, type_: int) -> Story:
    """An account's stream of requests of one type, for as long as it is a customer."""
    stream = account.streams[type_]
    while True:
        yield world.at(stream.due, ARRIVALS, stream.key)
        stream.running = account.lasts and world.plan.segments[account.segment].rates[type_] > 0.0
        if not stream.running:
            return
        if is_active(world, account):
            world.tell(request(world, account, type_, stream.key, stream.n))
        stream.n += 1
        stream.due = next_due(world, account, type_, stream.due)


def request(world: World, account: Account, type_: int, stream: int, n: int) -> Story:
    """One request, the ``n``-th of a ``stream`` (key), from asked to answered."""
    work = raise_request(world, account, type_, stream, n)
    if routing.solved_at_once(work.stop):
        return
    yield world.submit(work)
    be_served(world, work)
    passed_on = work.astray or not work.alone
    if passed_on:
        pass_on(world, work)
        yield world.submit(work)
        if not work.warm:
            explain_twice(world, work)
        be_served(world, work)
    answer(world, work)
    rate_answer(world, work, passed_on)
    world.close(work)


def be_served(world: World, work: Work) -> None:
    """Let a customer feel how he was served at one desk; all but support become better known, in being of help."""
    be_late(world, work)
    if work.team != world.plan.routing.support:
        contact(world, work, 0.0 if work.astray else world.plan.effects.reactive_share)


def raise_request(world: World, account: Account, type_: int, key: int, n: int) -> Work:
    """Return the ``n``-th request of the stream ``key``: what is drawn of it, is drawn at its own address."""
    row = world.plan.request_types[type_]
    work = Work(account, keys.work_key(key, n), type_, world.now)
    deflected = world.draws.happens(Purpose.SELF_SERVICE, row.self_service, key, n)
    automated = not deflected and world.draws.happens(Purpose.AGENT, row.agent, key, n)
    wrong = automated and world.draws.happens(Purpose.AGENT_WRONG, world.plan.routing.agent_wrong, key, n)
    asked = not (deflected or automated) or wrong
    misrouted = asked and world.draws.happens(Purpose.MISROUTED, row.misrouted, key, n)
    stop = routing.first_stop(row.destination, deflected, automated and not wrong, misrouted)
    if stop == routing.TO_CSM and type_ == COMMERCIAL and world.plan.segments[account.segment].commercial_team >= 0:
        stop = routing.TO_OWNER
    work.stop = routing.within_reach(stop, answered_by_team(world, account))
    deal_share = world.plan.segments[account.segment].deal_share if type_ == COMMERCIAL else 0.0
    if world.draws.happens(Purpose.ABOUT_A_DEAL, deal_share, key, n):
        work.difficulty = FOR_OWNER
    elif work.stop == routing.TO_CSM and not misrouted:
        if world.draws.happens(Purpose.BYPASS, account.bypass, key, n):
            work.stop = routing.TO_SPECIALIST
    if asked:
        prepare(world, work, key, n)
    world.recorder.request_raised(work, misrouted)
    if wrong:
        go_wrong(world, work, NOBODY)
    if is_wish(world, work):
        wish(world, work)
        if not asked:
            heard(world, work, by_us=False)
    if asked:
        work.cost = world.post(account, SERVICE, world.plan.effects.service_level, row.raise_share, work.key)
    return work


def prepare(world: World, work: Work, key: int, n: int) -> None:
    """Draw how much work a request is and how hard, and put it before its first desk."""
    row = world.plan.request_types[work.type]
    law = row.work
    u = world.draws.uniform(Purpose.REQUEST_WORK, key, n) if law.law != inverse.FIXED else 0.5
    work.hours = inverse.hours(*law, u)
    work.urgency = row.urgency
    if work.stop == routing.TO_SUPPORT:
        place(world, work, world.plan.routing.support)
        return
    if work.stop == routing.TO_SPECIALIST:
        place(world, work, world.plan.routing.specialist)
        work.astray = world.draws.happens(Purpose.WRONG_PERSON, world.plan.routing.wrong_person, key, n)
        return
    if work.stop == routing.TO_OWNER:
        place(world, work, world.plan.segments[work.account.segment].commercial_team)
        return
    place(world, work, world.csm_team(work.account))
    work.owner = work.account.owner
    if work.difficulty == FOR_OWNER:
        return
    if share_alone(world, work) < 1.0 or world.plan.routing.gatekeeper > 0.0:
        work.difficulty = world.draws.uniform(Purpose.REQUEST_DIFFICULTY, key, n)
