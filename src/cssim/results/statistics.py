"""Statistics of paired runs: intervals, ranges, verdicts and how many runs are still needed. Pure functions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import Enum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
CONFIDENCE: Final = 0.95
RANGE: Final = 0.80
"""Share of futures inside the range of outcomes: from P10 to P90."""
_POINTS: Final = 1 << 15


class Verdict(Enum):
    """What a comparison of a design with the baseline says."""

    BETTER = "better"
    WORSE = "worse"
    NO_DIFFERENCE = "no difference that matters"
    NOT_SETTLED = "not settled"


class Interval(NamedTuple):
    """An interval from ``low`` to ``high``; not-a-number where there are too few runs for one."""

    low: float
    high: float


class Estimate(NamedTuple):
    """The summary of one figure over ``n`` runs; ``ci_*`` bound the mean (95 %), ``p10`` ... ``p90`` single runs."""

    mean: float
    ci_low: float
    ci_high: float
    p10: float
    p50: float
    p90: float
    n: int


class Difference(NamedTuple):
    """A paired difference over ``n`` runs.

    ``certainty`` bounds the mean, simultaneously with the other designs of the study; ``outcomes`` bounds one
    future: the range that 80 % of futures fall into, the few runs behind it allowed for.
    """

    mean: float
    sd: float
    n: int
    certainty: Interval
    outcomes: Interval


def t_quantile(p: float, degrees: int) -> float:
    """Return the quantile ``p`` of Student's t law with ``degrees`` of freedom."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, p))


def mean_of(values: ArrayLike) -> float:
    """Return the mean of ``values`` (n,), n >= 1; summed without loss, so that order does not matter."""
    numbers = _numbers(values)
    return math.fsum(numbers) / len(numbers)


def sd_of(values: ArrayLike) -> float:
    """Return the standard deviation of ``values`` (n,) with n - 1 in the denominator; not-a-number for n < 2."""
    numbers = _numbers(values)
    if len(numbers) < 2:
        return math.nan
    center = mean_of(numbers)
    return math.sqrt(math.fsum((x - center) ** 2 for x in numbers) / (len(numbers) - 1))


def quantile(values: ArrayLike, p: float) -> float:
    """Return the quantile ``p`` of ``values`` (n,), interpolated between order statistics (Hyndman and Fan, type 7)."""
    return float(np.quantile(_numbers(values), p))


def mean_interval(values: ArrayLike, confidence: float = CONFIDENCE, comparisons: int = 1) -> Interval:
    """Return the t interval of the mean of ``values`` (n,).

    ``comparisons`` > 1 divides the error among so many intervals (Bonferroni), which then hold together.
    """
    numbers = _numbers(values)
    n = len(numbers)
    if n < 2:
        return Interval(math.nan, math.nan)
    half = half_width(sd_of(numbers), n, confidence, comparisons)
    center = mean_of(numbers)
    return Interval(center - half, center + half)


def half_width(sd: float, n: int, confidence: float = CONFIDENCE, comparisons: int = 1) -> float:
    """Return half the t interval of a mean of ``n`` >= 2 values with standard deviation ``sd``: t s / sqrt(n)."""
    return t_quantile(1.0 - (1.0 - confidence) / (2 * comparisons), n - 1) * sd / math.sqrt(n)


def prediction_interval(values: ArrayLike, share: float = RANGE) -> Interval:
    """Return the interval that holds one more value with probability ``share``: mean +- t s sqrt(1 + 1/n).

    Exact for normal values of any number n >= 2; it allows for a mean and a spread known from few runs.
    """
    numbers = _numbers(values)
    n = len(numbers)
    if n < 2:
        return Interval(math.nan, math.nan)
    half = t_quantile(0.5 + 0.5 * share, n - 1) * sd_of(numbers) * math.sqrt(1.0 + 1.0 / n)
    center = mean_of(numbers)
    return Interval(center - half, center + half)


def estimate(values: ArrayLike) -> Estimate | None:
    """Return the summary of a figure over runs; undefined values (not-a-number) are left out, None if none is left."""
    numbers = _numbers(values)
    numbers = numbers[np.isfinite(numbers)]
    if not len(numbers):
        return None
    low, high = mean_interval(numbers)
    p10, p50, p90 = np.quantile(numbers, (0.1, 0.5, 0.9)).tolist()
    return Estimate(mean_of(numbers), low, high, p10, p50, p90, len(numbers))


def paired(values: ArrayLike, baseline: ArrayLike, comparisons: int = 1) -> Difference:
    """Return the difference of two designs over the same runs, ``values`` minus ``baseline``, both (n,).

    ``comparisons`` is the number of designs that are set against the baseline in one study.
    """
    gaps = _numbers(values) - _numbers(baseline)
    return Difference(
        mean_of(gaps), sd_of(gaps), len(gaps), mean_interval(gaps, comparisons=comparisons), prediction_interval(gaps)
    )


