"""The story of a product that grows: new modules appear, and customers could use more of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import facts
from cssim.domain.accounts import Account
from cssim.dynamics import self_serve
from cssim.dynamics.grid import on_grid
from cssim.engine import customer_recorder
from cssim.engine.calendar import MODULES_KEY, SHOCKS
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def modules(world: World) -> Story:
    """One new module after another, from time 0 on."""
    time, rate = 0.0, world.plan.modules.module_rate
    while True:
        unit = inverse.exponential(world.draws.uniform(Purpose.MODULE_GAP, MODULES_KEY, world.modules))
        time = on_grid(time + self_serve.time_between(unit, rate), world.plan.clock.grid)
        yield world.at(time, SHOCKS, MODULES_KEY)
        module = world.modules
        world.modules += 1
        for account in world.accounts:
            if account.live:
                offer_module(world, account, module)


def offer_module(world: World, account: Account, module: int) -> None:
    """Let an account need more, if it has the product to which a module belongs."""
    share = world.plan.segments[account.segment].module_share
    if share < 1.0 and world.draws.uniform(Purpose.MODULE_OF_ACCOUNT, account.key, module) >= share:
        return
    more = self_serve.more_potential(account.potential, world.plan.modules.module_raise)
    account.potential += more
    customer_recorder.potential_grew(
        world.recorder, account, facts.PotentialGrew(world.now, account.index, module, more)
    )  # fmt: skip


def catch_up(world: World, account: Account) -> None:
    """Let a customer that has just been won need what modules there are by now."""
    for module in range(world.modules):
        offer_module(world, account, module)
