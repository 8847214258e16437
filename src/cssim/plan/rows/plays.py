"""Plays: how often each falls due, how long it takes, and what it teaches."""

from __future__ import annotations

from typing import Final, NamedTuple

from cssim.dynamics.plays import N_PLAYS
from cssim.plan.rows.clock import LawRow


class PlayRow(NamedTuple):
    """One play for the accounts of one segment.

    ``interval`` [h] from one slot to the next, 0 for none; ``expiry`` [h] how long a slot waits before it
    expires, 0 until the next one is due;
    ``play_work`` its hours; ``teach_share`` of the adoption gap that it closes at the quality of an expert. A renewal
    play falls due ``lead`` [h] before the end of a contract, with at least ``interval`` in between; an
    expansion play succeeds with ``chance`` at best and then sells ``size``, a share of ARR. A rescue takes the share
    ``rescue`` of some drivers back; it falls due when a score says so if ``again_after`` [h] is above 0, and then not
    again for so long.
    """

    interval: float = 0.0
    expiry: float = 0.0
    play_work: LawRow = LawRow(0, 0.0, 0.0)
    teach_share: float = 0.0
    lead: float = 0.0
    chance: float = 0.0
    size: float = 0.0
    rescue: float = 0.0
    again_after: float = 0.0


NO_PLAYS: Final = (PlayRow(),) * N_PLAYS
"""The plays of a segment that has none, by code of :mod:`cssim.dynamics.plays`."""
