"""The story of champions: they leave one after another; retells :mod:`cssim.engine.champions`."""

from __future__ import annotations

from cssim.domain.keys import CHAMPION_STREAM
from cssim.dynamics import outside
from cssim.dynamics.drivers import OUTSIDE, RELATIONSHIP
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import SHOCKS
from cssim.engine.compiled import calendar, recorder
from cssim.engine.compiled.draws import derived, uniform
from cssim.engine.compiled.health import add, stock
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.watching import lasts
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import HOURS_PER_YEAR


def begin_champions(w: World, i: int, begin: float) -> None:
    """Begin the story of an account's champions at ``begin`` [h], if any of them may leave."""
    if w.run[0].champion_rate > 0.0:
        plan_next(w, i, begin)


def champions(w: World, i: int) -> None:
    """Let an account's champion leave, and plan when the next one will."""
    account = w.accounts[i]
    if not lasts(w, i):
        return
    if account.live:
        champion_leaves(w, i, derived(derived(account.key, CHAMPION_STREAM), account.champion_n))
    account.champion_n += 1
    plan_next(w, i, w.run[0].now)


def plan_next(w: World, i: int, last: float) -> None:
    """Plan when the champion leaves who follows the one who left at ``last`` [h]."""
    run, account = w.run[0], w.accounts[i]
    key = derived(account.key, CHAMPION_STREAM)
    unit = inverse.exponential(uniform(w, Purpose.CHAMPION_GAP, key, account.champion_n))
    due = on_grid(last + outside.gap(unit, run.champion_rate, HOURS_PER_YEAR), run.grid)
    calendar.at(w, due, SHOCKS, key, calendar.CHAMPION, i, 0)


def champion_leaves(w: World, i: int, event: int) -> None:
    """Let an account feel that its champion has left."""
    run = w.run[0]
    recorder.champion_left(w, i, event)
    felt(w, i, run.champion_amount, run.champion_shield, event)


def felt(w: World, i: int, amount: float, shield: float, event: int) -> None:
    """Post ``amount`` [log-odds] to what comes from outside, less what a relationship keeps away."""
    if shield > 0.0:
        amount = outside.shielded(amount, shield, stock(w, i, RELATIONSHIP), w.run[0].relationship_level)
    add(w, i, OUTSIDE, amount, event)
