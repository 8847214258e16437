"""Logos: customers counted by top parent, where a book says which accounts belong together.

Whoever belongs to nobody is a logo of his own, and is counted with the accounts. So only what differs is worked out
here: the logos of accounts that share one, less those accounts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cssim.domain.ledger import CHURN
from cssim.domain.tally import IntTable
from cssim.results import metrics
from cssim.results.metrics import AccountMonths
from cssim.results.run import LedgerColumns

IntArray = NDArray[np.int64]

_BLOCK: Final = 4096
"""Accounts, about, whose months are held at a time; a logo is never divided."""


class LogoCounts(NamedTuple):
    """Logos at every month's end by segment, all (months + 1, segments).

    ``held`` those with ARR; ``lost_to_date`` those of the opening book that have none; of those of twelve months
    before, ``cohort`` how many they were, ``lost`` how many have none today, ``left`` how often one came to have none.
    """

    held: IntTable
    lost_to_date: IntTable
    cohort: IntTable
    lost: IntTable
    left: IntTable


def counts(months: AccountMonths, segments: int, year_ago: IntArray | None) -> LogoCounts:
    """Return the counts of logos, or of accounts taken for logos; ``year_ago`` as of
    :func:`~cssim.results.metrics.kept_in_a_year`."""
    held = metrics.by_segment([(months.arr > 0).astype(np.int64)], months.segment, segments)[0]
    year = metrics.kept_in_a_year(months, segments, year_ago)
    return LogoCounts(held, metrics.kept_of_opening(months, segments).lost, year.logos, year.lost, year.left)


def shared(
    ledger: LedgerColumns, months: int, segments: int, logos: Sequence[int], year_ago: IntArray | None
) -> LogoCounts:
    """Return by how much counts of logos exceed those of accounts (below 0 where logos have several).

    Parameters
    ----------
    ledger, months, segments
        Of a run.
    logos
        Of each account of the opening book, the index of the first one with the same top parent, -1 if it has none.
    year_ago
        ARR of these accounts twelve months before the start [cents], None if it is not known of all.
    """
    logo = np.array(logos, dtype=np.int64)
    total = np.zeros((len(LogoCounts._fields), months + 1, segments), dtype=np.int64)
    members = np.flatnonzero(logo >= 0)
    members = members[np.argsort(logo[members], kind="stable")]
    starts = np.append(np.flatnonzero(np.diff(logo[members], prepend=-1)), len(members))
    lines = _of_members(ledger, members, starts)
    logo_of = np.searchsorted(starts, lines.account, side="right") - 1
    for first, last in _blocks(starts):
        some, within = np.arange(*np.searchsorted(logo_of, (first, last))), starts[first : last + 1] - starts[first]
        block = _taken(lines, some, lines.account[some] - starts[first])
        then = None if year_ago is None else year_ago[members[starts[first] : starts[last]]]
        total += np.stack(_difference(block, months, segments, within, then))
    return LogoCounts(*total)


def _blocks(starts: IntArray) -> Iterator[tuple[int, int]]:
    """Yield first and last (exclusive) of stretches of logos; ``starts`` is the first account of each, and the end."""
    accounts = np.arange(0, int(starts[-1]) + _BLOCK, _BLOCK)
    yield from pairwise(np.unique(np.searchsorted(starts, accounts).clip(max=len(starts) - 1)).tolist())


def _of_members(ledger: LedgerColumns, members: IntArray, starts: IntArray) -> LedgerColumns:
    """Return the lines of some accounts, logo by logo as written; the accounts are numbered anew in their order."""
    place = np.full(int(ledger.account.max(initial=-1)) + 1, -1, dtype=np.int64)
    known = members < len(place)
    place[members[known]] = np.flatnonzero(known)
    number = place[ledger.account]
    order = np.argsort(np.searchsorted(starts, number, side="right"), kind="stable")
    order = order[number[order] >= 0]
    return _taken(ledger, order, number[order])


def _taken(ledger: LedgerColumns, some: IntArray, accounts: IntArray) -> LedgerColumns:
    """Return some lines, with other numbers for their accounts."""
    columns = {item.name: getattr(ledger, item.name)[some] for item in fields(ledger)}
    return LedgerColumns(**{**columns, "account": accounts})


def _difference(
    lines: LedgerColumns, months: int, segments: int, starts: IntArray, year_ago: IntArray | None
) -> LogoCounts:
    """Return counts of logos less those of accounts; ``starts`` is the first account of each logo, and the end."""
    blocks = [block for _, block in metrics.account_blocks(lines, months, int(starts[-1]))]
    apart = AccountMonths(*(np.concatenate(tables) for tables in zip(*blocks, strict=True)))
    together = _joined(apart, starts[:-1], lines)
    then = None if year_ago is None else np.add.reduceat(year_ago, starts[:-1])
    one, other = counts(together, segments, then), counts(apart, segments, year_ago)
    return LogoCounts(*(more - less for more, less in zip(one, other, strict=True)))


def _joined(accounts: AccountMonths, starts: IntArray, lines: LedgerColumns) -> AccountMonths:
    """Return logos as if each were one account: in the segment of the largest of its accounts, which leaves when the
    last of them does."""
    return AccountMonths(
        arr=np.add.reduceat(accounts.arr, starts, axis=0),
        segment=_of_largest(accounts, starts),
        price=np.add.reduceat(accounts.price, starts, axis=0),
        bought=np.add.reduceat(accounts.bought, starts, axis=0),
        given_up=np.add.reduceat(accounts.given_up, starts, axis=0),
        left=np.cumsum(_leavings(lines, starts, accounts.arr.shape[1]), axis=1),
    )


def _of_largest(accounts: AccountMonths, starts: IntArray) -> IntTable:
    """Return the segment of the largest account of each logo at each month's end, of the first among equals."""
    sizes = np.diff(np.append(starts, len(accounts.arr)))
    segment, largest = accounts.segment[starts], accounts.arr[starts]
    for rank in range(1, int(sizes.max())):
        logo = np.flatnonzero(sizes > rank)
        row = starts[logo] + rank
        more = accounts.arr[row] > largest[logo]
        segment[logo] = np.where(more, accounts.segment[row], segment[logo])
        largest[logo] = np.maximum(accounts.arr[row], largest[logo])
    return segment


def _leavings(lines: LedgerColumns, starts: IntArray, ends: int) -> IntTable:
    """Return how often each logo came to have no ARR because the last of its accounts left, (logos, ends)."""
    logo = np.searchsorted(starts, lines.account, side="right") - 1
    held = np.cumsum(lines.amount)  # of all logos so far: what those before held in the end is taken off
    before = np.concatenate([[0], held])[np.searchsorted(logo, np.arange(len(starts)))]
    gone = (lines.kind == CHURN) & (lines.amount < 0) & (held == before[logo])
    left = np.zeros((len(starts), ends), dtype=np.int64)
    np.add.at(left, (logo[gone], metrics.month_ends_of(lines)[gone]), 1)
    return left
