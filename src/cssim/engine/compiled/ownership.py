"""Whose work a play is; retells :mod:`cssim.engine.ownership`."""

from __future__ import annotations

from cssim.dynamics import routing
from cssim.engine.compiled.rows import World


def team_of_play(w: World, i: int, play: int) -> int:
    """Return the team that does a play for an account."""
    segment = w.segments[w.accounts[i].segment]
    return int(routing.doer(play, segment.team, segment.renewal_team, segment.commercial_team))
