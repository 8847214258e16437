"""How well a health score tells who leaves within a year from who stays, and the validity that gives a wanted AUC.

Notes
-----
Health h of a segment is taken for normal with today's mean and spread, and leaving happens with probability
logistic(-h). The score z_obs = v z + sqrt(1 - v^2) e then differs between those who stay and those who leave by v D on
average, with D = s E[g'(h)] / (c (1 - c)), g = logistic, c = E[logistic(-h)] (Stein's lemma), and has the variance
1 - c (1 - c) (v D)^2 within each of the two. Taking both for normal gives the binormal AUC (Green and Swets, *Signal
Detection Theory and Psychophysics*, 1966)

    AUC = Phi(v D / sqrt(2 (1 - c (1 - c) v^2 D^2)))

which is solved for v in closed form. It is good to a hundredth for spreads up to 1.5 and churn up to a third.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from scipy.special import digamma, expit, ndtr, ndtri, polygamma

from cssim.plan.tables import SegmentRow

_POINTS: Final = 64


class Health(NamedTuple):
    """Mean and spread [log-odds] of the health of a segment's customers."""

    mean: float
    spread: float


class Separation(NamedTuple):
    """How far those who stay are from those who leave in true health: ``distance`` [standard deviations] of their
    means, and the share that leaves, ``churn``."""

    distance: float
    churn: float


def health_of(segment: SegmentRow, *, measured: bool) -> Health | None:
    """Return the health of a segment's customers, None if all are alike.

    As ``measured`` with the baseline; else, what new customers bring along: logit(1 - theta) of a Beta(a, b) law has
    the mean psi(b) - psi(a) and the variance psi'(a) + psi'(b).
    """
    if measured:
        return Health(segment.health_mean, segment.health_sd)
    a, b = segment.shape_lost, segment.shape_kept
    if a == 0.0:
        return None
    return Health(float(digamma(b) - digamma(a)), math.sqrt(float(polygamma(1, a) + polygamma(1, b))))


def separation(health: Health) -> Separation:
    """Return how far those who stay for a year are from those who leave."""
    points, weights = np.polynomial.hermite_e.hermegauss(_POINTS)
    weights = weights / weights.sum()
    index = health.mean + health.spread * points
    leave = expit(-index)  # not 1 - expit(index), which is 0 where hardly anybody leaves
    churn = float(weights @ leave)
    return Separation(health.spread * float(weights @ (expit(index) * leave)) / (churn * (1.0 - churn)), churn)


def auc_of(validity: float, health: Health) -> float:
    """Return the share of pairs of one who leaves and one who stays that a score of this ``validity`` orders right."""
    distance, churn = separation(health)
    apart = validity * distance
    return float(ndtr(apart / math.sqrt(2.0 * (1.0 - churn * (1.0 - churn) * apart * apart))))


def validity_for(auc: float, health: Health) -> float:
    """Return the validity that gives an ``auc`` in [0.5, 1); above 1 if not even true health tells so much."""
    distance, churn = separation(health)
    apart = math.sqrt(2.0) * float(ndtri(auc))
    return apart / (distance * math.sqrt(1.0 + churn * (1.0 - churn) * apart * apart))
