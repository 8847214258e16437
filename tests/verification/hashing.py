"""The mixing hash over whole arrays of addresses, in NumPy; and hashes that are broken on purpose.

The tests show that the array spelling gives the bits of :mod:`cssim.sampling.streams`; nothing else uses it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Words = NDArray[np.uint64]
"""An array of 64-bit words; sums and products wrap around."""

GOLDEN: Final = np.uint64(0x9E37_79B9_7F4A_7C15)
MUL_1: Final = np.uint64(0xBF58_476D_1CE4_E5B9)
MUL_2: Final = np.uint64(0x94D0_49BB_1331_11EB)
_LCG: Final = np.uint64(6364136223846793005)
_ONE: Final = np.uint64(1)
_LOW_63: Final = np.uint64(2**63 - 1)
TICK_BITS: Final = 52
"""A uniform is a whole number of ticks of 2^-52, and half a tick."""
_DROPPED: Final = np.uint64(64 - TICK_BITS)


class Address(NamedTuple):
    """Addresses of many draws: whole numbers or arrays of words, broadcast against each other."""

    seed: ArrayLike
    run: ArrayLike
    period: ArrayLike
    purpose: ArrayLike
    key: ArrayLike
    n: ArrayLike


Generator = Callable[[Address], Words]
"""From addresses to ticks in [0, 2^52)."""


def words(values: ArrayLike) -> Words:
    """Return whole numbers as words; negative ones wrap around."""
    return np.atleast_1d(np.asarray(values)).astype(np.uint64)


def mix(z: Words) -> Words:
    """Return the splitmix64 finalizer of every word."""
    z = (z ^ (z >> np.uint64(30))) * MUL_1
    z = (z ^ (z >> np.uint64(27))) * MUL_2
    return z ^ (z >> np.uint64(31))


def combine(key: Words, part: ArrayLike) -> Words:
    """Return the 63-bit keys of the parts of things."""
    return mix(key + (words(part) + _ONE) * GOLDEN) & _LOW_63


def root_of(at: Address) -> Words:
    """Return the roots of the addresses."""
    z = mix(words(at.seed) ^ GOLDEN)
    z = mix(z + words(at.run) * GOLDEN)
    return mix(z + words(at.period) * GOLDEN)


def ticks(at: Address) -> Words:
    """Return the ticks of the draws of cssim."""
    z = mix(root_of(at) + words(at.key) * GOLDEN + words(at.purpose) * MUL_1)
    return mix(z + (words(at.n) + _ONE) * GOLDEN) >> _DROPPED


def without_the_second_mix(at: Address) -> Words:
    """Broken: the counter is added where the key is, so that streams are shifted copies of each other."""
    z = root_of(at) + (words(at.key) + words(at.n) + _ONE) * GOLDEN + words(at.purpose) * MUL_1
    return mix(z) >> _DROPPED


def half_mixed(at: Address) -> Words:
    """Broken: one round of the finalizer is missing, for the key and for the counter."""
    z = root_of(at) + words(at.key) * GOLDEN + words(at.purpose) * MUL_1
    z = (z ^ (z >> np.uint64(30))) * MUL_1 + (words(at.n) + _ONE) * GOLDEN
    half: Words = (z ^ (z >> np.uint64(30))) * MUL_1
    return half >> _DROPPED


def unmixed(at: Address) -> Words:
    """Broken: a sum of multiples (Weyl's sequence), far too even."""
    z: Words = words(at.seed) * MUL_2 + words(at.run) * _LCG + words(at.period) + words(at.purpose) * MUL_1
    z = z + (words(at.key) + words(at.n)) * GOLDEN
    return z >> _DROPPED


def congruential(at: Address) -> Words:
    """Broken: the multiplier of a linear congruential generator applied to its own low bits; its low bits cycle."""
    z = words(at.seed) + words(at.run) + words(at.period) + words(at.purpose) + words(at.key) + words(at.n)
    return (z * z * _LCG + z) & np.uint64(2**TICK_BITS - 1)


def biased(at: Address) -> Words:
    """Broken: one draw in a hundred is halved."""
    drawn = ticks(at)
    return np.where(drawn % np.uint64(100) == 0, drawn >> _ONE, drawn)


def sticky(at: Address) -> Words:
    """Broken: one draw in a hundred is that of the address before it."""
    drawn, before = ticks(at), ticks(at._replace(n=words(at.n) - _ONE))
    return np.where(mix(drawn) % np.uint64(100) == 0, before, drawn)


def unmixed_combine(key: Words, part: ArrayLike) -> Words:
    """Broken: keys of parts by adding alone, of which the lowest bits are lost."""
    return (key + (words(part) + _ONE) * GOLDEN) & _LOW_63 & ~np.uint64(2**24 - 1)
