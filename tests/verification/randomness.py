"""Statistics of samples that ought to be uniform and independent, each with the probability of one as odd.

Every function takes ticks in [0, 2^52) and returns a two-sided p-value: too even is as suspicious as too uneven.
Chi-square and normal laws are limits; cells hold 256 draws on average and sums a million terms, so that they hold far
into the tails that are asked about here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from tests.verification.hashing import TICK_BITS, Words

Statistic = Callable[[Words], float]
PairStatistic = Callable[[Words, Words], float]

CELL_BITS: Final = 12
LAGS: Final = (*range(1, 17), 32, 64, 100, 1000, 1024)
YEAR_BITS: Final = 32
BIRTHDAYS: Final = 4096
"""With a year of 2^32 days, n^3 / 4k = 4 repeated spacings are expected; n < k^(5/12), where the Poisson law is good
(L'Ecuyer and Simard, "On the performance of birthday spacings tests with certain families of random number
generators", Mathematics and Computers in Simulation 55, 2001)."""


def high(sample: Words, bits: int) -> NDArray[np.int64]:
    """Return the highest bits of every tick."""
    return (sample >> np.uint64(TICK_BITS - bits)).astype(np.int64)


def low(sample: Words, bits: int) -> NDArray[np.int64]:
    """Return the lowest bits of every tick."""
    return (sample & np.uint64(2**bits - 1)).astype(np.int64)


def two_sided(below: float, above: float) -> float:
    """Return the two-sided p-value of the probabilities of less and of more."""
    return min(1.0, 2.0 * min(below, above))


def smallest(p_values: Sequence[float] | NDArray[np.float64]) -> float:
    """Return the p-value of the smallest of several (Bonferroni)."""
    return min(1.0, len(p_values) * float(np.min(p_values)))


def of_counts(counts: NDArray[np.int64]) -> float:
    """Return Pearson's chi-square for equally likely cells."""
    expected = counts.sum() / len(counts)
    return _chi_square(float(((counts - expected) ** 2).sum() / expected), len(counts) - 1)


def _chi_square(statistic: float, degrees: int) -> float:
    return two_sided(float(stats.chi2.cdf(statistic, degrees)), float(stats.chi2.sf(statistic, degrees)))


def cells(part: Callable[[Words, int], NDArray[np.int64]], sample: Words) -> float:
    """Are all values of some bits equally frequent?"""
    return of_counts(np.bincount(part(sample, CELL_BITS), minlength=2**CELL_BITS))


def tuples(size: int, part: Callable[[Words, int], NDArray[np.int64]], sample: Words) -> float:
    """Are all combinations of some bits of ``size`` draws in a row equally frequent? Tuples do not overlap."""
    bits = CELL_BITS // size
    values = part(sample, bits)[: len(sample) // size * size].reshape(-1, size)
    codes = np.zeros(len(values), dtype=np.int64)
    for column in values.T:
        codes = codes * 2**bits + column
    return of_counts(np.bincount(codes, minlength=2**CELL_BITS))


def distribution(part: Callable[[Words, int], NDArray[np.int64]], bits: int, sample: Words) -> float:
    """Is the distribution function of some bits a straight line? Kolmogorov and Smirnov, exact law."""
    drawn = np.sort((part(sample, bits) + 0.5) / 2.0**bits)
    steps = np.arange(len(drawn) + 1) / len(drawn)
    distance = float(max(np.max(steps[1:] - drawn), np.max(drawn - steps[:-1])))
    return two_sided(float(stats.kstwo.cdf(distance, len(drawn))), float(stats.kstwo.sf(distance, len(drawn))))


def every_bit(sample: Words) -> float:
    """Is every bit set half of the time?"""
    return of_bit_counts(bit_counts(sample), len(sample))


def bit_counts(sample: Words, bits: int = TICK_BITS) -> NDArray[np.int64]:
    """Return how often each bit is set, the lowest first."""
    return np.array([np.count_nonzero(sample & np.uint64(2**bit)) for bit in range(bits)], dtype=np.int64)


def of_bit_counts(counts: NDArray[np.int64], of: int) -> float:
    """Return the p-value of the oddest of many counts of fair coins, each thrown ``of`` times; exact binomial law."""
    flat = counts.ravel()
    p = 2.0 * np.minimum(stats.binom.cdf(flat, of, 0.5), stats.binom.sf(flat - 1, of, 0.5))
    return smallest(p)


def correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return the p-value of the correlation of two samples of a law with mean 0 and variance 1."""
    z = float(one @ other) / math.sqrt(len(one))
    return two_sided(float(stats.norm.cdf(z)), float(stats.norm.sf(z)))


def scores(values: NDArray[np.int64], bits: int) -> NDArray[np.float64]:
    """Return uniforms of so many bits, moved and scaled to mean 0 and variance 1."""
    return np.asarray(((values + 0.5) / 2.0**bits - 0.5) * math.sqrt(12.0), dtype=np.float64)


def serial(part: Callable[[Words, int], NDArray[np.int64]], bits: int, sample: Words) -> float:
    """Does a draw tell anything about one of the draws before it? The oddest of the lags."""
    drawn = scores(part(sample, bits), bits)
    return smallest([correlation(drawn[:-lag], drawn[lag:]) for lag in LAGS])


def birthday_spacings(part: Callable[[Words, int], NDArray[np.int64]], sample: Words) -> float:
    """Are spacings of birthdays repeated as often as chance has it? Marsaglia's test, summed over groups."""
    groups = np.sort(part(sample, YEAR_BITS)[: len(sample) // BIRTHDAYS * BIRTHDAYS].reshape(-1, BIRTHDAYS), axis=1)
    spacings = np.sort(np.diff(groups, axis=1), axis=1)
    repeated = int(np.count_nonzero(np.diff(spacings, axis=1) == 0))
    return of_poisson(repeated, len(groups) * BIRTHDAYS**3 / 2.0 ** (YEAR_BITS + 2))


def of_poisson(found: int, mean: float) -> float:
    """Return the p-value of a count of rare events."""
    return two_sided(float(stats.poisson.cdf(found, mean)), float(stats.poisson.sf(found - 1, mean)))


def collisions(keys: Words, bits: int, part: Callable[[Words, int], NDArray[np.int64]] = low) -> float:
    """Do some bits of different keys coincide as often as chance has it?"""
    distinct = len(np.unique(part(keys, bits)))
    return of_poisson(len(keys) - distinct, len(keys) * (len(keys) - 1) / 2.0 ** (bits + 1))


def together(one: Words, other: Words) -> float:
    """Are all combinations of the high bits of two streams equally frequent?"""
    bits = CELL_BITS // 2
    return of_counts(np.bincount(high(one, bits) * 2**bits + high(other, bits), minlength=2**CELL_BITS))


def together_low(one: Words, other: Words) -> float:
    """Are all combinations of the low bits of two streams equally frequent?"""
    bits = CELL_BITS // 2
    return of_counts(np.bincount(low(one, bits) * 2**bits + low(other, bits), minlength=2**CELL_BITS))


def correlated(one: Words, other: Words) -> float:
    """Are two streams correlated?"""
    return correlation(scores(high(one, TICK_BITS), TICK_BITS), scores(high(other, TICK_BITS), TICK_BITS))


def bits_in_common(one: Words, other: Words) -> float:
    """Do two streams have every bit in common half of the time?"""
    return every_bit(one ^ other)


STATISTICS: Final[dict[str, Statistic]] = {
    "cells of the high bits": partial(cells, high),
    "cells of the low bits": partial(cells, low),
    "distribution": partial(distribution, high, TICK_BITS),
    "distribution of the low bits": partial(distribution, low, TICK_BITS // 2),
    "every bit": every_bit,
    "serial correlation": partial(serial, high, TICK_BITS),
    "serial correlation of the low bits": partial(serial, low, TICK_BITS // 2),
    "pairs of high bits": partial(tuples, 2, high),
    "pairs of low bits": partial(tuples, 2, low),
    "triples of high bits": partial(tuples, 3, high),
    "triples of low bits": partial(tuples, 3, low),
    "birthday spacings": partial(birthday_spacings, high),
    "birthday spacings of the low bits": partial(birthday_spacings, low),
}
PAIR_STATISTICS: Final[dict[str, PairStatistic]] = {
    "correlation": correlated,
    "cells of the high bits": together,
    "cells of the low bits": together_low,
    "bits in common": bits_in_common,
}
