"""The story of a request: asked, routed, waited for, answered or transferred; retells :mod:`cssim.engine.requests`."""

from __future__ import annotations

from cssim.dynamics import routing
from cssim.dynamics.drivers import SERVICE
from cssim.dynamics.expertise import FOR_OWNER
from cssim.engine.calendar import ARRIVALS
from cssim.engine.compiled import calendar, open_work, recorder
from cssim.engine.compiled.answers import answer, be_late, go_wrong
from cssim.engine.compiled.contacts import contact, explain_twice
from cssim.engine.compiled.demand import next_due
from cssim.engine.compiled.desks import submit
from cssim.engine.compiled.draws import derived, happens, uniform
from cssim.engine.compiled.handling import share_alone
from cssim.engine.compiled.health import post
from cssim.engine.compiled.routes import pass_on, place
from cssim.engine.compiled.rows import NONE, World
from cssim.engine.compiled.surveys import rate_answer
from cssim.engine.compiled.watching import answered_by_team, is_active, lasts
from cssim.engine.compiled.wishes import heard, is_wish, wish
from cssim.plan.tables import COMMERCIAL, N_REQUEST_TYPES
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose


def begin_requests(w: World, i: int, begin: float) -> None:
    """Let an account ask from ``begin`` [h] on what those of its segment do, and it does not ask yet."""
    account = w.accounts[i]
    for type_ in range(N_REQUEST_TYPES):
        if w.segments[account.segment].rates[type_] > 0.0 and account.demand > 0.0 and not account.asking[type_]:
            account.asking[type_] = 1
            plan_next(w, i, type_, begin)


def asks(w: World, i: int, type_: int) -> None:
    """Let an account ask, and plan when it will next."""
    account = w.accounts[i]
    if not lasts(w, i) or w.segments[account.segment].rates[type_] == 0.0:
        account.asking[type_] = 0
        return
    n = account.n[type_]
    account.n[type_] = n + 1
    plan_next(w, i, type_, w.run[0].now)
    if is_active(w, i):
        request(w, i, type_, derived(account.key, type_), n)


def plan_next(w: World, i: int, type_: int, last: float) -> None:
    """Plan the request of a stream that follows the one at ``last`` [h]."""
    due = next_due(w, i, type_, last)
    calendar.at(w, due, ARRIVALS, derived(w.accounts[i].key, type_), calendar.REQUEST, i, type_)


def request(w: World, i: int, type_: int, stream: int, n: int) -> None:
    """One request, the ``n``-th of a ``stream`` (key), from asked to its first desk, or to the answer it finds."""
    k = raise_request(w, i, type_, stream, n)
    if routing.solved_at_once(w.works[k].stop):
        open_work.discard(w, k)
        return
    open_work.remember(w, k)
    submit(w, k)


def served(w: World, k: int) -> None:
    """Go on with a request whose part at a desk is done: it is passed on, or answered."""
    work = w.works[k]
    if work.transferred and not work.warm:
        explain_twice(w, k)
    be_served(w, k)
    if not work.transferred and (work.astray or not work.alone):
        pass_on(w, k)
        submit(w, k)
        return
    answer(w, k)
    rate_answer(w, k)
    open_work.close(w, k)


def be_served(w: World, k: int) -> None:
    """Let a customer feel how he was served at one desk; all but support become better known, in being of help."""
    run, work = w.run[0], w.works[k]
    be_late(w, k)
    if work.team != run.support:
        contact(w, k, 0.0 if work.astray else run.reactive_share)


def raise_request(w: World, i: int, type_: int, key: int, n: int) -> int:
    """Return the ``n``-th request of the stream ``key``: what is drawn of it, is drawn at its own address."""
    row = w.types[type_]
    k = open_work.new_work(w, i, derived(key, n), type_)
    work = w.works[k]
    deflected = happens(w, Purpose.SELF_SERVICE, row.self_service, key, n)
    automated = not deflected and happens(w, Purpose.AGENT, row.agent, key, n)
    wrong = automated and happens(w, Purpose.AGENT_WRONG, w.run[0].agent_wrong, key, n)
    asked = not (deflected or automated) or wrong
    misrouted = asked and happens(w, Purpose.MISROUTED, row.misrouted, key, n)
    stop = routing.first_stop(row.destination, deflected, automated and not wrong, misrouted)
    if stop == routing.TO_CSM and type_ == COMMERCIAL and w.segments[w.accounts[i].segment].commercial_team >= 0:
        stop = routing.TO_OWNER
    work.stop = routing.within_reach(stop, answered_by_team(w, i))
    deal_share = float(w.segments[w.accounts[i].segment].deal_share) if type_ == COMMERCIAL else 0.0
    if happens(w, Purpose.ABOUT_A_DEAL, deal_share, key, n):
        work.difficulty = FOR_OWNER
    elif work.stop == routing.TO_CSM and not misrouted:
        if happens(w, Purpose.BYPASS, w.accounts[i].bypass, key, n):
            work.stop = routing.TO_SPECIALIST
    if asked:
        prepare(w, k, key, n)
    recorder.request_raised(w, k, misrouted)
    if wrong:
        go_wrong(w, k, NONE)
    if is_wish(w, k):
        wish(w, k)
        if not asked:
            heard(w, k, False)
    if asked:
        work.cost = post(w, i, SERVICE, w.run[0].service_level, row.raise_share, work.key)
    return k


def prepare(w: World, k: int, key: int, n: int) -> None:
    """Draw how much work a request is and how hard, and put it before its first desk."""
    work = w.works[k]
    account, row = w.accounts[work.account], w.types[work.type]
    law = row.work
    u = uniform(w, Purpose.REQUEST_WORK, key, n) if law.law != inverse.FIXED else 0.5
    work.hours = inverse.hours(law.law, law["mean"], law.spread, u)
    work.urgency = row.urgency
    if work.stop == routing.TO_SUPPORT:
        place(w, k, w.run[0].support)
        return
    if work.stop == routing.TO_SPECIALIST:
        place(w, k, w.run[0].specialist)
        work.astray = int(happens(w, Purpose.WRONG_PERSON, w.run[0].wrong_person, key, n))
        return
    if work.stop == routing.TO_OWNER:
        place(w, k, w.segments[account.segment].commercial_team)
        return
    place(w, k, w.segments[account.segment].team)
    work.owner = account.owner
    if work.difficulty == FOR_OWNER:
        return
    if share_alone(w, k, 1.0) < 1.0 or w.run[0].gatekeeper > 0.0:
        work.difficulty = uniform(w, Purpose.REQUEST_DIFFICULTY, key, n)
