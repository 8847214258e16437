"""What a rescue does: it takes back some of what has gone wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cssim.domain.work import Work
from cssim.dynamics import plays
from cssim.dynamics.drivers import NEGLECT, PRESSURE, SERVICE, TRANSFERS
from cssim.dynamics.plays import SAVE

if TYPE_CHECKING:
    from cssim.engine.world import World

GONE_WRONG: Final = (SERVICE, TRANSFERS, PRESSURE, NEGLECT)
"""What a rescue takes back some of."""


def rescue(world: World, work: Work) -> None:
    """Take back a share of everything that a person can put right."""
    account, share = work.account, world.play(work.account, SAVE).rescue
    if share == 0.0:
        return
    for driver in GONE_WRONG:
        stock = account.stock(driver, world.now, world.plan.drivers[driver])
        world.add(account, driver, plays.taken_back(stock, share), work.key)
