"""Perpetual licenses: how who only pays for maintenance differs from the others of its segment."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import betaincinv, expit, logit

from cssim.domain.accounts import MAINTENANCE
from cssim.plan.accounts import OpeningAccount
from cssim.plan.survivors import CERTAIN
from cssim.scenario.schema import Scenario

MAINTENANCE_TERM: Final = 12.0
"""Length of a contract of maintenance [months]."""
_POINTS: Final = (np.arange(200) + 0.5) / 200
"""Quantiles at which a law of risks is looked at."""
_FARTHEST: Final = 800.0


def intercepts(
    scenario: Scenario, book: Sequence[OpeningAccount], churn: Sequence[float], survived: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what a perpetual license adds to the log-odds of going on, by account; 0 for who has none.

    One number per segment, with which its owners of licenses lose the share a year that the segment says.

    Parameters
    ----------
    churn
        m, the yearly churn of a new customer, by segment.
    survived
        Exposure [years] already survived, (n_accounts,).
    """
    found = np.zeros(len(book))
    for index, segment in enumerate(scenario.customers.segments.values()):
        mine = np.array([one.segment == index and one.contract == MAINTENANCE for one in book], dtype=bool)
        if mine.any():
            target = segment.contracts.maintenance_churn
            found[mine] = _intercept(target, churn[index], segment.heterogeneity, survived[mine])
    return found


def _intercept(target: float, m: float, phi: float, survived: NDArray[np.float64]) -> float:
    """Return s, the root of mean E(1 - logistic(-logit theta + s)) = target, theta ~ Beta(m phi, (1 - m) phi + k)."""
    if target == 0.0:
        return CERTAIN
    if m == 0.0 or phi == math.inf:
        return -float(logit(target)) - (CERTAIN if m == 0.0 else -float(logit(m)))
    years, counts = np.unique(survived, return_counts=True)
    risk = logit(np.maximum(betaincinv(m * phi, (1.0 - m) * phi + years[:, None], _POINTS[None, :]), 1e-300))

    def lost(s: float) -> float:
        return float(np.average(expit(risk - s).mean(axis=1), weights=counts))

    return float(brentq(lambda s: lost(s) - target, -_FARTHEST, _FARTHEST, xtol=1e-12))
