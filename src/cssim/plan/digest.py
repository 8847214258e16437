"""Digest of a plan: what the measured baseline depends on."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.lib.recfunctions import repack_fields
from numpy.typing import NDArray

from cssim.plan.accounts import Opening
from cssim.plan.lower import lower
from cssim.plan.tables import (
    AccountTable,
    ModuleRow,
    OnboardingRow,
    Plan,
    ReferralRow,
    ReviewRow,
    SurveyRow,
    WinbackRow,
)
from cssim.scenario.schema import Scenario


def plan_digest(plan: Plan) -> str:
    """Return the SHA-256 of a plan apart from what settles nothing: its horizon, shocks, surveys, open requests, how
    customers come.

    What is measured, offsets, reference stocks and the spread of health, is left out too, and what is promised.
    """
    segments = tuple(
        row._replace(offset=0.0, reference=(), promised=(), health_mean=0.0, health_sd=1.0, winback_share=0.0)
        for row in plan.segments
    )
    bare = plan._replace(
        clock=plan.clock._replace(months=0),
        segments=segments,
        accounts=plan.accounts[:0],
        new_logos=(),
        shocks=(),
        surveys=SurveyRow(),
        onboarding=OnboardingRow(),
        referrals=ReferralRow(),
        modules=ModuleRow(),
        review=ReviewRow(),
        winback=WinbackRow(),
    )
    digest = hashlib.sha256(repr(bare).encode("ascii"))
    digest.update(_settling(plan.accounts).tobytes())
    return digest.hexdigest()


def _settling(accounts: AccountTable) -> NDArray[np.void]:
    """Return the columns of accounts without what begins at time 0 only, their open requests."""
    names = [name for name in accounts.DTYPE.names or () if name != "open_requests"]
    settling: NDArray[np.void] = repack_fields(accounts.columns[names])
    return settling


def baseline_digest(scenario: Scenario, opening: Opening) -> str:
    """Return the digest of the plan of a resolved design as it is without its stored baseline.

    A baseline is stale if this is not the digest it was measured for; a stored churn of new customers must not hide
    that the churn it came from has been changed.
    """
    return plan_digest(lower(scenario.model_copy(update={"baseline": None}), opening).plan)
