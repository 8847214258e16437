"""The slot of a play: it falls due, is held, or expires; retells :mod:`cssim.engine.slots`."""

from __future__ import annotations

from cssim.domain.keys import SLOT_STREAMS
from cssim.domain.work import slot_type
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import ARRIVALS
from cssim.engine.compiled import calendar, desks, open_work, recorder
from cssim.engine.compiled.draws import derived, uniform
from cssim.engine.compiled.ownership import team_of_play
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.uses import rank
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose


def held_or_expired(w: World, i: int, play: int, n: int, patience: float) -> None:
    """One slot, from due to its desk; it expires when it has waited for its ``patience`` [h]."""
    run = w.run[0]
    k = slot(w, i, play, n)
    open_work.remember(w, k)
    desks.submit(w, k)
    calendar.at(w, on_grid(run.now + patience, run.grid), ARRIVALS, w.works[k].key, calendar.EXPIRY, k, 0)


def slot(w: World, i: int, play: int, n: int) -> int:
    """Return the ``n``-th slot of a play of an account, which may be held from now on."""
    account = w.accounts[i]
    key = derived(account.key, SLOT_STREAMS + play)
    k = open_work.new_work(w, i, derived(key, n), slot_type(play))
    work = w.works[k]
    law = w.plays[account.segment, play].play_work
    u = uniform(w, Purpose.SLOT_WORK, key, n) if law.law != inverse.FIXED else 0.5
    work.hours = inverse.hours(law.law, law["mean"], law.spread, u)
    work.team = team_of_play(w, i, play)
    if work.team == w.segments[account.segment].team:
        work.owner = account.owner
    rank(w, k)
    recorder.slot_due(w, k)
    return k


def expires(w: World, k: int) -> None:
    """End a slot that has waited too long."""
    desks.expire(w, k)
    open_work.close(w, k)
