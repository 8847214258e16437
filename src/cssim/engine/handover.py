"""Whose account it is: owners come and go, and take part of the relationship with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.accounts import Account
from cssim.dynamics import relationship
from cssim.dynamics.drivers import ACCOUNT_CHANGE, RELATIONSHIP

if TYPE_CHECKING:
    from cssim.engine.world import World


def change_owner(world: World, account: Account, seat: int, warm: bool, cause: int) -> None:
    """Give an account to the person in another ``seat`` of its team; ``warm``: with a handover.

    To its own seat means to the successor of a person who leaves. ``cause`` is the key that is written with the posts.
    """
    effects = world.plan.effects
    share = effects.change_warm_share if warm else effects.change_cold_share
    world.post(account, ACCOUNT_CHANGE, effects.change_level, share, cause)
    forgotten = effects.forgotten_warm if warm else effects.forgotten_cold
    if forgotten > 0.0:
        stock = account.stock(RELATIONSHIP, world.now, world.plan.drivers[RELATIONSHIP])
        world.add(account, RELATIONSHIP, relationship.leaves_with(stock, forgotten), cause)
    before, account.owner = account.owner, seat
    world.recorder.owner_changed(world.now, account, before, seat, warm)


def lose_owner(world: World, team: int, seat: int, warm: bool, cause: int) -> None:
    """Let all accounts of a person know that he leaves; they stay with his seat, and so with his successor."""
    for account in world.accounts:
        if account.live and account.owner == seat and world.csm_team(account) == team:
            change_owner(world, account, seat, warm, cause)
