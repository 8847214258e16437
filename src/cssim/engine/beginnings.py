"""What an account does from its first hour on, whether it is in the opening book or has just been won."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.accounts import Account
from cssim.engine.champions import begin_champions
from cssim.engine.digital import begin_digital
from cssim.engine.plays import begin_plays
from cssim.engine.requests import begin_requests
from cssim.engine.shocks import begin_shocks

if TYPE_CHECKING:
    from cssim.engine.world import World


def begin_account(world: World, account: Account, begin: float) -> None:
    """Begin an account's requests and plays, and what happens to it from outside, at ``begin`` [h]."""
    begin_requests(world, account, begin)
    begin_plays(world, account, begin)
    begin_digital(world, account, begin)
    begin_champions(world, account, begin)
    begin_shocks(world, account, begin)
