"""Runs made by hand: a ledger written line by line, and the counters and columns that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from cssim.domain.ledger import CHURN, DOWNSELL, NEW, NO_REASON, NO_SOURCE, OPENING, ArrLine
from cssim.domain.tally import LOGOS, TallyBuilder, row_of
from cssim.plan.labels import AccountLabel, Labels, Lowered
from cssim.results.metrics import AccountMonths, account_blocks
from cssim.results.record import RunRecord, record_of
from cssim.results.run import AccountColumns, LedgerColumns, Run
from cssim.units import HOURS_PER_MONTH
from tests import builders

GROSS_MARGIN = 0.8


def line(time: float, account: int, kind: int, amount: int, after: int, segment: int = 0) -> ArrLine:
    """Return one line of a ledger, without source or reason."""
    return ArrLine(time, account, segment, kind, NO_SOURCE, NO_REASON, amount, after)


def story(opening: Sequence[int], changes: Sequence[tuple[float, int, int, int]], segments: int = 1) -> list[ArrLine]:
    """Return the ledger of accounts with ``opening`` ARR [cents] and (month, account, kind, amount) changes.

    Account i belongs to segment i modulo ``segments``.
    """
    arr = list(opening)
    lines = [line(0.0, i, OPENING, amount, amount, i % segments) for i, amount in enumerate(arr)]
    for month, account, kind, amount in sorted(changes, key=lambda change: change[0]):
        arr[account] += amount
        lines.append(line(month * HOURS_PER_MONTH, account, kind, amount, arr[account], account % segments))
    return lines


def columns(lines: Sequence[ArrLine]) -> LedgerColumns:
    """Return a ledger by column."""
    table = list(zip(*lines, strict=True)) or [()] * len(ArrLine._fields)
    time, *codes = table
    account, segment, kind, source, reason, amount, after = (np.array(code, dtype=np.int64) for code in codes)
    return LedgerColumns(np.array(time, dtype=np.float64), account, segment, kind, source, reason, amount, after)


def account_months(lines: Sequence[ArrLine], months: int, accounts: int) -> AccountMonths:
    """Return ARR and segment of every account at every month's end."""
    [(_, table)] = account_blocks(columns(lines), months, accounts)
    return table


def run_of(lines: Sequence[ArrLine], months: int, segments: int = 1, run: int = 0, teams: int = 1) -> Run:
    """Return a run whose counters were kept while its ledger was written."""
    accounts = max((each.account for each in lines), default=-1) + 1
    builder = TallyBuilder(months, segments, teams, 5)
    for each in lines:
        builder.arr[row_of(each.time)][each.segment][each.kind] += each.amount
    for row in range(1, months + 1):
        last = {each.account: each for each in lines if row_of(each.time) <= row}
        for each in last.values():
            builder.closing[row][each.segment] += each.after
            builder.counts[row][each.segment][LOGOS] += each.after > 0
    opening, closing, loss = np.zeros((3, accounts), dtype=np.int64)
    for each in lines:
        if each.kind == OPENING:
            opening[each.account] = each.amount
        elif each.kind in (CHURN, DOWNSELL):
            loss[each.account] -= each.amount
        closing[each.account] = each.after
    zeros = np.zeros(accounts, dtype=np.int64)
    segment, joined = np.zeros(accounts, dtype=np.int64), np.zeros(accounts)
    for each in lines:
        segment[each.account] = each.segment
        joined[each.account] = each.time if each.kind == NEW else joined[each.account]
    rows = AccountColumns(
        segment, joined, zeros, zeros - 1, zeros, opening, closing, zeros, zeros, zeros, zeros, zeros, loss,
        np.full(accounts, 50.0),
    )  # fmt: skip
    return Run(1, run, "simpy", months, builder.finish(), columns(lines), rows, np.zeros(teams, dtype=np.int64), ())


def lowered(
    months: int,
    opening: Sequence[int],
    segments: int = 1,
    year_ago: Sequence[int] | None = None,
    logos: Sequence[int] | None = None,
) -> Lowered:
    """Return a plan and labels that fit :func:`story`; every contract ends in the middle of month 5.

    ``logos`` index of the first account of each account's top parent, -1 if it has none.
    """
    names = [f"A-{i:03d}" for i in range(len(opening))]
    accounts = [
        builders.account(i, 5.5 * HOURS_PER_MONTH, arr=arr, segment=i % segments)._replace(
            arr_year_ago=-1 if year_ago is None else year_ago[i]
        )
        for i, arr in enumerate(opening)
    ]
    plan = builders.plan(months, [builders.segment() for _ in range(segments)], accounts)
    words = tuple(
        AccountLabel(name, f"Customer {name}", -1 if logos is None else logos[i]) for i, name in enumerate(names)
    )
    segment_names = ("large", "small", "tiny")[:segments]
    return Lowered(plan, Labels(date(2027, 1, 1), "USD", segment_names, ("csm",), words))


def record(
    opening: Sequence[int],
    changes: Sequence[tuple[float, int, int, int]],
    months: int = 24,
    segments: int = 1,
    design: str = "today",
    run: int = 0,
    year_ago: Sequence[int] | None = None,
) -> RunRecord:
    """Return the record of a run of :func:`story`."""
    finished = run_of(story(opening, changes, segments), months, segments, run)
    return record_of(finished, lowered(months, opening, segments, year_ago), design, GROSS_MARGIN)
