"""The ARR bridge: opening + new + expansion - contraction - churn + reactivation + moves = closing, to the cent.

It is made twice, from the ledger line by line and from the counters of the Tally; the two must be the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cssim.domain.ledger import (
    CHURN,
    CROSS_SELL,
    DOWNSELL,
    KINDS,
    MOVED_IN,
    MOVED_OUT,
    NEW,
    OPENING,
    PRICE,
    REACTIVATION,
    UPSELL,
)
from cssim.domain.tally import IntTable, Tally
from cssim.errors import BrokenInvariant
from cssim.results.run import AccountColumns, LedgerColumns, Run
from cssim.units import HOURS_PER_MONTH

COLUMNS: Final = (
    "arr_opening",
    "new",
    "expansion",
    "contraction",
    "churn",
    "reactivation",
    "moves",
    "arr_closing",
)
"""Names of the steps, in the order in which they are added up."""
_SIGNS: Final = (1, 1, 1, -1, -1, 1, 1, -1)


@dataclass(frozen=True)
class Bridge:
    """The bridge of one run.

    ``flows`` (months, segments, 10) signed changes by ledger kind [cents]; the opening book is not a flow but
    ``opening`` (months, segments) of month 0. ``closing`` has the same shape.
    """

    opening: IntTable
    flows: IntTable
    closing: IntTable

    def steps(self) -> IntTable:
        """Return (months, segments, 8) amounts [cents] in the order of :data:`COLUMNS`; losses are positive."""
        flow = self.flows
        return np.stack(
            [
                self.opening,
                flow[:, :, NEW],
                flow[:, :, UPSELL] + flow[:, :, CROSS_SELL] + flow[:, :, PRICE],
                -flow[:, :, DOWNSELL],
                -flow[:, :, CHURN],
                flow[:, :, REACTIVATION],
                flow[:, :, MOVED_IN] + flow[:, :, MOVED_OUT],
                self.closing,
            ],
            axis=2,
        )


def bridge_of_ledger(ledger: LedgerColumns, months: int, segments: int) -> Bridge:
    """Return the bridge of the lines of a ledger, over ``months`` months and ``segments`` segments."""
    by_kind = np.zeros((months, segments, len(KINDS)), dtype=np.int64)
    np.add.at(by_kind, (month_of_lines(ledger), ledger.segment, ledger.kind), ledger.amount)
    return _rolled(by_kind)


def bridge_of_tally(tally: Tally) -> Bridge:
    """Return the bridge of the counters of a run; row 0 of a tally (before time 0) may hold the opening book."""
    by_kind = tally.arr[1:].copy()
    by_kind[0, :, OPENING] = tally.arr[:, :, OPENING].sum(axis=0)
    return _rolled(by_kind)


def month_of_lines(ledger: LedgerColumns) -> NDArray[np.int64]:
    """Return the month index of each line; the opening book, at time 0, carries the first month."""
    return np.floor_divide(ledger.time, HOURS_PER_MONTH).astype(np.int64)


def verify(run: Run) -> None:
    """Check that ledger, Tally and account columns of a run tell the same story, to the cent.

    Raises
    ------
    BrokenInvariant
        If they do not; the message says which month and segment or account, and by how many cents.
    """
    from_ledger = bridge_of_ledger(run.ledger, run.months, run.tally.closing.shape[1])
    from_tally = bridge_of_tally(run.tally)
    _same("change of ARR", from_ledger.flows, from_tally.flows, run)
    _same("opening ARR", from_ledger.opening, from_tally.opening, run)
    _same("closing ARR", from_ledger.closing, run.tally.closing[1:], run)
    verify_lines(run.ledger, run.accounts)


def verify_lines(ledger: LedgerColumns, accounts: AccountColumns) -> None:
    """Check that each account's lines add up to its ``after`` amounts and to its opening and closing ARR.

    Raises
    ------
    BrokenInvariant
        If an account's amounts do not add up, or an account falls below zero.
    """
    order = np.argsort(ledger.account, kind="stable")
    account, amount, after = ledger.account[order], ledger.amount[order], ledger.after[order]
    first = np.flatnonzero(np.diff(account, prepend=-1))
    total = np.cumsum(amount)
    before = np.repeat(total[first] - amount[first], np.diff(first, append=len(account)))
    _no_gap("ARR after a line", account, after - (total - before))
    if (after < 0).any():
        raise BrokenInvariant(f"account {int(account[np.argmax(after < 0)])} has negative ARR in the ledger")
    size = max(len(accounts.opening), int(account.max(initial=-1)) + 1)
    opening, closing = np.zeros((2, size), dtype=np.int64)
    begun = ledger.kind == OPENING
    opening[ledger.account[begun]] = ledger.amount[begun]
    closing[ledger.account] = ledger.after  # of several lines of an account the last one stays
    every = np.arange(len(accounts.opening))
    _no_gap("opening ARR", every, accounts.opening - opening[every])
    _no_gap("closing ARR", every, accounts.closing - closing[every])


def verify_monthly(monthly: Mapping[str, Any]) -> None:
    """Check monthly rows in the order of ``monthly.csv``: each balances, months join up, segments add up to ``all``.

    Parameters
    ----------
    monthly
        Columns by name, of a table or of a frame: whole runs, each month by month, the total after the segments.

    Raises
    ------
    BrokenInvariant
        With the first row that does not, and by how many cents.
    """
    segment, month = (np.asarray(monthly[name], dtype=object) for name in ("segment", "month"))
    groups, months = len(set(segment.tolist())), len(set(month.tolist()))
    steps = np.stack([np.asarray(monthly[name], dtype=np.float64) for name in COLUMNS], axis=1)
    cents = np.floor(steps * 100.0 + 0.5).astype(np.int64)
    _first_row("ARR bridge of a row", monthly, cents @ np.array(_SIGNS, dtype=np.int64))
    runs = cents.reshape(-1, months, groups, len(COLUMNS))
    join, missing = np.zeros((2, *runs.shape[:3]), dtype=np.int64)
    join[:, 1:] = runs[:, 1:, :, 0] - runs[:, :-1, :, -1]
    _first_row("opening against the month before", monthly, join.ravel())
    missing[:, :, -1] = runs[:, :, -1, -1] - runs[:, :, :-1, -1].sum(axis=2)
    _first_row("sum of segments against all", monthly, missing.ravel())


def _rolled(by_kind: IntTable) -> Bridge:
    """Return the bridge of changes by kind; the opening book is taken out of the flows of month 0."""
    start = by_kind[:, :, OPENING].sum(axis=0)
    flows = by_kind.copy()
    flows[:, :, OPENING] = 0
    closing = start + np.cumsum(flows.sum(axis=2), axis=0)
    return Bridge(np.concatenate([start[None, :], closing[:-1]]), flows, closing)


def _same(what: str, one: IntTable, other: IntTable, run: Run) -> None:
    """Raise if two tables by month and segment differ."""
    if np.array_equal(one, other):
        return
    place = np.argwhere(one != other)[0]
    gap = int(one[tuple(place)] - other[tuple(place)])
    raise BrokenInvariant(
        f"run {run.run}: {what} of the ledger and of the counters differ by {gap} cents "
        f"in month {place[0]}, segment {place[1]}"
    )


def _no_gap(what: str, account: NDArray[np.int64], gap: NDArray[np.int64]) -> None:
    """Raise if an account's gap [cents] is not 0."""
    if gap.any():
        at = int(np.argmax(gap != 0))
        raise BrokenInvariant(f"{what} of account {int(account[at])} is off by {int(gap[at])} cents")


def _first_row(what: str, rows: Mapping[str, Any], gap: NDArray[np.int64]) -> None:
    """Raise with the keys of the first row whose gap [cents] is not 0."""
    if gap.any():
        at = int(np.argmax(gap != 0))
        where = ", ".join(str(np.asarray(rows[name])[at]) for name in ("design", "run", "month", "segment"))
        raise BrokenInvariant(f"{what} is off by {int(gap[at])} cents: {where}")
