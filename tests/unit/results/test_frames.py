"""The tables have the columns of the files, and their rows say what happened."""

from __future__ import annotations

import numpy as np
from tests import fake_runs
from tests.fake_runs import record

from cssim.domain.ledger import CHURN, DOWNSELL, UPSELL
from cssim.results import frames
from cssim.results.catalogue import METRICS, TEAM_METRICS

OPENING = [100_00, 200_00, 300_00, 50_00]
CHANGES = [(1.5, 1, CHURN, -200_00), (5.5, 2, DOWNSELL, -33_33), (6.0, 3, UPSELL, 10_00)]
LABELS = fake_runs.lowered(24, OPENING, 2).labels


def made(run: int = 0) -> object:
    return record(OPENING, CHANGES, segments=2, run=run)


def test_monthly_has_every_metric_once() -> None:
    table = frames.monthly_frame([made(0), made(1)], LABELS)  # type: ignore[list-item]
    assert list(table.columns) == [
        *frames.MONTHLY_KEYS,
        *(metric.name for metric in METRICS),
        *(f"{metric.name}_csm" for metric in TEAM_METRICS),
    ]
    assert len(table) == 2 * 24 * 3
    assert not table.duplicated(list(frames.MONTHLY_KEYS)).any()
    assert table["month"].iloc[0] == "2027-01"
    assert table["month"].iloc[-1] == "2028-12"
    assert table["segment"].iloc[:3].tolist() == ["large", "small", "all"]


def test_figures_of_teams_stand_on_the_total_only() -> None:
    table = frames.monthly_frame([made()], LABELS)  # type: ignore[list-item]
    total = table["segment"] == "all"
    for name in ("cs_cost", "contribution", "headcount_csm"):
        assert table.loc[total, name].notna().all()
        assert table.loc[~total, name].isna().all()


def test_segments_add_up_to_the_total() -> None:
    table = frames.monthly_frame([made()], LABELS).set_index(["month", "segment"])  # type: ignore[list-item]
    money = table[[metric.name for metric in METRICS if metric.scope == "segment" and metric.unit == "currency"]]
    total = money.xs("all", level="segment")
    parts = money.drop("all", level="segment").groupby("month").sum()
    assert np.allclose(total, parts)


def test_the_ledger_has_the_columns_of_its_file() -> None:
    table = frames.ledger_frame([made()], LABELS)  # type: ignore[list-item]
    assert tuple(table.columns) == frames.LEDGER_COLUMNS
    assert table.iloc[0].tolist() == [
        "today", 0, "2027-01-01", "2027-01", 0.0, "A-000", "A-000", "A-000-1", "large", "opening", "", 100_00, 100_00,
        "",
    ]  # fmt: skip
    churn = table[table["kind"] == "churn"].iloc[0]
    assert churn[["date", "month", "account", "amount_cents", "arr_after_cents"]].tolist() == [
        "2027-02-15", "2027-02", "A-001", -200_00, 0,
    ]  # fmt: skip


def test_the_ledger_s_amounts_add_up_to_the_last_balance() -> None:
    table = frames.ledger_frame([made()], LABELS)  # type: ignore[list-item]
    by_account = table.groupby("account", sort=True)
    assert (by_account["amount_cents"].sum() == by_account["arr_after_cents"].last()).all()


def test_accounts_say_what_became_of_each() -> None:
    table = frames.accounts_frame([made()], LABELS)  # type: ignore[list-item]
    assert tuple(table.columns) == frames.ACCOUNT_COLUMNS
    assert table["outcome"].tolist() == ["kept", "churned", "contracted", "expanded"]
    assert table["arr_closing"].tolist() == [100.0, 0.0, 266.67, 60.0]
    assert table["segment"].tolist() == ["large", "small", "large", "small"]


def test_no_runs_make_empty_tables() -> None:
    assert frames.monthly_frame([], LABELS).empty
