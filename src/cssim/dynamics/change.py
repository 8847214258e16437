"""A change of design: who waits for his renewal, and whether there is a handover."""

from __future__ import annotations


def waits_for_renewal(left: float, protect: float) -> bool:
    """Return whether an account whose contract ends in ``left`` [h] is left alone until it has renewed.

    ``protect`` [h] is how long before the end of a contract nobody is to change its owner; 0 protects nobody.
    """
    return left < protect


def hands_over(leaves: bool, somebody: bool) -> bool:
    """Return whether the old owner hands an account over: not if he ``leaves``, and only to ``somebody``."""
    return somebody and not leaves


def own_segment(row: int, segments: int) -> int:
    """Return the segment whose row this is, be it that of the old or of the new design."""
    return row % segments
