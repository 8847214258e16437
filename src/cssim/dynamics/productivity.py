"""What a person makes of an hour, and of a touch."""

from __future__ import annotations


def at_pace(availability: float, pace: float) -> float:
    """Return the work hours that a person of this ``pace`` (1: usual) gets done in a present hour."""
    return availability * pace


def skilled_share(share: float, skill: float) -> float:
    """Return the share of a gap that a person's touch closes; a skilled person's closes more, never more than all."""
    return min(1.0, share * skill)
