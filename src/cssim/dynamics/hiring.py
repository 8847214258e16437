"""When a vacant post is filled."""

from __future__ import annotations


def filled_at(vacant: float, takes: float, freeze_from: float, freeze_to: float) -> float:
    """Return when [h] a post is filled that falls ``vacant`` [h] and ``takes`` [h] of recruiting; a freeze halts it."""
    if vacant >= freeze_to or vacant + takes <= freeze_from:
        return vacant + takes
    return freeze_to + takes - max(0.0, freeze_from - vacant)
