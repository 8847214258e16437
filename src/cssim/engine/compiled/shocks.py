"""The story of a shock: it begins for those it reaches, is felt, and is over; retells :mod:`cssim.engine.shocks`.

``s`` is a shock as the accounts of one segment feel it, a row of ``w.shocks``.
"""

from __future__ import annotations

from cssim.domain.keys import SHOCK_HITS, SHOCK_HOLDS
from cssim.dynamics import outside
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import SHOCKS
from cssim.engine.compiled import calendar, recorder
from cssim.engine.compiled.champions import felt
from cssim.engine.compiled.draws import derived, happens, uniform
from cssim.engine.compiled.halves import own_segment
from cssim.engine.compiled.rows import World
from cssim.sampling.streams import Purpose
from cssim.units import HOURS_PER_MONTH


def begin_shocks(w: World, i: int, begin: float) -> None:
    """Let an account wait for the shocks that will reach it from ``begin`` [h] on."""
    for s in range(len(w.shocks)):
        row = w.shocks[s]
        if row.segment == own_segment(w, i) and row.begin >= begin and reached(w, i, s):
            calendar.at(w, row.begin, SHOCKS, felt_key(w, i, s), calendar.SHOCK, i, s)


def felt_key(w: World, i: int, s: int) -> int:
    """Return the key of a shock as one account feels it."""
    return derived(w.shocks[s].key, w.accounts[i].key)


def reached(w: World, i: int, s: int) -> bool:
    """Return whether a shock reaches an account; who is reached by a smaller one is reached by a larger one too."""
    reach = w.shocks[s].reach
    return bool(reach >= 1.0 or uniform(w, Purpose.SHOCK_TARGET, felt_key(w, i, s), 0) < reach)


def shock(w: World, i: int, s: int) -> None:
    """Let a shock begin for an account."""
    row, key = w.shocks[s], felt_key(w, i, s)
    if not w.accounts[i].live:
        return
    recorder.shock_began(w, i, row.number, key)
    if row.hit != 0.0:
        u = uniform(w, Purpose.SHOCK_TIME, key, 0)
        time = on_grid(outside.moment_between(row.begin, row.end, u), w.run[0].grid)
        calendar.at(w, time, SHOCKS, derived(key, SHOCK_HITS), calendar.SHOCK_HIT, i, s)
    if row.hold != 0.0:
        felt(w, i, row.hold, row.shield, key)
        plan_hold(w, i, s, key)


def hit(w: World, i: int, s: int) -> None:
    """Let a shock hit an account."""
    row = w.shocks[s]
    if w.accounts[i].live:
        felt(w, i, row.hit, row.shield, felt_key(w, i, s))


def hold(w: World, i: int, s: int) -> None:
    """Let an account go on feeling a shock: as much is added as is forgotten in a month."""
    row, key = w.shocks[s], felt_key(w, i, s)
    if w.accounts[i].live:
        felt(w, i, row.again, row.shield, key)
        plan_hold(w, i, s, key)


def plan_hold(w: World, i: int, s: int, key: int) -> None:
    """Plan that a shock is still felt a month from now, if it lasts so long."""
    time = w.run[0].now + HOURS_PER_MONTH
    if time < w.shocks[s].end:
        calendar.at(w, time, SHOCKS, derived(key, SHOCK_HOLDS), calendar.SHOCK_HOLD, i, s)


def chance_of_a_deal(w: World, i: int, chance: float) -> float:
    """Return the chance of a pitch under the shocks that reach an account now."""
    for s in range(len(w.shocks)):
        row = w.shocks[s]
        if row.segment == own_segment(w, i) and row.deals != 1.0 and lasts(w, s) and reached(w, i, s):
            chance = outside.dampened(chance, row.deals)
    return chance


def is_won(w: World, segment: int, key: int) -> bool:
    """Return whether a customer that was to be won now is won under the shocks of its segment."""
    share = 1.0
    for s in range(len(w.shocks)):
        row = w.shocks[s]
        if row.segment == segment and row.wins != 1.0 and lasts(w, s):
            share = outside.dampened(share, row.wins)
    return share >= 1.0 or happens(w, Purpose.WON_ALL_THE_SAME, share, key, 0)


def lasts(w: World, s: int) -> bool:
    """Return whether a shock goes on now."""
    return bool(w.shocks[s].begin <= w.run[0].now < w.shocks[s].end)


def due_under_shocks(w: World, i: int, type_: int, last: float, due: float) -> float:
    """Return when [h] a request comes that would be ``due`` without shocks, the one before it having come at ``last``.

    From one beginning or end of a shock to the next, requests come at one pace.
    """
    begin = last
    while True:
        pace, until = pace_at(w, i, type_, begin)
        if until <= begin or (pace == 1.0 and due <= until):
            return due
        if pace != 1.0:
            due = outside.due_at_pace(begin, until, due, pace)
            if due <= until:
                return due
        begin = until


def pace_at(w: World, i: int, type_: int, time: float) -> tuple[float, float]:
    """Return how fast requests of a type come from an account at ``time`` [h], and until when [h] nothing changes.

    A time that is not later means that nothing will change any more.
    """
    pace, until = 1.0, time
    for s in range(len(w.shocks)):
        row = w.shocks[s]
        if row.segment != own_segment(w, i) or row.paces[type_] == 1.0 or row.end <= time:
            continue
        if reached(w, i, s):
            change = row.end
            if row.begin <= time:
                pace = outside.faster(pace, row.paces[type_])
            else:
                change = row.begin
            if until == time or change < until:
                until = change
    return pace, until
