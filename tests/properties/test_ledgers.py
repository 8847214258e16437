"""Any ledger balances to the cent, and gross retention stays in [0, 1]."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cssim.domain.ledger import (
    CHURN,
    DOWNSELL,
    MOVED_IN,
    MOVED_OUT,
    NEW,
    OPENING,
    PRICE,
    REACTIVATION,
    UPSELL,
    ArrLine,
)
from cssim.results import bridge, frames, logos, metrics
from cssim.results.record import record_of
from cssim.results.run import Run
from tests import fake_runs
from tests.fake_runs import line, run_of

MONTHS, SEGMENTS, ACCOUNTS = 26, 3, 6
HOURS = MONTHS * 160.0


@st.composite
def ledgers(draw: st.DrawFn) -> list[ArrLine]:
    """A ledger with every kind of line: what a line may be depends on what its account has."""
    count = draw(st.integers(1, ACCOUNTS))
    arr = [draw(st.integers(1, 10**9)) for _ in range(count)]
    segment = [draw(st.integers(0, SEGMENTS - 1)) for _ in range(count)]
    lines = [line(0.0, i, OPENING, arr[i], arr[i], segment[i]) for i in range(count)]
    exact = st.integers(0, MONTHS * 4 - 1).map(lambda quarter: quarter * 40.0)
    anywhere = st.floats(0.0, HOURS, exclude_max=True, allow_nan=False)
    for time in sorted(draw(st.lists(exact | anywhere, max_size=25))):
        account = draw(st.integers(0, len(arr)))
        if account == len(arr):
            arr.append(draw(st.integers(1, 10**9)))
            segment.append(draw(st.integers(0, SEGMENTS - 1)))
            lines.append(line(time, account, NEW, arr[-1], arr[-1], segment[-1]))
        else:
            lines += change(draw, time, account, arr, segment)
    return lines


def change(draw: st.DrawFn, time: float, account: int, arr: list[int], segment: list[int]) -> list[ArrLine]:
    """One change of one account: back if it was lost, else up, down, out or over to another segment."""
    if arr[account] == 0:
        kind, amount = REACTIVATION, draw(st.integers(1, 10**9))
    else:
        kind = draw(st.sampled_from([UPSELL, PRICE, DOWNSELL, CHURN, MOVED_OUT]))
        grown = draw(st.integers(1, 10**9))
        smaller = -draw(st.integers(1, arr[account]))
        amount = {CHURN: -arr[account], MOVED_OUT: -arr[account], DOWNSELL: smaller}.get(kind, grown)
    arr[account] += amount
    lines = [line(time, account, kind, amount, arr[account], segment[account])]
    if kind == MOVED_OUT:
        segment[account] = draw(st.integers(0, SEGMENTS - 1))
        arr[account] = -amount
        lines.append(line(time, account, MOVED_IN, -amount, -amount, segment[account]))
    return lines


def finished(lines: list[ArrLine]) -> Run:
    return run_of(lines, MONTHS, SEGMENTS)


@given(ledgers())
def test_any_ledger_balances_to_the_cent(lines: list[ArrLine]) -> None:
    run = finished(lines)
    bridge.verify(run)
    steps = bridge.bridge_of_ledger(run.ledger, MONTHS, SEGMENTS).steps()
    opening, *changes, closing = np.moveaxis(steps, 2, 0)
    new, expansion, contraction, churn, reactivation, moves = changes
    assert (opening + new + expansion - contraction - churn + reactivation + moves == closing).all()
    assert (opening[1:] == closing[:-1]).all()
    assert (moves.sum(axis=1) == 0).all()
    assert closing[-1].sum() == sum(each.amount for each in lines)


@given(ledgers())
def test_any_monthly_table_balances_to_the_cent(lines: list[ArrLine]) -> None:
    opening = [each.amount for each in lines if each.kind == OPENING]
    made = record_of(finished(lines), fake_runs.lowered(MONTHS, opening, SEGMENTS), "today", 0.8)
    labels = fake_runs.lowered(MONTHS, opening, SEGMENTS).labels
    bridge.verify_monthly(frames.monthly_frame([made], labels))


@given(ledgers())
def test_gross_retention_is_a_share_and_never_above_net(lines: list[ArrLine]) -> None:
    months = fake_runs.account_months(lines, MONTHS, 1)
    for kept in (metrics.kept_in_a_year(months, SEGMENTS, None), metrics.kept_of_opening(months, SEGMENTS)):
        assert (kept.kept >= 0).all()
        assert (kept.kept <= kept.base).all()
        assert (kept.kept <= kept.now).all()
        assert (kept.lost <= kept.logos).all()


@given(ledgers())
def test_cohorts_of_segments_add_up_to_the_company(lines: list[ArrLine]) -> None:
    months = fake_runs.account_months(lines, MONTHS, 1)
    whole = months._replace(segment=np.zeros_like(months.segment))
    parts, total = (metrics.kept_in_a_year(each, SEGMENTS, None) for each in (months, whole))
    for part, all_of_them in zip(parts, total, strict=True):
        assert (part.sum(axis=1) == all_of_them[:, 0]).all()


@given(ledgers())
def test_retention_does_not_depend_on_the_unit_of_money(lines: list[ArrLine]) -> None:
    months = fake_runs.account_months(lines, MONTHS, 1)
    double = months._replace(arr=2 * months.arr)
    one, two = (metrics.kept_in_a_year(each, SEGMENTS, None) for each in (months, double))
    assert (2 * one.kept == two.kept).all()
    assert (one.lost == two.lost).all()


@given(ledgers(), st.data())
def test_logos_are_the_accounts_of_a_top_parent_taken_together(lines: list[ArrLine], data: st.DataObject) -> None:
    """Every count, in total, against one made line by line, the lines of a logo taken for those of one account."""
    accounts = sum(each.kind == OPENING for each in lines)
    parent = data.draw(st.lists(st.integers(0, 2), min_size=accounts, max_size=accounts))
    logo_of = [parent.index(one) if parent.count(one) > 1 else -1 for one in parent]
    ledger = finished(lines).ledger
    found = logos.shared(ledger, MONTHS, SEGMENTS, logo_of, None)
    alone = logos.shared(ledger, MONTHS, SEGMENTS, [-1] * accounts, None)
    assert not any(table.any() for table in alone)
    apart, together = (counted(lines, who) for who in (range(len(lines)), [*merged(logo_of), *range(99, 199)]))
    for table, name in zip(found, logos.LogoCounts._fields, strict=True):
        assert table.sum(axis=1).tolist() == (together[name] - apart[name]).tolist()


def merged(logo_of: list[int]) -> list[int]:
    return [index if logo < 0 else logo for index, logo in enumerate(logo_of)]


def counted(lines: list[ArrLine], who: Sequence[int]) -> dict[str, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Return the counts of logos by month end, ``who`` being the logo of each account."""
    row_of = {id(each): 0 if each.kind == OPENING else int(each.time // 160.0) + 1 for each in lines}
    arr: dict[int, list[int]] = {}
    left: dict[int, list[int]] = {}
    for one in {who[each.account] for each in lines}:
        mine = [each for each in lines if who[each.account] == one]
        arr[one] = [sum(each.amount for each in mine if row_of[id(each)] <= row) for row in range(MONTHS + 1)]
        gone = [row_of[id(each)] for at, each in enumerate(mine)
                if each.kind == CHURN and sum(other.amount for other in mine[: at + 1]) == 0]  # fmt: skip
        left[one] = [sum(at <= row for at in gone) for row in range(MONTHS + 1)]
    tables = {name: np.zeros(MONTHS + 1, dtype=np.int64) for name in logos.LogoCounts._fields}
    for one, held in arr.items():
        for row in range(MONTHS + 1):
            tables["held"][row] += held[row] > 0
            tables["lost_to_date"][row] += held[0] > 0 and held[row] == 0
            if row >= 12 and held[row - 12] > 0:
                tables["cohort"][row] += 1
                tables["lost"][row] += held[row] == 0
                tables["left"][row] += left[one][row] - left[one][row - 12]
    return tables
