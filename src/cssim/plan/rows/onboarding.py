"""Onboarding: who brings new customers to first value, and by when."""

from __future__ import annotations

from typing import NamedTuple

from cssim.plan.rows.accounts import NOBODY


class OnboardingRow(NamedTuple):
    """``onboarding_team`` index of the team that onboards new customers (NOBODY: their CSMs do), in sessions of at most
    ``onboarding_session`` [h]; first value by ``onboarding_target`` [h] is as good as at once, from
    ``onboarding_limit`` [h] on it comes too late."""

    onboarding_team: int = NOBODY
    onboarding_session: float = 1.0
    onboarding_target: float = 0.0
    onboarding_limit: float = 0.0
