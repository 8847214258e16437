"""Open work of the customer book: what accounts have asked before time 0 is put before desks then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import keys
from cssim.domain.accounts import Account
from cssim.engine.calendar import ARRIVALS
from cssim.engine.requests import request
from cssim.engine.watching import is_active
from cssim.plan.tables import PRODUCT_QUESTION

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def begin_backlog(world: World, account: Account) -> None:
    """Begin the open requests of an account of the opening book, if it has any."""
    if world.plan.accounts[account.index].open_requests > 0:
        world.tell(backlog(world, account))


def backlog(world: World, account: Account) -> Story:
    """An account's open requests, raised at time 0 one after the other, unless it leaves then, or is paused."""
    stream = keys.stream_key(account.key, keys.BACKLOG_STREAM)
    for n in range(world.plan.accounts[account.index].open_requests):
        yield world.at(0.0, ARRIVALS, keys.work_key(stream, n))
        if not is_active(world, account):
            return
        world.tell(request(world, account, PRODUCT_QUESTION, stream, n))
