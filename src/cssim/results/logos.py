"""Logos: customers counted by top parent, where a book says which accounts belong together.

Whoever belongs to nobody is a logo of his own, and is counted with the accounts. So only what differs is worked out
here: the logos of accounts that share one, less those accounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cssim.domain.ledger import CHURN
from cssim.domain.tally import IntTable
from cssim.results import metrics
from cssim.results.metrics import AccountMonths
from cssim.results.run import LedgerColumns

IntArray = NDArray[np.int64]


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
    members = np.flatnonzero(logo >= 0)
    if not len(members):
        return LogoCounts(*np.zeros((len(LogoCounts._fields), months + 1, segments), dtype=np.int64))
    _, place = np.unique(logo[members], return_inverse=True)  # of each member, the place of its logo
    lines = _of_members(ledger, members)
    blocks = [block for _, block in metrics.account_blocks(lines, months, len(members))]
    accounts = AccountMonths(*(np.concatenate(tables) for tables in zip(*blocks, strict=True)))
    then = None if year_ago is None else year_ago[members]
    together = counts(_joined(accounts, place, lines), segments, None if then is None else _sums(then, place))
    apart = counts(accounts, segments, then)
    return LogoCounts(*(one - other for one, other in zip(together, apart, strict=True)))


def _of_members(ledger: LedgerColumns, members: IntArray) -> LedgerColumns:
    """Return the lines of some accounts, who are numbered anew."""
    mine = np.isin(ledger.account, members)
    columns = {item.name: getattr(ledger, item.name)[mine] for item in fields(ledger)}
    return LedgerColumns(**{**columns, "account": np.searchsorted(members, columns["account"])})


def _joined(accounts: AccountMonths, place: IntArray, lines: LedgerColumns) -> AccountMonths:
    """Return logos as if each were one account: in the segment of the largest of its accounts, which leaves when the
    last of them does."""
    return AccountMonths(
        arr=_sums(accounts.arr, place),
        segment=_of_largest(accounts, place),
        price=_sums(accounts.price, place),
        bought=_sums(accounts.bought, place),
        given_up=_sums(accounts.given_up, place),
        left=np.cumsum(_leavings(lines, place, accounts.arr.shape[1]), axis=1),
    )


def _sums(table: IntTable, place: IntArray) -> IntTable:
    """Return the sums of the rows that have the same place."""
    sums = np.zeros((int(place.max()) + 1, *table.shape[1:]), dtype=np.int64)
    np.add.at(sums, place, table)
    return sums


def _of_largest(accounts: AccountMonths, place: IntArray) -> IntTable:
    """Return the segment of the largest account of each logo at each month's end, of the first among equals."""
    ends = np.arange(accounts.arr.shape[1])
    segment = np.zeros((int(place.max()) + 1, len(ends)), dtype=np.int64)
    largest = np.full_like(segment, -1)
    for row, at in enumerate(place):
        more = accounts.arr[row] > largest[at]
        segment[at, more], largest[at, more] = accounts.segment[row, more], accounts.arr[row, more]
    return segment


def _leavings(lines: LedgerColumns, place: IntArray, ends: int) -> IntTable:
    """Return how often each logo came to have no ARR because the last of its accounts left, (logos, ends)."""
    logo = place[lines.account]
    order = np.argsort(logo, kind="stable")
    held = np.cumsum(lines.amount[order])  # of all logos so far: what those before held in the end is taken off
    first = np.searchsorted(logo[order], np.arange(int(place.max()) + 1))
    before = np.concatenate([[0], held])[first]
    gone = (lines.kind[order] == CHURN) & (lines.amount[order] < 0) & (held == before[logo[order]])
    left = np.zeros((len(first), ends), dtype=np.int64)
    np.add.at(left, (logo[order][gone], metrics.month_ends_of(lines)[order][gone]), 1)
    return left
