"""The story of a check-in: due by cadence, held, or expired; retells :mod:`cssim.engine.check_ins`."""

from __future__ import annotations

from cssim.domain.keys import SLOT_STREAM
from cssim.domain.work import CHECK_IN
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import ARRIVALS
from cssim.engine.compiled import calendar, desks, open_work, recorder
from cssim.engine.compiled.contacts import contact, teach
from cssim.engine.compiled.draws import derived, uniform
from cssim.engine.compiled.rows import World
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose


def cadence(w: World, i: int) -> None:
    """Let a check-in of an account fall due, and plan the next one."""
    account, run = w.accounts[i], w.run[0]
    if not account.live:
        return
    n = account.slot_n
    account.slot_n = n + 1
    plan_slot(w, i, on_grid(run.now + w.segments[account.segment].check_in_interval, run.grid))
    check_in(w, i, n)


def plan_slot(w: World, i: int, due: float) -> None:
    """Plan an account's next check-in, ``due`` [h]."""
    calendar.at(w, due, ARRIVALS, derived(w.accounts[i].key, SLOT_STREAM), calendar.SLOT, i, 0)


def check_in(w: World, i: int, n: int) -> None:
    """One slot, from due to its desk; it expires when it has waited as long as its segment allows."""
    run = w.run[0]
    segment = w.segments[w.accounts[i].segment]
    k = slot(w, i, n)
    open_work.remember(w, k)
    desks.submit(w, k)
    expires = on_grid(run.now + segment.check_in_expiry, run.grid)
    calendar.at(w, expires, ARRIVALS, w.works[k].key, calendar.EXPIRY, k, 0)


def slot(w: World, i: int, n: int) -> int:
    """Return the ``n``-th check-in slot of an account, which may be held from now on."""
    account = w.accounts[i]
    segment = w.segments[account.segment]
    key = derived(account.key, SLOT_STREAM)
    k = open_work.new_work(w, i, derived(key, n), CHECK_IN)
    work = w.works[k]
    law = segment.check_in_work
    u = uniform(w, Purpose.SLOT_WORK, key, n) if law.law != inverse.FIXED else 0.5
    work.hours = inverse.hours(law.law, law["mean"], law.spread, u)
    work.team = segment.team
    work.owner = account.owner
    recorder.slot_due(w, k)
    return k


def held(w: World, k: int) -> None:
    """Go on with a check-in that has been held."""
    run = w.run[0]
    contact(w, k, run.proactive_share)
    teach(w, k, run.check_in_share, w.teams[w.works[k].team].touch_quality)
    open_work.close(w, k)


def expires(w: World, k: int) -> None:
    """End a check-in that has waited too long."""
    desks.expire(w, k)
    open_work.close(w, k)
