"""What a person makes of an hour, and of a touch."""

from __future__ import annotations


def at_pace(availability: float, pace: float) -> float:
    """Return the work hours that a person of this ``pace`` (1: usual) gets done in a present hour."""
    return availability * pace


def ramp_pace(elapsed: float, length: float, start: float) -> float:
    """Return the pace of somebody new ``elapsed`` [h] after he began: from ``start`` in a straight line to 1.

    Over the whole ramp of ``length`` [h] he gets (1 + start) / 2 of the usual work done.
    """
    return start + (1.0 - start) * elapsed / length


def skilled_share(share: float, skill: float) -> float:
    """Return the share of a gap that a person's touch closes; a skilled person's closes more, never more than all."""
    return min(1.0, share * skill)
