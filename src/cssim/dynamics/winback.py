"""Winback: when a lost customer is asked to come back, and with how much ARR it does."""

from __future__ import annotations

from cssim.units import to_cents


def asked_at(left: float, unit_exponential: float, mean_delay: float) -> float:
    """Return when [h] a customer is asked to come back that ``left`` [h]: ``mean_delay`` [h] later on average."""
    return left + unit_exponential * mean_delay


def returning_arr(lost: int, share: float) -> int:
    """Return the ARR [whole cents] of a customer that comes back: a ``share`` of what it ``lost``, at least one."""
    return max(1, to_cents(lost * share))


def is_reactivation(away: float, window: float) -> bool:
    """Return whether a customer that has been ``away`` [h] counts as the old one: for no longer than ``window`` [h]."""
    return away <= window
