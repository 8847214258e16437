"""Consumption contracts: what a customer commits to for its next term, by what it has made of the last one.

The commitment is multiplied by U = (seats in use / those when it was last set)^elasticity x a lognormal factor of mean
1, kept within bounds. All expectations follow from E min(U, k), which has a closed form.
"""

from __future__ import annotations

import math
from typing import Final

from cssim.dynamics.adoption import more_in_use
from cssim.units import HOURS_PER_YEAR, to_cents

_SQRT_2: Final = math.sqrt(2.0)


def usual_use(stock: float, before: float, neutral: float, elasticity: float) -> float:
    """Return the mean of U: seats in use over those of ``before``, both stocks of adoption, to the ``elasticity``."""
    return math.exp(elasticity * more_in_use(stock, before, neutral))


def spread_of(per_year: float, term: float) -> float:
    """Return the standard deviation of ln U over a ``term`` [h]: it grows like that of a random walk."""
    return per_year * math.sqrt(term / HOURS_PER_YEAR)


def highest(arr: int, whitespace: int, most: float) -> float:
    """Return the largest multiple of ``arr`` [cents] that can be committed to: ``most``, or all it could use."""
    return max(1.0, min(most, 1.0 + whitespace / arr))


def as_multiple(amount: int, arr: int) -> float:
    """Return an ``amount`` [cents] as a multiple of ``arr`` [cents]."""
    return amount / arr


def recommitted(arr: int, use: float, least: float, most: float) -> int:
    """Return by how much [cents, signed] the commitment ``arr`` [cents] changes after such ``use``."""
    return to_cents(arr * min(most, max(least, use))) - arr


def counted(mean: float, spread: float, least: float, most: float, ceiling: float) -> float:
    """Return E min(V, ceiling), V being U kept between ``least`` and ``most``: what of a commitment counts up to there.

    ``mean`` of U and ``spread`` of its logarithm.
    """
    if ceiling <= least:
        return ceiling
    return least + _below(mean, spread, min(most, ceiling)) - _below(mean, spread, least)


def _below(mean: float, spread: float, k: float) -> float:
    """Return E min(U, k) of a lognormal U: mean x Phi(d - spread) + k x (1 - Phi(d)), d = (ln(k / mean) + spread^2/2)
    / spread."""
    if spread == 0.0:
        return min(mean, k)
    d = math.log(k / mean) / spread + 0.5 * spread
    return mean * _phi(d - spread) + k * _phi(-d)


def _phi(z: float) -> float:
    """Return the standard normal distribution function."""
    return 0.5 * (1.0 + math.erf(z / _SQRT_2))


def expected_less(arr: int, churn: float, kept: float) -> int:
    """Return the expected fall [cents] of a commitment that goes on with 1 - ``churn``; ``kept`` is E min(V, 1)."""
    return to_cents(arr * (1.0 - churn) * (1.0 - kept))


def expected_more(arr: int, churn: float, kept: float, after: float) -> int:
    """Return the expected rise [cents]; ``kept`` is E min(V, 1), ``after`` E V."""
    return to_cents(arr * (1.0 - churn) * (after - kept))


def expected_kept(arr: int, churn: float, counts: float, counted_before: int) -> int:
    """Return the expected change [cents, signed] of what counts up to a ceiling, given that the contract goes on.

    ``counts`` is E min(V, ceiling / arr), ``counted_before`` [cents] what counts now.
    """
    return to_cents((1.0 - churn) * (arr * counts - counted_before))
