"""The generator over neighboring addresses: what is next to each other in an address is nowhere near in the draws.

Draws are addressed, so a test that passes once passes always: the false-alarm rate is that of the constants below.
Every statistic is shown to condemn a generator that is broken on purpose.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import pytest
from numpy.typing import NDArray

from cssim.sampling import streams
from cssim.sampling.streams import MASK63, PERIOD_RUN, Purpose
from tests.verification import hashing
from tests.verification.hashing import Address, Generator, Words, words
from tests.verification.randomness import (
    PAIR_STATISTICS,
    STATISTICS,
    bit_counts,
    collisions,
    high,
    low,
    of_bit_counts,
)

pytestmark = pytest.mark.slow

FALSE_ALARM: Final = 1e-4
"""Chance that one of the p-values of this file is too small although the generator is good; split evenly."""
DRAWS: Final = 2**20
THROWS: Final = 2**14
_KEY: Final = 123_456_789
HERE: Final = Address(seed=7, run=3, period=PERIOD_RUN, purpose=Purpose.REQUEST_GAP, key=_KEY, n=0)
COUNT: Final = np.arange(DRAWS, dtype=np.int64)
KEY_BITS: Final = 63


def account_keys(count: int) -> Words:
    """Return keys as those of accounts: the parts of one."""
    return hashing.combine(words(99), words(np.arange(count)))


def flipped_keys() -> Words:
    """Return keys of which each differs from the one before in one or two bits."""
    base = account_keys(DRAWS // 64)
    bits = np.array([0, *(1 << bit for bit in range(KEY_BITS))], dtype=np.uint64)
    return (base[:, None] ^ bits[None, :]).ravel()


def work_keys() -> Words:
    """Return keys as those of work: the pieces of the streams of accounts."""
    of_streams = hashing.combine(account_keys(512)[:, None], words(np.arange(8))[None, :])
    return hashing.combine(of_streams[:, :, None], words(np.arange(256))[None, None, :]).ravel()


WALKS: Final[dict[str, Callable[[], Address]]] = {
    "n": lambda: HERE._replace(n=words(COUNT)),
    "n of a far key": lambda: HERE._replace(key=MASK63, n=words(COUNT)),
    "n from 2^32 on": lambda: HERE._replace(n=words(2**32 + COUNT)),
    "keys": lambda: HERE._replace(key=words(COUNT)),
    "keys, at a later n": lambda: HERE._replace(key=words(COUNT), n=1000),
    "keys of one bit's difference": lambda: HERE._replace(key=flipped_keys()),
    "keys of accounts": lambda: HERE._replace(key=account_keys(DRAWS)),
    "keys of work": lambda: HERE._replace(key=work_keys()),
    "keys and n in turn": lambda: HERE._replace(key=words(COUNT // 2), n=words(COUNT % 2)),
    "seeds": lambda: HERE._replace(seed=words(COUNT)),
    "runs": lambda: HERE._replace(run=words(COUNT)),
    "runs before 0": lambda: HERE._replace(run=words(-1 - COUNT)),
    "purposes": lambda: HERE._replace(purpose=words(COUNT)),
    "purposes in use, then keys": lambda: HERE._replace(purpose=words(1 + COUNT % 16), key=words(COUNT // 16)),
    "periods, then runs": lambda: HERE._replace(period=words(COUNT % 3), run=words(COUNT // 3)),
}
LONG: Final = HERE._replace(n=words(COUNT))

NEIGHBORS: Final[dict[str, Address]] = {
    "seed": LONG._replace(seed=8),
    "run": LONG._replace(run=4),
    "run -1 and 0": LONG._replace(run=-1),
    "period": LONG._replace(period=PERIOD_RUN - 1),
    "purpose": LONG._replace(purpose=Purpose.REQUEST_WORK),
    "key": LONG._replace(key=_KEY + 1),
    "highest bit of the key": LONG._replace(key=_KEY ^ (1 << 62)),
    "lowest bit of the key": LONG._replace(key=_KEY ^ 1),
    "n": LONG._replace(n=words(COUNT + 1)),
    "seed and run": LONG._replace(seed=8, run=2),
    "run and key": LONG._replace(run=4, key=_KEY - 1),
    "purpose and key": LONG._replace(purpose=Purpose.REQUEST_WORK, key=_KEY - 1),
    "key and n": LONG._replace(key=_KEY + 1, n=words(COUNT - 1)),
    "purpose and n": LONG._replace(purpose=Purpose.REQUEST_WORK, n=words(COUNT - 1)),
}
BASES: Final = Address(
    seed=words(np.arange(THROWS)),
    run=words(np.arange(THROWS) % 1000),
    period=PERIOD_RUN,
    purpose=words(1 + np.arange(THROWS) % 16),
    key=account_keys(THROWS),
    n=words(np.arange(THROWS) % 512),
)
FLIPPED: Final[dict[str, int]] = {"seed": 63, "run": 20, "purpose": 6, "key": KEY_BITS, "n": 32}
"""Coordinates of an address, and how many of their bits are flipped, the lowest first."""
PARTS: Final[dict[str, Callable[[Words, int], NDArray[np.int64]]]] = {"high": high, "low": low}
AMONG: Final = len(WALKS) * len(STATISTICS) + len(NEIGHBORS) * len(PAIR_STATISTICS) + len(FLIPPED) + 2 + 1 + 2 * 2
THRESHOLD: Final = FALSE_ALARM / AMONG


def test_the_array_spelling_gives_the_bits_of_the_generator() -> None:
    for at in (BASES, *(walk() for walk in WALKS.values())):
        columns = [words(each) for each in at]
        found = hashing.ticks(at)
        for i in range(0, len(found), len(found) // 199):
            seed, run, period, purpose, key, n = (int(column[i % len(column)]) for column in columns)
            drawn = streams.uniform_at(streams.root_of(seed, run, period), purpose, key, n)
            assert drawn == (int(found[i]) + 0.5) * 2.0**-52
            assert streams.combine(key, n) == int(hashing.combine(words(key), words(n))[0])


@pytest.mark.parametrize("walk", WALKS)
def test_draws_at_addresses_in_a_row_are_uniform_and_independent(walk: str) -> None:
    sample = hashing.ticks(WALKS[walk]())
    assert len(sample) == DRAWS
    p_values = {name: statistic(sample) for name, statistic in STATISTICS.items()}
    assert not {name: p for name, p in p_values.items() if p < THRESHOLD}


@pytest.mark.parametrize("neighbor", NEIGHBORS)
def test_streams_at_neighboring_addresses_have_nothing_in_common(neighbor: str) -> None:
    one, other = hashing.ticks(LONG), hashing.ticks(NEIGHBORS[neighbor])
    p_values = {name: statistic(one, other) for name, statistic in PAIR_STATISTICS.items()}
    assert not {name: p for name, p in p_values.items() if p < THRESHOLD}


def avalanche(generator: Generator, coordinate: str, bits: int) -> float:
    """Return the p-value of the oddest pair of a flipped bit of a coordinate and a bit of the draw."""
    before, values = generator(BASES), words(getattr(BASES, coordinate))
    flips = [
        bit_counts(before ^ generator(BASES._replace(**{coordinate: values ^ np.uint64(1 << bit)})))
        for bit in range(bits)
    ]
    return of_bit_counts(np.array(flips), THROWS)


@pytest.mark.parametrize("coordinate", FLIPPED)
def test_a_flipped_bit_of_an_address_flips_every_bit_of_the_draw_half_of_the_time(coordinate: str) -> None:
    assert avalanche(hashing.ticks, coordinate, FLIPPED[coordinate]) > THRESHOLD


Combine = Callable[[Words, Words], Words]


def key_avalanche(combine: Combine, of_key: bool) -> float:
    """Return the p-value of the oddest pair of a flipped bit of a key, or of the number of a part, and a bit of it."""
    keys, parts = account_keys(THROWS), words(np.arange(THROWS) % 512)
    before, flips = combine(keys, parts), []
    for bit in range(KEY_BITS if of_key else 32):
        flip = np.uint64(1 << bit)
        after = combine(keys ^ flip, parts) if of_key else combine(keys, parts ^ flip)
        flips.append(bit_counts(before ^ after, KEY_BITS))
    return of_bit_counts(np.array(flips), THROWS)


@pytest.mark.parametrize("of_key", [True, False])
def test_a_flipped_bit_flips_every_bit_of_a_derived_key_half_of_the_time(of_key: bool) -> None:
    assert key_avalanche(hashing.combine, of_key) > THRESHOLD
    assert key_avalanche(hashing.unmixed_combine, of_key) < THRESHOLD


def test_every_bit_of_derived_keys_is_set_half_of_the_time() -> None:
    assert of_bit_counts(bit_counts(work_keys(), KEY_BITS), DRAWS) > THRESHOLD


@pytest.mark.parametrize("bits", [36, 40])
@pytest.mark.parametrize("part", PARTS)
def test_derived_keys_collide_as_rarely_as_chance_has_it(part: str, bits: int) -> None:
    keys = work_keys()
    assert len(np.unique(keys)) == DRAWS, "2^-24 is the chance that any of a million keys of 63 bits coincide"
    shown = keys >> np.uint64(KEY_BITS - 52) if part == "high" else keys
    assert collisions(shown, bits, PARTS[part]) > THRESHOLD


def test_a_sum_collides_too_often_or_too_rarely() -> None:
    of_streams = hashing.unmixed_combine(account_keys(512)[:, None], words(np.arange(8))[None, :])
    keys = hashing.unmixed_combine(of_streams[:, :, None], words(np.arange(256))[None, None, :]).ravel()
    assert collisions(keys, 40) < THRESHOLD


BROKEN: Final[dict[str, tuple[Generator, str]]] = {
    "cells of the high bits": (hashing.unmixed, "n"),
    "cells of the low bits": (hashing.unmixed, "n"),
    "distribution": (hashing.biased, "n"),
    "distribution of the low bits": (hashing.unmixed, "n"),
    "every bit": (hashing.biased, "n"),
    "serial correlation": (hashing.sticky, "n"),
    "serial correlation of the low bits": (hashing.sticky, "n"),
    "pairs of high bits": (hashing.unmixed, "n"),
    "pairs of low bits": (hashing.congruential, "n"),
    "triples of high bits": (hashing.unmixed, "n"),
    "triples of low bits": (hashing.congruential, "n"),
    "birthday spacings": (hashing.unmixed, "n"),
    "birthday spacings of the low bits": (hashing.congruential, "n"),
}
"""For every statistic a broken generator and a walk on which it is found out."""


@pytest.mark.parametrize("statistic", STATISTICS)
def test_every_statistic_condemns_a_broken_generator(statistic: str) -> None:
    generator, walk = BROKEN[statistic]
    assert STATISTICS[statistic](generator(WALKS[walk]())) < THRESHOLD


@pytest.mark.parametrize("statistic", PAIR_STATISTICS)
def test_streams_that_are_shifted_copies_are_found_out(statistic: str) -> None:
    """Without a mix of its own for the counter, the next key's stream is this one, one draw later."""
    broken = hashing.without_the_second_mix
    one, other = broken(LONG), broken(NEIGHBORS["key and n"])
    assert PAIR_STATISTICS[statistic](one, other) < THRESHOLD


@pytest.mark.parametrize("coordinate", FLIPPED)
def test_an_avalanche_that_stops_half_way_is_found_out(coordinate: str) -> None:
    stopped = hashing.half_mixed if coordinate == "n" else hashing.unmixed
    assert avalanche(stopped, coordinate, FLIPPED[coordinate]) < THRESHOLD
