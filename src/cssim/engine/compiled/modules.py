"""The story of a product that grows; retells :mod:`cssim.engine.modules`."""

from __future__ import annotations

from cssim.dynamics import self_serve
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import MODULES_KEY, SHOCKS
from cssim.engine.compiled import calendar, customer_recorder
from cssim.engine.compiled.draws import uniform
from cssim.engine.compiled.rows import World
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose


def begin_modules(w: World) -> None:
    """Wait for the first new module after time 0, if there are any."""
    if w.run[0].module_rate > 0.0:
        plan_next(w, 0.0)


def plan_next(w: World, last: float) -> None:
    """Plan the next module after ``last`` [h]."""
    run = w.run[0]
    unit = inverse.exponential(uniform(w, Purpose.MODULE_GAP, MODULES_KEY, run.modules))
    time = on_grid(last + self_serve.time_between(unit, run.module_rate), run.grid)
    calendar.at(w, time, SHOCKS, MODULES_KEY, calendar.MODULE, 0, 0)


def module_appears(w: World) -> None:
    """Let a module appear, and plan the next."""
    run = w.run[0]
    module = run.modules
    run.modules = module + 1
    for i in range(run.n_accounts):
        if w.accounts[i].live:
            offer_module(w, i, module)
    plan_next(w, run.now)


def offer_module(w: World, i: int, module: int) -> None:
    """Let an account need more, if it has the product to which a module belongs."""
    account = w.accounts[i]
    share = w.segments[account.segment].module_share
    if share < 1.0 and uniform(w, Purpose.MODULE_OF_ACCOUNT, account.key, module) >= share:
        return
    more = self_serve.more_potential(account.potential, w.run[0].module_raise)
    account.potential += more
    customer_recorder.potential_grew(w, i, module, more)


def catch_up(w: World, i: int) -> None:
    """Let a customer that has just been won need what modules there are by now."""
    for module in range(w.run[0].modules):
        offer_module(w, i, module)
