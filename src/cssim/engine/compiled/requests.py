"""The story of a request: asked, routed, waited for, answered or transferred; retells :mod:`cssim.engine.requests`."""

from __future__ import annotations

from cssim.dynamics import demand, routing, service
from cssim.dynamics.drivers import SERVICE, TRANSFERS
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import ARRIVALS
from cssim.engine.compiled import calendar, open_work, recorder
from cssim.engine.compiled.contacts import contact, teach
from cssim.engine.compiled.desks import submit
from cssim.engine.compiled.draws import derived, uniform
from cssim.engine.compiled.health import add, post
from cssim.engine.compiled.rows import World
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import HOURS_PER_YEAR


def asks(w: World, i: int, type_: int) -> None:
    """Let an account ask, and plan when it will next."""
    account = w.accounts[i]
    if not account.live:
        return
    n = account.n[type_]
    account.n[type_] = n + 1
    plan_next(w, i, type_, w.run[0].now)
    request(w, i, type_, n)


def plan_next(w: World, i: int, type_: int, last: float) -> None:
    """Plan the request of a stream that follows the one at ``last`` [h]."""
    due = on_grid(last + next_gap(w, i, type_), w.run[0].grid)
    calendar.at(w, due, ARRIVALS, derived(w.accounts[i].key, type_), calendar.REQUEST, i, type_)


def next_gap(w: World, i: int, type_: int) -> float:
    """Return the working hours [h] from one request of a stream to its next."""
    account = w.accounts[i]
    key = derived(account.key, type_)
    unit = inverse.exponential(uniform(w, Purpose.REQUEST_GAP, key, account.n[type_]))
    rate = w.segments[account.segment].rates[type_]
    return demand.gap(unit, rate, account.demand, HOURS_PER_YEAR)


def request(w: World, i: int, type_: int, n: int) -> None:
    """One request, from asked to its first desk, or to the answer it finds itself."""
    k = raise_request(w, i, type_, n)
    if w.works[k].stop == routing.TO_SELF_SERVICE:
        open_work.discard(w, k)
        return
    open_work.remember(w, k)
    submit(w, k)


def served(w: World, k: int) -> None:
    """Go on with a request whose part at a desk is done: it is transferred, or answered."""
    run, work = w.run[0], w.works[k]
    covering = w.segments[w.accounts[work.account].segment].team
    be_late(w, k)
    if not work.transferred and work.team == covering:
        contact(w, k, run.reactive_share)
    if not work.transferred and not work.alone:
        transfer(w, k)
        submit(w, k)
        return
    if work.transferred and work.team == run.specialist:
        contact(w, k, run.reactive_share)
    answer(w, k)
    open_work.close(w, k)


def raise_request(w: World, i: int, type_: int, n: int) -> int:
    """Return the ``n``-th request of a stream: its hours, difficulty and first stop are drawn at its own address."""
    row = w.types[type_]
    key = derived(w.accounts[i].key, type_)
    k = open_work.new_work(w, i, derived(key, n), type_)
    work = w.works[k]
    deflected = row.self_service > 0.0 and uniform(w, Purpose.SELF_SERVICE, key, n) < row.self_service
    misrouted = not deflected and row.misrouted > 0.0 and uniform(w, Purpose.MISROUTED, key, n) < row.misrouted
    work.stop = routing.first_stop(row.destination, deflected, misrouted)
    if not deflected:
        prepare(w, k, key, n)
    recorder.request_raised(w, k, misrouted, deflected)
    if not deflected:
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
    place(w, k, w.segments[account.segment].team)
    work.owner = account.owner
    if w.teams[work.team].resolves_alone + row.bonus < 1.0:
        work.difficulty = uniform(w, Purpose.REQUEST_DIFFICULTY, key, n)


def place(w: World, k: int, team: int) -> None:
    """Send work to the common line of a team, due when that team has promised a first response."""
    work = w.works[k]
    work.team = team
    work.owner = routing.ANYONE
    work.due = w.run[0].now + w.teams[team].promise


def be_late(w: World, k: int) -> None:
    """Post what a wait beyond the promise costs."""
    run, work = w.run[0], w.works[k]
    if run.late_share == 0.0:
        return
    share = service.late_share(work.wait, w.teams[work.team].promise, run.late_share)
    post(w, work.account, SERVICE, run.service_level, share, work.key)


def transfer(w: World, k: int) -> None:
    """Hand a request on: a misrouted support question to support, any other to a specialist."""
    run, work = w.run[0], w.works[k]
    supported = w.types[work.type].destination == routing.TO_SUPPORT
    place(w, k, run.support if supported else run.specialist)
    work.alone, work.transferred = 1, 1
    recorder.transferred(w, k)
    post(w, work.account, TRANSFERS, run.transfer_level, run.transfer_share, work.key)


def answer(w: World, k: int) -> None:
    """Let a good answer restore part of what asking cost, and teach if it came from somebody who can."""
    run, work = w.run[0], w.works[k]
    if work.cost != 0.0 and run.restore_share > 0.0:
        elapsed = run.now - work.raised
        back = service.restored(work.cost, elapsed, run.driver_half_life[SERVICE], run.restore_share)
        add(w, work.account, SERVICE, back, work.key)
    if work.team == w.segments[w.accounts[work.account].segment].team:
        teach(w, k, run.answer_share, w.teams[work.team].touch_quality)
    elif work.team == run.specialist:
        teach(w, k, run.specialist_share, 1.0)
