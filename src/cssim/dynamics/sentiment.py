"""Health as a score from 0 to 100."""

from __future__ import annotations

import math

from cssim.dynamics.renewal import log_one_plus_exp


def health_score(health: float) -> float:
    """Return 100 logistic(h), the health score of an account with renewal index ``health`` [log-odds]."""
    return 100.0 * math.exp(-log_one_plus_exp(-health))
