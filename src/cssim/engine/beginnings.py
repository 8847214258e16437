"""What an account does from its first hour on, whether it is in the opening book or has just been won."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.accounts import Account
from cssim.engine.plays import begin_plays
from cssim.engine.requests import begin_requests

if TYPE_CHECKING:
    from cssim.engine.world import World


def begin_account(world: World, account: Account, begin: float) -> None:
    """Begin an account's requests and plays at ``begin`` [h]."""
    begin_requests(world, account, begin)
    begin_plays(world, account, begin)
