"""Run: all that leaves one simulated run of one design; frozen, made of arrays, no live object inside."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cssim.domain.facts import Fact
from cssim.domain.tally import Tally


@dataclass(frozen=True)
class LedgerColumns:
    """The ARR ledger by column, in the order it was written; all of shape (n_lines,).

    ``time`` [h]; ``account`` and ``segment`` indices; ``kind``, ``source``, ``reason`` codes of
    :mod:`cssim.domain.ledger`; ``amount`` (signed) and ``after`` [cents].
    """

    time: NDArray[np.float64]
    account: NDArray[np.int64]
    segment: NDArray[np.int64]
    kind: NDArray[np.int64]
    source: NDArray[np.int64]
    reason: NDArray[np.int64]
    amount: NDArray[np.int64]
    after: NDArray[np.int64]


@dataclass(frozen=True)
class AccountColumns:
    """How each account fared, by index: the opening book, then those won, in order; all of shape (n_accounts,).

    ``segment`` index; ``joined`` [h], 0 for the opening book; ``source`` code of those won, ``parent`` index of the
    account that referred one (-1: none), and its ``number`` among those of its month or parent.
    ``opening``, ``closing`` ARR [cents]; ``reason`` code of the loss (0: kept); ``faces`` people met since time 0
    and before; ``transfers`` and ``requests`` since time 0; ``wait_milli`` summed waits of its requests [h/1000];
    ``expected_loss`` summed expected churn and downsell [cents]; ``health`` score at the end (or when it left).
    """

    segment: NDArray[np.int64]
    joined: NDArray[np.float64]
    source: NDArray[np.int64]
    parent: NDArray[np.int64]
    number: NDArray[np.int64]
    opening: NDArray[np.int64]
    closing: NDArray[np.int64]
    reason: NDArray[np.int64]
    faces: NDArray[np.int64]
    transfers: NDArray[np.int64]
    requests: NDArray[np.int64]
    wait_milli: NDArray[np.int64]
    expected_loss: NDArray[np.int64]
    health: NDArray[np.float64]


@dataclass(frozen=True)
class Run:
    """One run of one design: what was counted, the ARR ledger, the accounts, and the facts asked for.

    ``open_work`` (n_teams,) counts the work still waiting or in progress when the run ends.
    """

    seed: int
    run: int
    engine: str
    months: int
    tally: Tally
    ledger: LedgerColumns
    accounts: AccountColumns
    open_work: NDArray[np.int64]
    facts: tuple[Fact, ...]
