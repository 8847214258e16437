"""The story of a play: due by cadence, held, or expired; retells :mod:`cssim.engine.plays`."""

from __future__ import annotations

from cssim.domain.keys import SLOT_STREAMS
from cssim.domain.work import play_of, slot_type
from cssim.dynamics import plays
from cssim.dynamics.grid import on_grid
from cssim.dynamics.plays import N_PLAYS, QBR
from cssim.engine.calendar import ARRIVALS
from cssim.engine.compiled import calendar, desks, open_work, recorder
from cssim.engine.compiled.contacts import contact, teach
from cssim.engine.compiled.draws import derived, uniform
from cssim.engine.compiled.rows import World
from cssim.plan.tables import NOBODY
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose


def begin_plays(w: World, i: int, begin: float) -> None:
    """Begin an account's plays at ``begin`` [h]: the first slot of each falls due at a drawn phase of its interval."""
    run, account = w.run[0], w.accounts[i]
    if w.segments[account.segment].team == NOBODY:
        return
    for play in range(N_PLAYS):
        interval = w.plays[account.segment, play].interval
        if interval > 0.0:
            phase = uniform(w, Purpose.SLOT_PHASE, derived(account.key, SLOT_STREAMS + play), 0)
            plan_slot(w, i, play, on_grid(plays.first_slot(begin, phase, interval), run.grid))


def cadence(w: World, i: int, play: int) -> None:
    """Let a slot of an account fall due, and plan the next one of its play."""
    account, run = w.accounts[i], w.run[0]
    if not account.live:
        return
    n = account.slot_n[play]
    account.slot_n[play] = n + 1
    plan_slot(w, i, play, on_grid(run.now + w.plays[account.segment, play].interval, run.grid))
    held_or_expired(w, i, play, n)


def plan_slot(w: World, i: int, play: int, due: float) -> None:
    """Plan an account's next slot of a play, ``due`` [h]."""
    calendar.at(w, due, ARRIVALS, derived(w.accounts[i].key, SLOT_STREAMS + play), calendar.SLOT, i, play)


def held_or_expired(w: World, i: int, play: int, n: int) -> None:
    """One slot, from due to its desk; it expires when it has waited as long as its segment allows."""
    run = w.run[0]
    k = slot(w, i, play, n)
    open_work.remember(w, k)
    desks.submit(w, k)
    expires = on_grid(run.now + w.plays[w.accounts[i].segment, play].expiry, run.grid)
    calendar.at(w, expires, ARRIVALS, w.works[k].key, calendar.EXPIRY, k, 0)


def slot(w: World, i: int, play: int, n: int) -> int:
    """Return the ``n``-th slot of a play of an account, which may be held from now on."""
    account = w.accounts[i]
    key = derived(account.key, SLOT_STREAMS + play)
    k = open_work.new_work(w, i, derived(key, n), slot_type(play))
    work = w.works[k]
    law = w.plays[account.segment, play].play_work
    u = uniform(w, Purpose.SLOT_WORK, key, n) if law.law != inverse.FIXED else 0.5
    work.hours = inverse.hours(law.law, law["mean"], law.spread, u)
    work.team = w.segments[account.segment].team
    work.owner = account.owner
    recorder.slot_due(w, k)
    return k


def held(w: World, k: int) -> None:
    """Go on with a play that a person has held: let it do what it does."""
    work = w.works[k]
    account, play = w.accounts[work.account], play_of(work.type)
    contact(w, k, w.run[0].proactive_share)
    teach(w, k, w.plays[account.segment, play].teach_share, w.teams[work.team].touch_quality)
    if play == QBR:
        account.reviewed_at = w.run[0].now
    open_work.close(w, k)


def expires(w: World, k: int) -> None:
    """End a slot that has waited too long."""
    desks.expire(w, k)
    open_work.close(w, k)