def verdict(outcomes: Interval, minimum: float, sign: int = 1) -> Verdict:
    """Return the verdict on a range of differences from the baseline.

    Parameters
    ----------
    outcomes
        Range of the difference over futures and assumptions.
    minimum
        Smallest difference that matters, >= 0.
    sign
        1 if more is better, -1 if less is.

    Notes
    -----
    Wholly inside +- minimum: no difference that matters. Else wholly on one side of 0: better or worse. Else, or
    with too few runs for a range: not settled.
    """
    low, high = sorted((sign * outcomes.low, sign * outcomes.high))
    if math.isnan(low) or math.isnan(high):
        return Verdict.NOT_SETTLED
    if -minimum <= low and high <= minimum:
        return Verdict.NO_DIFFERENCE
    if low > 0.0:
        return Verdict.BETTER
    return Verdict.WORSE if high < 0.0 else Verdict.NOT_SETTLED


def runs_needed(sd: float, n: int, half_width: float, confidence: float = CONFIDENCE, comparisons: int = 1) -> int:
    """Return the runs that bring the interval of the mean to ``half_width``: max(n, ceil((t s / eps)^2)).

    Notes
    -----
    Stein's two-stage rule: the spread ``sd`` of the first ``n`` runs decides once how many are made in all.
    """
    if n < 2 or not half_width > 0.0:
        raise ValueError("two runs and a positive half-width are needed to say how many more to make")
    t = t_quantile(1.0 - (1.0 - confidence) / (2 * comparisons), n - 1)
    # a goal next to nothing asks for more runs than anybody counts
    return max(n, math.ceil(min(t * sd / half_width, 1e9) ** 2))


def share_of_wins(values: Sequence[ArrayLike], sign: int = 1) -> tuple[float, ...]:
    """Return in which share of runs each design is the best; runs shared by several are split among them.

    ``values`` holds one (n,) array per design, over the same runs; ``sign`` 1 if more is better, -1 if less is.
    """
    table = sign * np.stack([_numbers(one) for one in values])
    return _wins(table)


def probability_of_best_mean(values: Sequence[ArrayLike], sign: int = 1) -> tuple[float, ...]:
    """Return with which probability each design has the best mean; not-a-number with fewer than two runs.

    Notes
    -----
    Posterior of the mean differences under a flat prior and normal run-to-run differences: multivariate t with
    n - 1 degrees of freedom, the sample covariance of the paired differences / n as its scale. For two designs this
    is one value of the t distribution function; for more, 32,768 points of a low-discrepancy (Halton) sequence
    are sent through it, so the answer is the same every time. It goes to 0 or 1 as runs are added, unlike the share
    of futures in which a design wins.
    """
    table = sign * np.stack([_numbers(one) for one in values])
    n = table.shape[1]
    if n < 2:
        return (math.nan,) * len(table)
    if len(table) == 1:
        return (1.0,)
    gaps = table[1:] - table[0]
    means = np.array([mean_of(gap) for gap in gaps])
    if len(gaps) == 1:
        second = _above_zero(float(means[0]), sd_of(gaps[0]) / math.sqrt(n), n - 1)
        return (1.0 - second, second)
    draws = means + _t_points(np.atleast_2d(np.cov(gaps)) / n, n - 1)
    return _wins(np.concatenate([np.zeros((1, len(draws))), draws.T]))


def _above_zero(mean: float, scale: float, degrees: int) -> float:
    """Return the probability that a t variate with this mean and scale is above 0; 1/2 for a certain tie."""
    from scipy.special import stdtr

    if scale == 0.0:
        return 0.5 if mean == 0.0 else float(mean > 0.0)
    return float(stdtr(degrees, mean / scale))


def _t_points(scale: FloatArray, degrees: int) -> FloatArray:
    """Return points (POINTS, d) that fill a centered multivariate t law with matrix ``scale`` (d, d) evenly."""
    from scipy.special import chdtri, ndtri

    size = len(scale)
    uniforms = _halton(_POINTS, size + 1)
    eigenvalues, vectors = np.linalg.eigh(scale)
    root = vectors * np.sqrt(np.maximum(eigenvalues, 0.0))
    normals = ndtri(uniforms[:, :size]) @ root.T
    chi2 = chdtri(degrees, uniforms[:, size])
    points: FloatArray = normals * np.sqrt(degrees / chi2)[:, None]
    return points


def _halton(points: int, dimensions: int) -> FloatArray:
    """Return Halton's sequence (points, d): the i-th point mirrors the digits of i in one prime base per dimension."""
    primes = [n for n in range(2, 20 * (dimensions + 1)) if all(n % k for k in range(2, n))][:dimensions]
    columns = []
    for prime in primes:
        left, column, weight = np.arange(1, points + 1), np.zeros(points), 1.0
        while left.any():
            weight /= prime
            column += weight * (left % prime)
            left //= prime
        columns.append(column)
    return np.stack(columns, axis=1)


def _wins(table: FloatArray) -> tuple[float, ...]:
    """Return the share of columns in which each row is the largest; ties are split evenly."""
    best = table == table.max(axis=0)
    shares = (best / best.sum(axis=0)).mean(axis=1)
    return tuple(float(share) for share in shares)


def _numbers(values: ArrayLike) -> FloatArray:
    return np.asarray(values, dtype=np.float64)
