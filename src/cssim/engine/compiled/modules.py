"""The story of a product that grows; retells :mod:`cssim.engine.modules`."""

from __future__ import annotations

from cssim.dynamics import self_serve
from cssim.dynamics.grid import on_grid
from cssim.dynamics.plays import EXPANSION
from cssim.engine.calendar import MODULES_KEY, SHOCKS
from cssim.engine.compiled import calendar, customer_recorder
from cssim.engine.compiled.attainment import sells_for_goals
from cssim.engine.compiled.draws import uniform
from cssim.engine.compiled.ownership import team_of_play
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.watching import lasts
from cssim.plan.rows.modules import ASKED_FOR, MODULE_KINDS
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose


def begin_modules(w: World) -> None:
    """Wait for the first new module of each kind after time 0, if there are any."""
    for kind in MODULE_KINDS:
        plan_next(w, kind, 0.0)


def rate_of(w: World, kind: int) -> float:
    """Return how many modules of a kind a year would appear; none are asked for where nobody has goals."""
    if kind != ASKED_FOR:
        return float(w.run[0].module_rate)
    for t in range(len(w.teams)):
        if w.teams[t].aims:
            return float(w.run[0].module_asked)
    return 0.0


def plan_next(w: World, kind: int, last: float) -> None:
    """Plan the next module of a kind after ``last`` [h], if there are any."""
    run, rate = w.run[0], rate_of(w, kind)
    if rate == 0.0:
        return
    n = run.module_n[kind]
    run.module_n[kind] = n + 1
    unit = inverse.exponential(gap_drawn(w, kind, n))
    time = on_grid(last + self_serve.time_between(unit, rate), run.grid)
    calendar.at(w, time, SHOCKS, MODULES_KEY + kind, calendar.MODULE, kind, 0)


def gap_drawn(w: World, kind: int, n: int) -> float:
    """Return the uniform for the ``n``-th gap between modules of a kind."""
    if kind == ASKED_FOR:
        return uniform(w, Purpose.PUSHED_MODULE_GAP, MODULES_KEY, n)
    return uniform(w, Purpose.MODULE_GAP, MODULES_KEY, n)


def module_appears(w: World, kind: int) -> None:
    """Let a module appear, if it need not be asked for, or is; and plan the next."""
    run = w.run[0]
    if kind != ASKED_FOR or growth_is_asked_for(w):
        module = run.modules[kind]
        run.modules[kind] = module + 1
        for i in range(run.n_accounts):
            if lasts(w, i):
                offer_module(w, i, kind, module)
    plan_next(w, kind, run.now)


def growth_is_asked_for(w: World) -> bool:
    """Return whether anybody who looks after a customer, or sells to it, is measured by money now."""
    for i in range(w.run[0].n_accounts):
        account = w.accounts[i]
        covers, sells = w.segments[account.segment].team, team_of_play(w, i, EXPANSION)
        if account.live and (sells_for_goals(w, covers) or sells_for_goals(w, sells)):
            return True
    return False


def offer_module(w: World, i: int, kind: int, module: int) -> None:
    """Let an account need more, if it has the product to which a module belongs."""
    account = w.accounts[i]
    share = w.segments[account.segment].module_share
    if share < 1.0 and product_drawn(w, i, kind, module) >= share:
        return
    more = self_serve.more_potential(account.potential, w.run[0].module_raise)
    account.potential += more
    customer_recorder.potential_grew(w, i, module, more, kind)


def product_drawn(w: World, i: int, kind: int, module: int) -> float:
    """Return the uniform for whether an account has the product to which a module of a kind belongs."""
    if kind == ASKED_FOR:
        return uniform(w, Purpose.PUSHED_MODULE_OF_ACCOUNT, w.accounts[i].key, module)
    return uniform(w, Purpose.MODULE_OF_ACCOUNT, w.accounts[i].key, module)


def catch_up(w: World, i: int) -> None:
    """Let a customer that has just been won need what modules there are by now."""
    for kind in MODULE_KINDS:
        for module in range(w.run[0].modules[kind]):
            offer_module(w, i, kind, module)
