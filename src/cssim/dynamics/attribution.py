"""Attribution: how much of a rise in churn probability each driver of the renewal index answers for.

Along the straight line from a reference to what was, every driver's share is its distance times one common slope
(Aumann and Shapley 1974): the only rule that stays the same when a driver is split into its causes.
"""

from __future__ import annotations

import math
from typing import Final

from cssim.dynamics.renewal import churn_probability, log_one_plus_exp

_CLOSE: Final = 1e-6
"""Distance of two indices [log-odds] below which their slope is that of the middle."""


def churn_slope(health: float, reference: float, years: float) -> float:
    """Return D = (g(h) - g(r)) / (h - r), how steeply the probability g to go on rises between two indices.

    Parameters
    ----------
    health, reference
        Indices h and r [log-odds of going on for one year], in either order.
    years
        Exposure of the contract; g = logistic^years.

    Notes
    -----
    D > 0 and at most the steepest slope of g, also where h = r: no share explodes or changes its sign.
    """
    low, high = min(health, reference), max(health, reference)
    gap = high - low
    if gap < _CLOSE:
        return going_on_slope(low + 0.5 * gap, years)
    if years == 1.0:
        # g(h) (1 - g(r)) (1 - exp(-(h - r))) / (h - r): no difference of two numbers that are nearly equal
        both = -log_one_plus_exp(-high) - log_one_plus_exp(low)
        return math.exp(both) * -math.expm1(-gap) / gap
    return (churn_probability(low, years) - churn_probability(high, years)) / gap


def going_on_slope(health: float, years: float) -> float:
    """Return the derivative of logistic(h)^years: years x logistic(h)^years x (1 - logistic(h))."""
    return years * math.exp(-years * log_one_plus_exp(-health) - log_one_plus_exp(health))


def loss_share(arr: float, distance: float, slope: float) -> float:
    """Return the rise in expected loss [cents] by a driver ``distance`` [log-odds] above its reference (a gain < 0)."""
    return -arr * distance * slope
