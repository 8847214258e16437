"""The story of plays: by cadence, or by the end of the contract; retells :mod:`cssim.engine.plays`."""

from __future__ import annotations

from cssim.domain.keys import SLOT_STREAMS
from cssim.dynamics import plays
from cssim.dynamics.cadence import interval_at
from cssim.dynamics.grid import on_grid
from cssim.dynamics.plays import N_PLAYS, RENEWAL
from cssim.engine.calendar import ARRIVALS
from cssim.engine.compiled import calendar, preparing, slots
from cssim.engine.compiled.draws import derived, uniform
from cssim.engine.compiled.ownership import team_of_play
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.services import interval_sold
from cssim.engine.compiled.watching import lasts, looked_after
from cssim.plan.tables import NOBODY
from cssim.sampling.streams import Purpose


def begin_plays(w: World, i: int, begin: float) -> None:
    """Let those plays come from ``begin`` [h] on that are planned for an account's segment and do not come yet."""
    account = w.accounts[i]
    for play in range(N_PLAYS):
        if is_planned(w, i, play) and not account.playing[play]:
            account.playing[play] = 1
            first = preparing.first_due(w, i, begin) if play == RENEWAL else first_due(w, i, play, begin)
            plan_slot(w, i, play, first)


def is_planned(w: World, i: int, play: int) -> bool:
    """Return whether a play comes by the calendar for accounts of this segment."""
    segment = w.accounts[i].segment
    row = w.plays[segment, play]
    return bool(row.interval > 0.0 and row.again_after == 0.0 and w.segments[segment].team != NOBODY)


def first_due(w: World, i: int, play: int, begin: float) -> float:
    """Return when [h] the first slot of a play falls due, at a drawn phase of its interval from ``begin`` [h] on."""
    run, account = w.run[0], w.accounts[i]
    phase = uniform(w, Purpose.SLOT_PHASE, derived(account.key, SLOT_STREAMS + play), 0)
    return on_grid(plays.first_slot(begin, phase, interval(w, i, play)), run.grid)


def falls_due(w: World, i: int, play: int) -> None:
    """Let a slot of an account fall due, and plan the next one of its play."""
    if lasts(w, i) and is_planned(w, i, play):
        plan_slot(w, i, play, preparing.prepare(w, i) if play == RENEWAL else cadence(w, i, play))
    else:
        w.accounts[i].playing[play] = 0


def cadence(w: World, i: int, play: int) -> float:
    """Let a slot fall due that waits no longer than its segment allows; return when [h] the next does."""
    account, run = w.accounts[i], w.run[0]
    expiry, gap = w.plays[account.segment, play].expiry, interval(w, i, play)
    if account.live and looked_after(w, i):
        n = account.slot_n[play]
        account.slot_n[play] = n + 1
        slots.held_or_expired(w, i, play, n, expiry if expiry > 0.0 else gap)
    return on_grid(run.now + gap, run.grid)


def interval(w: World, i: int, play: int) -> float:
    """Return the time [h] between two slots of a play, at the pace that the team which covers it can keep."""
    segment = w.accounts[i].segment
    planned, pace = w.plays[segment, play].interval, w.segments[segment].pace
    own = team_of_play(w, i, play) == w.segments[segment].team
    return interval_sold(w, i, play, interval_at(planned, pace) if pace != 1.0 and own else float(planned))


def plan_slot(w: World, i: int, play: int, due: float) -> None:
    """Plan an account's next slot of a play, ``due`` [h]."""
    calendar.at(w, due, ARRIVALS, derived(w.accounts[i].key, SLOT_STREAMS + play), calendar.SLOT, i, play)
