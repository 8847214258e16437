"""Every segment twice: which of its rows holds; retells what :class:`cssim.engine.world.World` knows of them."""

from __future__ import annotations

from cssim.dynamics import change
from cssim.engine.compiled.rows import World


def own_segment(w: World, i: int) -> int:
    """Return the segment of an account, whichever design it is under."""
    return int(change.own_segment(w.accounts[i].segment, w.run[0].n_segments))


def segment_now(w: World, segment: int) -> int:
    """Return the row of a segment for customers that are won now."""
    run = w.run[0]
    own = change.own_segment(segment, run.n_segments)
    return int(own + run.n_segments if run.changes and run.now >= w.segments[own].changes_at else own)
