"""The settled book: what crosses time 0, by column. Rows cross, never stories (rule P10)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cssim.domain.accounts import FACES_REMEMBERED, NEVER
from cssim.dynamics.drivers import N_DRIVERS
from cssim.dynamics.roadmap import TOPICS

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

MET: Final = np.dtype([("person", np.int64), ("contacts", np.float64), ("time", np.float64)])
"""Contacts with one person (key) that still counted at ``time`` [h]."""


class Traits(NamedTuple):
    """What chance gave the accounts for good: ``base`` [log-odds] of their fit, ``demand`` factor; (n_accounts,)."""

    base: FloatArray
    demand: FloatArray


class SettledBook(NamedTuple):
    """The opening book of one run as every design finds it.

    ``base`` [log-odds] and ``demand`` (n_accounts,) are the traits; ``values`` [log-odds] and ``posted_at`` [h]
    (n_accounts, n_drivers) the driver stocks at their last posts. ``met`` (n_accounts, FACES_REMEMBERED) holds the
    contacts that are remembered, the first ``met_count`` (n_accounts,) of each row count. ``seen`` holds the keys of
    everybody an account has ever met, in order: those of account i are ``seen[first_seen[i]:first_seen[i + 1]]``.
    ``pitched_at`` [h] (n_accounts,) is when they were last asked to buy more.
    ``wished`` (n_accounts, TOPICS) counts the open wishes of accounts, ``captured`` (TOPICS,) those that were gathered.
    ``bypass`` (n_accounts,) is the share of their requests with which they go straight to a specialist.
    ``rescued_at`` [h] (n_accounts,) is when a health score last called for a rescue.
    """

    base: FloatArray
    demand: FloatArray
    values: FloatArray
    posted_at: FloatArray
    met: NDArray[np.void]
    met_count: IntArray
    first_seen: IntArray
    seen: IntArray
    pitched_at: FloatArray
    wished: IntArray
    captured: IntArray
    bypass: FloatArray
    rescued_at: FloatArray


def book_of(
    traits: Traits,
    values: Sequence[Sequence[float]] | FloatArray,
    posted_at: Sequence[Sequence[float]] | FloatArray,
    met: Sequence[Sequence[tuple[int, float, float]]],
    seen: Sequence[Iterable[int]],
    pitched_at: Sequence[float],
    wished: Sequence[Sequence[int]],
    captured: Sequence[int],
    bypass: Sequence[float],
    rescued_at: Sequence[float],
) -> SettledBook:
    """Return the settled book of rows, one per account; ``met`` as (person key, contacts, time [h])."""
    accounts = len(met)
    table = np.zeros((accounts, FACES_REMEMBERED), dtype=MET)
    for index, row in enumerate(met):
        table[index, : len(row)] = list(row)
    ordered = [sorted(keys) for keys in seen]
    return SettledBook(
        traits.base,
        traits.demand,
        np.array(values, dtype=np.float64).reshape(accounts, N_DRIVERS),
        np.array(posted_at, dtype=np.float64).reshape(accounts, N_DRIVERS),
        table,
        np.array([len(row) for row in met], dtype=np.int64),
        np.array(list(accumulate(map(len, ordered), initial=0)), dtype=np.int64),
        np.array([key for keys in ordered for key in keys], dtype=np.int64),
        np.array(pitched_at, dtype=np.float64),
        np.array(wished, dtype=np.int64).reshape(accounts, TOPICS),
        np.array(captured, dtype=np.int64),
        np.array(bypass, dtype=np.float64),
        np.array(rescued_at, dtype=np.float64),
    )


def untouched(traits: Traits, values: FloatArray, begin: float) -> SettledBook:
    """Return a book in which nobody has met anybody, and driver stocks were ``values`` [log-odds] at ``begin`` [h]."""
    accounts = len(values)
    return SettledBook(
        traits.base,
        traits.demand,
        values,
        np.full(values.shape, begin),
        np.zeros((accounts, FACES_REMEMBERED), dtype=MET),
        np.zeros(accounts, dtype=np.int64),
        np.zeros(accounts + 1, dtype=np.int64),
        np.zeros(0, dtype=np.int64),
        np.full(accounts, NEVER),
        np.zeros((accounts, TOPICS), dtype=np.int64),
        np.zeros(TOPICS, dtype=np.int64),
        np.zeros(accounts),
        np.full(accounts, NEVER),
    )
