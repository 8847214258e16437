"""The bridge is made twice and must be the same; a cent out of place anywhere is found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests import fake_runs
from tests.fake_runs import line, run_of, story

from cssim.domain.ledger import CHURN, DOWNSELL, MOVED_IN, MOVED_OUT, PRICE, REACTIVATION, UPSELL
from cssim.errors import BrokenInvariant
from cssim.results import bridge, frames

CHANGES = [
    (0.5, 0, UPSELL, 30_00),
    (0.9, 1, CHURN, -200_00),
    (1.0, 2, PRICE, 5_00),
    (1.5, 0, DOWNSELL, -40_01),
    (2.5, 1, REACTIVATION, 199_99),
]


def steps_of(found: bridge.Bridge, month: int) -> dict[str, int]:
    return dict(zip(bridge.COLUMNS, found.steps()[month].sum(axis=0).tolist(), strict=True))


def test_every_step_has_its_place() -> None:
    lines = [*story([100_00, 200_00, 300_00], CHANGES, 2)]
    lines += [line(450.0, 2, MOVED_OUT, -305_00, 0, 0), line(450.0, 2, MOVED_IN, 305_00, 305_00, 1)]
    run = run_of(lines, months=3, segments=2)
    found = bridge.bridge_of_ledger(run.ledger, 3, 2)
    assert steps_of(found, 0) == {
        "arr_opening": 600_00, "new": 0, "expansion": 30_00, "contraction": 0, "churn": 200_00, "reactivation": 0,
        "moves": 0, "arr_closing": 430_00,
    }  # fmt: skip
    assert steps_of(found, 1)["contraction"] == 40_01
    assert steps_of(found, 1)["expansion"] == 5_00
    assert steps_of(found, 2)["reactivation"] == 199_99
    assert steps_of(found, 2)["moves"] == 0
    assert found.steps()[2, :, bridge.COLUMNS.index("moves")].tolist() == [-305_00, 305_00]


def test_ledger_and_counters_tell_the_same_story() -> None:
    run = run_of(story([100_00, 200_00, 300_00], CHANGES, 2), months=3, segments=2)
    bridge.verify(run)
    one, other = bridge.bridge_of_ledger(run.ledger, 3, 2), bridge.bridge_of_tally(run.tally)
    assert np.array_equal(one.steps(), other.steps())


def test_an_empty_ledger_balances() -> None:
    bridge.verify(run_of([], months=2))


@pytest.mark.parametrize("column", ["arr", "closing"])
def test_a_cent_in_the_counters_is_found(column: str) -> None:
    run = run_of(story([100_00, 200_00, 300_00], CHANGES, 2), months=3, segments=2)
    getattr(run.tally, column)[2, 1] += 1
    with pytest.raises(BrokenInvariant, match="month 1, segment 1"):
        bridge.verify(run)


@pytest.mark.parametrize("column", ["opening", "closing"])
def test_a_cent_in_the_accounts_is_found(column: str) -> None:
    run = run_of(story([100_00, 200_00, 300_00], CHANGES, 2), months=3, segments=2)
    getattr(run.accounts, column)[2] += 7
    with pytest.raises(BrokenInvariant, match=f"{column} ARR of account 2 is off by 7 cents"):
        bridge.verify(run)


def test_a_line_that_does_not_add_up_is_found() -> None:
    lines = story([100_00], [(1.0, 0, DOWNSELL, -40_00)])
    lines[1] = lines[1]._replace(after=59_99)
    run = run_of(lines, months=3)
    with pytest.raises(BrokenInvariant, match="after a line of account 0"):
        bridge.verify_lines(run.ledger, run.accounts)


def test_negative_arr_is_found() -> None:
    run = run_of(story([100_00], [(1.0, 0, DOWNSELL, -140_00)]), months=3)
    with pytest.raises(BrokenInvariant, match="negative"):
        bridge.verify_lines(run.ledger, run.accounts)


def monthly() -> object:
    record = fake_runs.record([100_00, 200_00, 300_00], CHANGES, months=3, segments=2)
    labels = fake_runs.lowered(3, [100_00, 200_00, 300_00], 2).labels
    return frames.monthly_frame([record, replace(record, run=1)], labels)


def test_a_monthly_table_balances() -> None:
    bridge.verify_monthly(monthly())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("column", "what"),
    [("churn", "bridge of a row"), ("arr_closing", "bridge of a row")],
)
def test_a_cent_in_a_row_is_found(column: str, what: str) -> None:
    table = monthly()
    table.loc[4, column] += 0.01  # type: ignore[attr-defined]
    with pytest.raises(BrokenInvariant, match=f"{what} is off by .1 cents: today, 0, 2027-02, small"):
        bridge.verify_monthly(table)  # type: ignore[arg-type]


def test_months_that_do_not_join_are_found() -> None:
    table = monthly()
    table.loc[4, ["arr_opening", "arr_closing"]] += 0.01  # type: ignore[attr-defined]
    with pytest.raises(BrokenInvariant, match="month before"):
        bridge.verify_monthly(table)  # type: ignore[arg-type]


def test_segments_that_are_not_the_total_are_found() -> None:
    table = monthly()
    rows = table["segment"] == "small"  # type: ignore[index]
    table.loc[rows, ["arr_opening", "arr_closing"]] += 0.01  # type: ignore[attr-defined]
    with pytest.raises(BrokenInvariant, match="against all"):
        bridge.verify_monthly(table)  # type: ignore[arg-type]
