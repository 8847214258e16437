"""Referrals: when a customer might tell somebody of us, and whether it does."""

from __future__ import annotations

from cssim.units import HOURS_PER_YEAR


def next_referral(unit_exponential: float, per_year: float) -> float:
    """Return the working hours [h] until an account might next tell somebody of us."""
    return unit_exponential * HOURS_PER_YEAR / per_year


def promotes(health: float, spread: float, standard_normal: float, promoter_from: float) -> bool:
    """Return whether somebody of this ``health`` [log-odds] is a promoter in the mood of the day."""
    return health + spread * standard_normal >= promoter_from
