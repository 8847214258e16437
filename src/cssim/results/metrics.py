"""Retention, as arithmetic: from the ARR of each account at each month's end to what a cohort kept.

Month ends are numbered t = 0 (the opening book), 1 (the end of the first month), and so on. Everything is in whole
cents and whole logos; shares are made later, by :mod:`cssim.results.catalogue`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cssim.domain.ledger import CHURN, CROSS_SELL, DOWNSELL, OPENING, PRICE, UPSELL
from cssim.domain.tally import FloatTable, IntTable
from cssim.results.bridge import month_of_lines
from cssim.results.run import LedgerColumns
from cssim.units import MONTHS_PER_YEAR

IntArray = NDArray[np.int64]

_BLOCK: Final = 4096
"""Accounts whose months are held at a time: their tables stay in the cache of a processor."""


class AccountMonths(NamedTuple):
    """``arr`` (accounts, months + 1) ARR [cents] and ``segment`` index at each month's end, t = 0 first; and what
    happened since the start: ``price`` rises, everything ``bought`` (price included), what was ``given_up``
    (contraction and churn) [cents], and how often an account ``left``."""

    arr: IntTable
    segment: IntTable
    price: IntTable
    bought: IntTable
    given_up: IntTable
    left: IntTable

    @property
    def flows(self) -> tuple[IntTable, IntTable, IntTable, IntTable]:
        """What happened since the start, in the order of the fields."""
        return self.price, self.bought, self.given_up, self.left


class Kept(NamedTuple):
    """What became of a cohort, by segment at its start; all of shape (segments,) or (..., segments).

    ``base`` ARR at the start, ``now`` ARR of the same accounts today, ``kept`` the same but capped per account at
    its start [cents]; ``logos`` accounts at the start, ``lost`` those of them at zero today; ``priced`` the part of
    ``now`` that is price of the time between [cents]; what happened in between, line by line: price ``rises``, all that
    they ``bought`` (rises included) and ``given_up`` [cents], and how often one of them ``left``.
    """

    base: IntTable
    now: IntTable
    kept: IntTable
    logos: IntTable
    lost: IntTable
    priced: IntTable
    rises: IntTable
    bought: IntTable
    given_up: IntTable
    left: IntTable


def account_blocks(ledger: LedgerColumns, months: int, accounts: int) -> Iterator[tuple[int, AccountMonths]]:
    """Yield ARR and segment of every account at every month's end, from the lines of a ledger, in blocks of accounts.

    Each block comes with the index of its first account; a million accounts are never held at once. ``accounts`` is a
    lower bound of their number; lines of later accounts add rows.
    """
    rows = max(accounts, int(ledger.account.max(initial=-1)) + 1)
    order = np.argsort(ledger.account, kind="stable")
    columns = (ledger.account, month_ends_of(ledger), ledger.after, ledger.segment)
    account, *lines = (values[order] for values in columns)
    flows = [values[order] for values in _flows_of(ledger)]
    firsts = range(0, rows, _BLOCK)
    cuts = np.searchsorted(account, [*firsts, rows])
    for first, begin, end in zip(firsts, cuts[:-1], cuts[1:], strict=True):
        row, (at, after, segment) = account[begin:end] - first, (values[begin:end] for values in lines)
        # the last line of an account in a month wins: lines are in written order
        latest = np.full((min(_BLOCK, rows - first), months + 1), -1, dtype=np.int64)
        latest[row, at] = np.arange(len(row), dtype=np.int64)
        latest = np.maximum.accumulate(latest, axis=1)
        none = latest < 0
        since = np.zeros((len(flows), *latest.shape), dtype=np.int64)
        for table, values in zip(since, flows, strict=True):
            np.add.at(table, (row, at), values[begin:end])
        arr, of_segment = (np.where(none, 0, _take(values, latest)) for values in (after, segment))
        yield first, AccountMonths(arr, of_segment, *np.cumsum(since, axis=2))


def month_ends_of(ledger: LedgerColumns) -> IntArray:
    """Return the month end from which on each line counts; the opening book is there from the start."""
    return np.where(ledger.kind == OPENING, 0, month_of_lines(ledger) + 1)


def _flows_of(ledger: LedgerColumns) -> list[IntArray]:
    """Return, line by line, what counts as price, as bought, as given up [cents] and as a customer that left."""
    kind, amount = ledger.kind, ledger.amount
    return [
        np.where(kind == PRICE, amount, 0),
        np.where(np.isin(kind, (UPSELL, CROSS_SELL, PRICE)), amount, 0),
        np.where(np.isin(kind, (DOWNSELL, CHURN)), -amount, 0),
        ((kind == CHURN) & (amount < 0)).astype(np.int64),
    ]


def by_segment(columns: Sequence[IntTable], segment: IntTable, segments: int) -> list[IntTable]:
    """Return the sums of each column by segment, (ends, segments); columns and ``segment`` are (accounts, ends)."""
    ends = segment.shape[1]
    places = (segment + segments * np.arange(ends, dtype=np.int64)).ravel()
    sums = np.zeros((len(columns), ends * segments), dtype=np.int64)
    for row, column in zip(sums, columns, strict=True):
        np.add.at(row, places, column.ravel())
    return [row.reshape(ends, segments) for row in sums]


def cohort(base: IntTable, now: IntTable, flows: Sequence[IntTable], segment: IntTable, segments: int) -> Kept:
    """Return what accounts with ``base`` ARR > 0 kept, one cohort per column.

    All inputs (accounts, ends) and not negative, ``flows`` what happened in between, in the order of
    :attr:`AccountMonths.flows`, ``segment`` at the cohort's start; tables (ends, segments).

    Notes
    -----
    Gross retention is capped per account: sum of min(ARR_i(t), ARR_i(t - 12)). An account of 100 that buys 50 more
    and gives up 30 has kept 100.
    """
    member = base > 0
    lost = member & (now == 0)
    columns = (
        base, now * member, np.minimum(now, base), member.astype(np.int64), lost.astype(np.int64),
        np.minimum(now, flows[0]) * member, *(flow * member for flow in flows),
    )  # fmt: skip
    return Kept(*by_segment(columns, segment, segments))


def kept_in_a_year(months: AccountMonths, segments: int, year_ago: IntArray | None) -> Kept:
    """Return the trailing cohorts of every month's end, shape (months + 1, segments); 0 where nothing is known.

    The cohort of month end t are the accounts at t - 12. ``year_ago`` (known,) is what a book knows of the ARR of the
    first accounts twelve months before the start, None if it does not know it of all its customers. It defines t = 0
    and nothing more: the months 1 ... 11 would need the book as it was 11 ... 1 months ago, which no column of it
    says. A book lists customers of today, so those figures are of customers that are still there.
    """
    ends = months.arr.shape[1]
    year = Kept(*np.zeros((len(Kept._fields), ends, segments), dtype=np.int64))
    if year_ago is not None:
        known = len(year_ago)
        arr, segment, *flows = (table[:known, :1] for table in months)  # what happened last year is not known
        start = cohort(year_ago[:, None], arr, flows, segment, segments)
        for table, row in zip(year, start, strict=True):
            table[:1] = row
    if ends > MONTHS_PER_YEAR:
        then, segment, *before = (table[:, : ends - MONTHS_PER_YEAR] for table in months)
        now, _, *since = (table[:, MONTHS_PER_YEAR:] for table in months)
        between = [after - earlier for earlier, after in zip(before, since, strict=True)]
        later = cohort(then, now, between, segment, segments)
        for table, rows in zip(year, later, strict=True):
            table[MONTHS_PER_YEAR:] = rows
    return year


def kept_of_opening(months: AccountMonths, segments: int) -> Kept:
    """Return what the opening book has kept up to every month's end, shape (months + 1, segments)."""
    start, segment = (np.broadcast_to(table[:, :1], table.shape) for table in (months.arr, months.segment))
    return cohort(start, months.arr, months.flows, segment, segments)


def locked(opening: IntArray, segment: IntArray, end_month: IntArray, ends: int, segments: int) -> IntTable:
    """Return the opening ARR whose first contract end still lies ahead at each month's end, (ends, segments).

    ``end_month`` (accounts,) is the month index of that first contract end: a contract that ends in month k is
    locked at the month ends 0 ... k.
    """
    ahead = end_month[:, None] >= np.arange(ends)
    return by_segment([opening[:, None] * ahead], np.broadcast_to(segment[:, None], ahead.shape), segments)[0]


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
