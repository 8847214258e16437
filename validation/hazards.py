"""Proportional hazards: how much more often those leave who have something, alone and with other things held equal."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from validation.checks import Values

_STEPS: Final = 12


class Fit(NamedTuple):
    """Log hazard ratios and their standard errors, one per covariate, each (k,)."""

    effect: Values
    error: Values


def cox(months: Values, churned: NDArray[np.bool_], covariates: Values) -> Fit:
    """Return Cox's estimates with Efron's ties, by Newton's method.

    Parameters
    ----------
    months, churned
        How long each customer has been there, and whether it left then; (n,).
    covariates
        (n, k).
    """
    centered = covariates - covariates.mean(axis=0)
    beta = np.zeros(covariates.shape[1])
    information = np.eye(len(beta))
    for _ in range(_STEPS):
        gradient, information = _slope(beta, months, churned, centered)
        beta = beta + np.linalg.solve(information, gradient)
    return Fit(beta, np.sqrt(np.diag(np.linalg.inv(information))))


def _slope(beta: Values, months: Values, churned: NDArray[np.bool_], x: Values) -> tuple[Values, Values]:
    """Return gradient (k,) and information (k, k) of the log partial likelihood."""
    gradient, information = np.zeros(len(beta)), np.zeros((len(beta), len(beta)))
    weight = np.exp(x @ beta)
    for month in np.unique(months[churned]):
        risk, leaves = months >= month, (months == month) & churned
        ties = int(leaves.sum())
        everybody, gone = _moments(weight, x, risk), _moments(weight, x, leaves)
        for tie in range(ties):
            zero, first, second = (total - tie / ties * part for total, part in zip(everybody, gone, strict=True))
            mean = first / zero
            gradient -= mean
            information += second / zero - np.outer(mean, mean)
        gradient += x[leaves].sum(axis=0)
    return gradient, information


def _moments(weight: Values, x: Values, of: NDArray[np.bool_]) -> tuple[float, Values, Values]:
    """Return the sums of weights, of weighted covariates and of their products over some customers."""
    weighted = weight[of, None] * x[of]
    return float(weight[of].sum()), weighted.sum(axis=0), weighted.T @ x[of]
