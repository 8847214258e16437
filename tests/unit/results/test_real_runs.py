"""The numbers of simulated runs agree with each other, whichever book they are read from."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pytest
from tests import builders

from cssim.domain import tally
from cssim.engine.simulate import settle, simulate
from cssim.plan.labels import AccountLabel, Labels, Lowered
from cssim.plan.tables import AccountTable, Plan
from cssim.results import bridge, frames, measures
from cssim.results.catalogue import METRICS, find
from cssim.results.measures import monthly_windows
from cssim.results.record import RunRecord, record_of
from cssim.results.run import Run
from cssim.results.studies import Result

MONTHS, ACCOUNTS, RUNS = 24, 60, 6
SHAPES = (2.0, 8.0)
LABELS = Labels(
    date(2027, 2, 1),
    "USD",
    ("large", "small"),
    ("csm",),
    tuple(AccountLabel(f"A-{i:03d}", f"Customer {i}") for i in range(ACCOUNTS)),
)


def plan() -> Plan:
    segment = builders.segment((20.0, 5.0), check_in_interval=160.0, shapes=SHAPES)
    accounts = [
        builders.account(i, 160.0 * (i % 12) + 80.0, shapes=SHAPES, arr=10_000_00 + 7777 * i, segment=i % 2)
        for i in range(ACCOUNTS)
    ]
    types = [builders.asks(builders.lognormal(0.75, 0.7)), builders.asks(builders.fixed(1.0), urgency=0)]
    teams = [builders.team(2)]
    downsell = builders.RenewalRow(downsell_odds=0.65, downsell_size=0.3)
    return builders.plan(MONTHS, [segment, segment], accounts, types, teams, warm_up=40.0, renewal=downsell)


@cache
def runs() -> tuple[Run, ...]:
    each = plan()
    return tuple(simulate(each, settle(each, 1, run), 1, run) for run in range(RUNS))


@cache
def records() -> tuple[RunRecord, ...]:
    return tuple(record_of(run, Lowered(plan(), LABELS), "today", 0.8) for run in runs())


@cache
def result() -> Result:
    return Result("x", "today", LABELS, records(), seed=1)


def test_monthly_rows_balance() -> None:
    bridge.verify_monthly(result().monthly)


def test_logos_of_the_ledger_are_those_that_were_counted() -> None:
    for run, record in zip(runs(), records(), strict=True):
        logos = record.measures.cells[1:, :-1, measures.COUNTERS + tally.LOGOS]
        assert np.array_equal(logos, run.tally.counts[1:, :, tally.LOGOS])


def test_what_did_not_renew_was_lost() -> None:
    monthly = result().monthly
    lost = monthly["churn"] + monthly["contraction"]
    assert (monthly["atr"] - monthly["renewed"] - lost).abs().max() < 0.005


def test_expected_losses_of_accounts_and_months_are_the_same() -> None:
    by_account = result().accounts.groupby("run")["expected_loss"].sum()
    opening = result().figures("retained_arr_expected.m0")
    left = result().figures("retained_arr_expected.y2")
    assert np.allclose(by_account, opening - left)


def test_expected_and_realized_have_the_same_mean_but_not_the_same_spread() -> None:
    realized, expected = (result().figures(f"retained_arr{end}.y2") for end in ("", "_expected"))
    assert np.std(expected) < np.std(realized)
    gap = realized - expected
    assert abs(np.mean(gap)) < 4.0 * np.std(gap, ddof=1) / np.sqrt(RUNS)


def test_to_date_is_trailing_at_the_end_of_year_one() -> None:
    """The opening book is the cohort of month 12; nobody joins."""
    for name in ("nrr", "grr", "logo_churn"):
        assert result().figures(f"{name}.y1").tolist() == result().figures(f"{name}_to_date.m12").tolist()
    assert (result().figures("grr.y1") == result().figures("nrr.y1")).all()


@pytest.mark.parametrize("metric", [metric for metric in METRICS if metric.unit == "share"], ids=lambda m: m.name)
def test_shares_are_shares(metric: object) -> None:
    signed = {"net_churn", "arr_growth", "new_growth", "churn_growth", "grr_of_lines"}
    unbounded = {"cs_cost_share", "nrr_to_date_expected", "grr_to_date_expected", *signed}
    for record in records():
        values = metric.values(record.measures, monthly_windows(MONTHS))  # type: ignore[attr-defined]
        known = values[np.isfinite(values)]
        assert metric.name in signed or (known >= 0.0).all()  # type: ignore[attr-defined]
        assert metric.name in unbounded or (known <= 1.0).all()  # type: ignore[attr-defined]


def test_a_year_is_the_sum_of_its_months() -> None:
    monthly = result().monthly
    first = monthly[(monthly["segment"] == "all") & (monthly["month"] < "2028-02")]
    for name in ("churn", "contraction", "cs_cost", "contribution", "requests", "slots_done", "atr"):
        assert np.allclose(first.groupby("run")[name].sum(), result().figures(f"{name}.y1")), name


def test_months_carry_the_calendar() -> None:
    months = result().monthly["month"].unique().tolist()
    assert months[0] == "2027-02"
    assert months[-1] == "2029-01"
    ledger = result().ledger
    assert (ledger["date"].str[:7] == ledger["month"]).all()


def test_runs_differ() -> None:
    assert len(set(result().figures("arr_closing.m24").tolist())) == RUNS


def test_the_ledger_s_columns_are_the_contract_s() -> None:
    assert tuple(result().ledger.columns) == frames.LEDGER_COLUMNS
    assert set(result().ledger["kind"]) == {"opening", "downsell", "churn"}


def test_accounts_that_pay_nothing_are_in_no_mean_of_those_that_do() -> None:
    base = plan()
    free = base._replace(
        accounts=AccountTable.of(row._replace(arr=0) if i % 3 else row for i, row in enumerate(base.accounts))
    )
    run = simulate(free, settle(free, 1, 0), 1, 0)
    record = record_of(run, Lowered(free, LABELS), "today", 0.8)
    monthly = Result("x", "today", LABELS, (record,), seed=1).monthly
    found = monthly[monthly["segment"] == "all"]
    assert found["health"].between(0.0, 100.0).all()
    assert (found["people_met"] <= base.teams[0].heads).all()
    assert (found["logos"].diff().iloc[1:] == -found["logos_lost"].iloc[1:]).all()


def test_what_is_lost_and_won_by_reason_adds_up() -> None:
    monthly = result().monthly
    for whole, parts in (("churn", "lost_to_"), ("new", "won_by_")):
        named = [name for name in monthly.columns if name.startswith(parts)]
        more = monthly["reactivation"] if whole == "new" else 0.0
        assert len(named) > 2
        assert np.allclose(monthly[named].sum(axis=1), monthly[whole] + more)


def test_retention_from_lines_is_that_of_levels_where_nobody_comes_back() -> None:
    for record in records():
        levels, lines = (
            find(name)[0].values(record.measures, monthly_windows(MONTHS)) for name in ("nrr", "nrr_of_lines")
        )
        assert np.allclose(levels[11:], lines[11:]) and np.isnan(lines[:11]).all()
