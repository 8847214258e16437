"""The story of a product that grows: new modules appear, and customers could use more of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import facts
from cssim.domain.accounts import Account
from cssim.dynamics import self_serve
from cssim.dynamics.grid import on_grid
from cssim.dynamics.plays import EXPANSION
from cssim.engine import customer_recorder
from cssim.engine.attainment import sells_for_goals
from cssim.engine.calendar import MODULES_KEY, SHOCKS
from cssim.engine.ownership import team_of_play
from cssim.plan.rows.modules import ASKED_FOR, MODULE_KINDS
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import Story, World

GAP = (Purpose.MODULE_GAP, Purpose.PUSHED_MODULE_GAP)
OF_ACCOUNT = (Purpose.MODULE_OF_ACCOUNT, Purpose.PUSHED_MODULE_OF_ACCOUNT)
"""Draws by kind of module."""


def begin_modules(world: World) -> None:
    """Let modules appear from time 0 on, if there are any of a kind."""
    for kind in MODULE_KINDS:
        if rate_of(world, kind) > 0.0:
            world.tell(modules(world, kind))


def rate_of(world: World, kind: int) -> float:
    """Return how many modules of a kind a year would appear; none are asked for where nobody has goals."""
    rates = world.plan.modules
    if kind != ASKED_FOR:
        return rates.module_rate
    return rates.module_asked if any(row.aims for row in world.incentives) else 0.0


def modules(world: World, kind: int) -> Story:
    """One new module of a kind after another; one that is asked for appears only while there is a growth target."""
    time, n = 0.0, 0
    while (rate := rate_of(world, kind)) > 0.0:
        unit = inverse.exponential(world.draws.uniform(GAP[kind], MODULES_KEY, n))
        time, n = on_grid(time + self_serve.time_between(unit, rate), world.plan.clock.grid), n + 1
        yield world.at(time, SHOCKS, MODULES_KEY + kind)
        if kind != ASKED_FOR or growth_is_asked_for(world):
            appears(world, kind)


def growth_is_asked_for(world: World) -> bool:
    """Return whether anybody who looks after a customer, or sells to it, is measured by money now."""
    for account in world.accounts:
        teams = world.csm_team(account), team_of_play(world, account, EXPANSION)
        if account.live and any(sells_for_goals(world, team) for team in teams):
            return True
    return False


def appears(world: World, kind: int) -> None:
    """Let a new module of a kind be offered to everybody."""
    module = world.modules[kind]
    world.modules[kind] += 1
    for account in world.accounts:
        if account.lasts:
            offer_module(world, account, kind, module)


def offer_module(world: World, account: Account, kind: int, module: int) -> None:
    """Let an account need more, if it has the product to which a module belongs."""
    share = world.plan.segments[account.segment].module_share
    if share < 1.0 and world.draws.uniform(OF_ACCOUNT[kind], account.key, module) >= share:
        return
    more = self_serve.more_potential(account.potential, world.plan.modules.module_raise)
    account.potential += more
    customer_recorder.potential_grew(
        world.recorder, account, facts.PotentialGrew(world.now, account.index, module, more, kind)
    )  # fmt: skip


def catch_up(world: World, account: Account) -> None:
    """Let a customer that has just been won need what modules there are by now."""
    for kind in MODULE_KINDS:
        for module in range(world.modules[kind]):
            offer_module(world, account, kind, module)
