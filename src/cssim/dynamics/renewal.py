"""Renewal: the probability and the kind of outcome at a contract's end."""

from __future__ import annotations

import math

from cssim.units import to_cents


def exposure(term_years: float, lock_in: float) -> float:
    """Return L^kappa, the years of risk that one renewal of a contract of ``term_years`` (L) stands for.

    Contracts shorter than a year count their own length; longer ones are damped by ``lock_in`` (kappa in [0, 1]; at
    1 length alone changes nothing per year).
    """
    if term_years <= 1.0:
        return term_years
    return math.exp(lock_in * math.log(term_years))


def log_one_plus_exp(z: float) -> float:
    """Return ln(1 + exp(z)) without overflow."""
    if z > 0.0:
        return z + math.log1p(math.exp(-z))
    return math.log1p(math.exp(z))


def churn_probability(health: float, years: float) -> float:
    """Return 1 - p, the probability that a contract ends, where p = logistic(h)^years is that of going on.

    Parameters
    ----------
    health
        Index h [log-odds of going on for one year].
    years
        Exposure of the contract from :func:`exposure`.

    Notes
    -----
    Computed from the logarithm of p, without cancellation when p is near 1.
    """
    return -math.expm1(-years * log_one_plus_exp(-health))


def signing_time(end: float, grace: float, u: float) -> float:
    """Return when [h] a contract is signed late that ended at ``end`` [h]: the share ``u`` of ``grace`` [h] later."""
    return end + u * grace


def rest_of_grace(end: float, grace: float, u: float) -> float:
    """Return when [h] a contract is signed that ended at ``end`` [h], 0 or before: the share ``u`` of what is left of
    ``grace`` [h] at time 0."""
    return u * max(0.0, end + grace)


def downsell_probability(churn: float, odds: float) -> float:
    """Return the probability of a downsell given renewal: ``odds`` x 2 x the contract's churn probability, at most 1.

    The contract's own churn probability, not the yearly one, so that contraction per year does not depend on how
    often a contract comes up.
    """
    return min(1.0, 2.0 * odds * churn)


def expected_cents(arr: int, probability: float) -> int:
    """Return the conditional expectation [whole cents] of losing ``arr`` [cents] with ``probability``."""
    return to_cents(arr * probability)


def downsell_size(arr: int, share: float) -> int:
    """Return how much of ``arr`` [cents] a downsell takes off, a ``share`` of it in whole cents."""
    return to_cents(arr * share)


def loses_some(churn: float, downsell: float) -> float:
    """Return the probability that a contract goes on, and at a lower ARR."""
    return (1.0 - churn) * downsell


def below(before: int, after: int, ceiling: int) -> int:
    """Return how much less of an ARR [cents] counts ``after`` than ``before`` if it counts up to ``ceiling`` only."""
    return min(before, ceiling) - min(after, ceiling)
