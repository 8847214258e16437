"""Health as a score from 0 to 100."""

from __future__ import annotations

import math

from cssim.dynamics.renewal import log_one_plus_exp


def health_score(health: float) -> float:
    """Return 100 logistic(h), the health score of an account with renewal index ``health`` [log-odds]."""
    return 100.0 * math.exp(-log_one_plus_exp(-health))


def recommends(health: float, noise: float, promoter_from: float, detractor_below: float) -> int:
    """Return 1 for a promoter, -1 for a detractor, 0 for who is neither, when asked whether one would recommend us.

    What is answered is h [log-odds] and a mood of the day, ``noise``; the two borders are in log-odds.
    """
    mood = health + noise
    if mood >= promoter_from:
        return 1
    return -1 if mood < detractor_below else 0


def mood_of(spread: float, standard_normal: float) -> float:
    """Return the mood of the day [log-odds] of an answer, of standard deviation ``spread``."""
    return spread * standard_normal


def satisfied_probability(health: float, base: float, slope: float, late: float, transferred: float) -> float:
    """Return the probability that an answer is rated 4 or 5 of 5: logistic(base + slope h - late - transferred).

    ``late`` and ``transferred`` [log-odds] are what a late start and a transfer of this request take away.
    """
    return math.exp(-log_one_plus_exp(-(base + slope * health - late - transferred)))
