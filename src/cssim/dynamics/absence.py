"""When people are away."""

from __future__ import annotations


def begins(since: float, block: int, every: float, hours: float, u: float) -> float:
    """Return when [h] absence number ``block`` of somebody begins who has been there ``since`` [h].

    Time is cut into stretches of ``every`` [h], each with one absence of ``hours`` [h] that lies inside it, at a place
    given by ``u`` in (0, 1): in a year everybody is away for the same number of days, and never twice at once.
    """
    return since + block * every + u * (every - hours)


def present_share(every: float, hours: float) -> float:
    """Return the share of time in which somebody is there who is away for ``hours`` of every ``every`` [h]."""
    return 1.0 - hours / every
