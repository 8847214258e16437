"""Whose work a play is: of the team that covers the account, or of another that owns such work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.accounts import Account
from cssim.dynamics import routing

if TYPE_CHECKING:
    from cssim.engine.world import World


def team_of_play(world: World, account: Account, play: int) -> int:
    """Return the team that does a play for an account."""
    segment = world.plan.segments[account.segment]
    return routing.doer(play, segment.team, segment.renewal_team, segment.commercial_team)
