"""Retention, as arithmetic: from the ARR of each account at each month's end to what a cohort kept.

Month ends are numbered t = 0 (the opening book), 1 (the end of the first month), and so on. Everything is in whole
cents and whole logos; shares are made later, by :mod:`cssim.results.catalogue`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cssim.domain.ledger import OPENING
from cssim.domain.tally import FloatTable, IntTable
from cssim.results.bridge import month_of_lines
from cssim.results.run import LedgerColumns
from cssim.units import MONTHS_PER_YEAR

IntArray = NDArray[np.int64]


class AccountMonths(NamedTuple):
    """``arr`` (accounts, months + 1) ARR [cents] and ``segment`` index at each month's end, t = 0 first."""

    arr: IntTable
    segment: IntTable


class Kept(NamedTuple):
    """What became of a cohort, by segment at its start; all of shape (segments,) or (..., segments).

    ``base`` ARR at the start, ``now`` ARR of the same accounts today, ``kept`` the same but capped per account at
    its start [cents]; ``logos`` accounts at the start, ``lost`` those of them at zero today.
    """

    base: IntTable
    now: IntTable
    kept: IntTable
    logos: IntTable
    lost: IntTable


def account_months(ledger: LedgerColumns, months: int, accounts: int) -> AccountMonths:
    """Return ARR and segment of every account at every month's end, from the lines of a ledger.

    ``accounts`` is a lower bound of their number; lines of later accounts add rows.
    """
    rows = max(accounts, int(ledger.account.max(initial=-1)) + 1)
    column = np.where(ledger.kind == OPENING, 0, month_of_lines(ledger) + 1)
    # the last line of an account in a month wins: lines are in written order
    latest = np.full((rows, months + 1), -1, dtype=np.int64)
    latest[ledger.account, column] = np.arange(len(ledger.account), dtype=np.int64)
    latest = np.maximum.accumulate(latest, axis=1)
    none = latest < 0
    arr = np.where(none, 0, _take(ledger.after, latest))
    return AccountMonths(arr, np.where(none, 0, _take(ledger.segment, latest)))


def cohort(base: IntArray, now: IntArray, segment: IntArray, segments: int) -> Kept:
    """Return what accounts with ``base`` ARR > 0 kept; all inputs (accounts,), ``segment`` at the cohort's start.

    Notes
    -----
    Gross retention is capped per account: sum of min(ARR_i(t), ARR_i(t - 12)). An account of 100 that buys 50 more
    and gives up 30 has kept 100.
    """
    member = base > 0
    columns = (base, now, np.minimum(now, base), member.astype(np.int64), (member & (now == 0)).astype(np.int64))
    sums = np.zeros((len(columns), segments), dtype=np.int64)
    for row, column in enumerate(columns):
        np.add.at(sums[row], segment[member], column[member])
    return Kept(*sums)


def kept_in_a_year(months: AccountMonths, segments: int, year_ago: IntArray | None) -> Kept:
    """Return the trailing cohorts of every month's end, shape (months + 1, segments); 0 where nothing is known.

    The cohort of month end t are the accounts at t - 12. ``year_ago`` (accounts,) is what a book knows of the ARR
    twelve months before the start. It defines t = 0 and nothing more: the months 1 ... 11 would need the book as it
    was 11 ... 1 months ago, which no column of it says. A book lists customers of today, so those figures are of
    customers that are still there.
    """
    last = months.arr.shape[1] - 1
    nothing = Kept(*np.zeros((5, segments), dtype=np.int64))
    rows = [nothing] * (last + 1)
    if year_ago is not None and len(year_ago) and (year_ago >= 0).all():
        known = len(year_ago)
        rows[0] = cohort(year_ago, months.arr[:known, 0], months.segment[:known, 0], segments)
    for end in range(MONTHS_PER_YEAR, last + 1):
        start = end - MONTHS_PER_YEAR
        rows[end] = cohort(months.arr[:, start], months.arr[:, end], months.segment[:, start], segments)
    return _stacked(rows)


def kept_of_opening(months: AccountMonths, segments: int) -> Kept:
    """Return what the opening book has kept up to every month's end, shape (months + 1, segments)."""
    start, segment = months.arr[:, 0], months.segment[:, 0]
    return _stacked([cohort(start, now, segment, segments) for now in months.arr.T])


def sums_by_segment(months: AccountMonths, segments: int) -> tuple[IntTable, IntTable]:
    """Return ARR [cents] and logos at every month's end by the segment of that day, each (months + 1, segments)."""
    ends = months.arr.shape[1]
    arr = np.zeros((ends, segments), dtype=np.int64)
    logos = np.zeros((ends, segments), dtype=np.int64)
    for end in range(ends):
        np.add.at(arr[end], months.segment[:, end], months.arr[:, end])
        np.add.at(logos[end], months.segment[:, end], months.arr[:, end] > 0)
    return arr, logos


def locked(opening: IntArray, segment: IntArray, end_month: IntArray, ends: int, segments: int) -> IntTable:
    """Return the opening ARR whose first contract end still lies ahead at each month's end, (ends, segments).

    ``end_month`` (accounts,) is the month index of that first contract end: a contract that ends in month k is
    locked at the month ends 0 ... k.
    """
    table = np.zeros((ends, segments), dtype=np.int64)
    for end in range(ends):
        ahead = end_month >= end
        np.add.at(table[end], segment[ahead], opening[ahead])
    return table


def with_total(table: IntTable) -> IntTable:
    """Return a table (rows, segments, ...) with one more segment: the sum of them all."""
    return np.concatenate([table, table.sum(axis=1, keepdims=True)], axis=1)


def ratio(top: IntTable | FloatTable, bottom: IntTable | FloatTable) -> FloatTable:
    """Return ``top`` / ``bottom``, and not-a-number where there is nothing to divide by."""
    result = np.full(np.broadcast_shapes(np.shape(top), np.shape(bottom)), np.nan)
    np.divide(top, bottom, out=result, where=np.asarray(bottom) != 0)
    return result


def _take(column: IntArray, index: IntTable) -> IntTable:
    """Return ``column[index]``; an index of -1 stands for nothing yet and is masked by the caller."""
    return column[index] if len(column) else np.zeros_like(index)


def _stacked(rows: list[Kept]) -> Kept:
    """Return one record of tables from a list of records of rows."""
    return Kept(*(np.stack([row[i] for row in rows]) for i in range(len(Kept._fields))))
