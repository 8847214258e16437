"""Retention by hand: what each definition says of a few accounts."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests import fake_runs
from tests.fake_runs import account_months, columns, line, record, story

from cssim.domain.ledger import CHURN, DOWNSELL, MOVED_IN, MOVED_OUT, NEW, PRICE, UPSELL
from cssim.results import metrics
from cssim.results.catalogue import parse_metric
from cssim.results.summary import figure


def value(made: object, key: str, segment: str = "all") -> float:
    return figure(made, parse_metric(key, made.months, made.teams), segment)  # type: ignore[arg-type, attr-defined]


def test_gross_retention_is_capped_per_account() -> None:
    """100 opening, +50 upsell, -30 downsell on one account: GRR 100 % (a flow would say 70 %), NRR 120 %."""
    made = record([100_00], [(2.0, 0, UPSELL, 50_00), (8.0, 0, DOWNSELL, -30_00)])
    assert value(made, "grr.y1") == 1.0
    assert value(made, "nrr.y1") == pytest.approx(1.2)
    assert value(made, "grr_to_date.m12") == 1.0
    assert value(made, "nrr_to_date.m12") == pytest.approx(1.2)


def test_one_account_s_growth_does_not_pay_for_another_s_loss() -> None:
    made = record([100_00, 100_00], [(2.0, 0, UPSELL, 40_00), (8.0, 1, DOWNSELL, -40_00)])
    assert value(made, "nrr.y1") == 1.0
    assert value(made, "grr.y1") == pytest.approx(0.8)


def test_the_second_year_starts_from_what_the_first_left() -> None:
    made = record([100_00, 100_00], [(5.0, 0, CHURN, -100_00), (18.0, 1, DOWNSELL, -25_00)])
    assert value(made, "grr.y1") == 0.5
    assert value(made, "logo_churn.y1") == 0.5
    assert value(made, "grr.y2") == 0.75
    assert value(made, "logo_churn.y2") == 0.0
    assert value(made, "grr.last12") == 0.75
    assert value(made, "grr_to_date.y2") == pytest.approx(0.375)
    assert value(made, "logo_churn_to_date.y2") == 0.5


def test_a_new_customer_is_in_no_cohort_until_it_is_a_year_old() -> None:
    made = record([100_00], [])
    lines = [*story([100_00], []), line(160.0, 1, NEW, 50_00, 50_00)]
    months = account_months(lines, 24, 1)
    kept = metrics.kept_in_a_year(months, 1, None)
    assert kept.base[12:14, 0].tolist() == [100_00, 100_00]
    assert kept.base[14, 0] == 150_00
    assert metrics.kept_of_opening(months, 1).now[24, 0] == 100_00
    assert value(made, "retained_arr.y2") == 100.0


def test_a_change_on_the_first_hour_of_a_month_belongs_to_that_month() -> None:
    months = account_months(story([100_00], [(3.0, 0, CHURN, -100_00)]), 5, 1)
    assert months.arr[0].tolist() == [100_00, 100_00, 100_00, 100_00, 0, 0]


def test_trailing_metrics_are_empty_before_month_12() -> None:
    made = record([100_00, 50_00], [(1.5, 0, DOWNSELL, -10_00)])
    for name in ("nrr", "grr", "logo_churn"):
        assert math.isnan(value(made, f"{name}.m0"))
        assert all(math.isnan(value(made, f"{name}.m{month}")) for month in range(1, 12))
        assert not math.isnan(value(made, f"{name}.m12"))
    assert value(made, "grr_to_date.m2") == pytest.approx(140 / 150)


def test_a_book_that_knows_last_year_defines_the_start_and_nothing_more() -> None:
    made = record([90_00, 60_00], [], year_ago=[100_00, 50_00])
    assert value(made, "nrr.m0") == 1.0
    assert value(made, "grr.m0") == pytest.approx(140 / 150)
    assert all(math.isnan(value(made, f"nrr.m{month}")) for month in range(1, 12))


def test_a_book_that_knows_last_year_of_some_defines_nothing() -> None:
    made = record([90_00, 60_00], [], year_ago=[100_00, -1])
    assert math.isnan(value(made, "nrr.m0"))


@pytest.mark.parametrize(
    ("later", "nrr", "without"),
    [([], 1.05, 1.0), ([(6.0, 0, DOWNSELL, -55_00)], 0.5, 0.45), ([(6.0, 0, CHURN, -105_00)], 0.0, 0.0)],
    ids=["still paid", "given up in part", "lost with the customer"],
)
def test_net_retention_without_price(later: list[tuple[float, int, int, int]], nrr: float, without: float) -> None:
    made = record([100_00], [(3.0, 0, PRICE, 5_00), *later])
    assert value(made, "nrr.m12") == pytest.approx(nrr)
    assert value(made, "nrr_ex_price.m12") == pytest.approx(without)
    assert value(made, "nrr_ex_price.m16") == pytest.approx(value(made, "nrr.m16")) if not later else True


def test_a_customer_that_came_within_the_year_is_not_in_the_book_s_cohort() -> None:
    made = record([90_00, 60_00], [], year_ago=[90_00, 0])
    assert value(made, "nrr.m0") == 1.0


def test_retention_uses_the_segment_of_a_year_ago_and_adds_up_to_all() -> None:
    lines = story([100_00, 300_00], [], segments=2)
    lines += [line(480.0, 0, MOVED_OUT, -100_00, 0, 0), line(480.0, 0, MOVED_IN, 100_00, 100_00, 1)]
    lines += [line(1600.0, 0, CHURN, -100_00, 0, 1)]
    months = account_months(lines, 24, 2)
    year = metrics.kept_in_a_year(months, 2, None)
    assert year.base[12].tolist() == [100_00, 300_00]
    assert year.now[12].tolist() == [0, 300_00]
    assert year.lost[12].tolist() == [1, 0]
    assert year.base[15:17].tolist() == [[100_00, 300_00], [0, 400_00]]
    arr, accounts = metrics.by_segment([months.arr, np.ones_like(months.arr)], months.segment, 2)
    assert arr[4].tolist() == [0, 400_00]
    assert accounts[4].tolist() == [0, 2]


def test_accounts_are_taken_in_blocks_that_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    opening = [100_00, 200_00, 300_00, 400_00, 500_00]
    changes = [(1.5, 1, CHURN, -200_00), (5.5, 4, DOWNSELL, -33_33), (13.0, 2, UPSELL, 5_00)]
    whole = record(opening, changes, segments=2, year_ago=[50_00] * 5).measures.cells
    monkeypatch.setattr(metrics, "_BLOCK", 2)
    assert len(list(metrics.account_blocks(columns(story(opening, changes)), 24, 5))) == 3
    assert np.array_equal(record(opening, changes, segments=2, year_ago=[50_00] * 5).measures.cells, whole)


def test_locked_arr_waits_for_its_first_contract_end() -> None:
    opening, segment = np.array([10, 20, 40]), np.array([0, 0, 1])
    table = metrics.locked(opening, segment, np.array([0, 2, 9]), 4, 2)
    assert table.tolist() == [[30, 40], [20, 40], [20, 40], [0, 40]]


def test_expected_and_realized_meet_in_the_definitions() -> None:
    run = fake_runs.run_of(story([100_00, 300_00], [(5.5, 0, CHURN, -100_00)]), 12)
    run.tally.renewals[6, 0, :9] = (400_00, 300_00, 60_00, 3_00, 0, -63_00, -63_00, 0, 0)
    made = fake_runs.record_of(run, fake_runs.lowered(12, [100_00, 300_00]), "today", 0.8)
    assert value(made, "retained_arr.y1") == 300.0
    assert value(made, "retained_arr_expected.y1") == 400.0 - 63.0
    assert value(made, "arr_closing_expected.y1") == 300.0 + 100.0 - 63.0
    assert value(made, "grr_to_date_expected.y1") == pytest.approx(337 / 400)
    assert value(made, "renewal_rate.y1") == 0.75
    assert value(made, "renewal_rate_expected.y1") == pytest.approx(337 / 400)
    assert value(made, "arr_locked.m5") == 400.0
    assert value(made, "arr_locked.m6") == 0.0
    # five months at 400, seven at 300; expected: five at 400, seven at 337
    assert value(made, "contribution.y1") == pytest.approx(0.8 * (5 * 400 + 7 * 300) / 12)
    assert value(made, "contribution_expected.y1") == pytest.approx(0.8 * (5 * 400 + 7 * 337) / 12)


def test_cost_and_people_by_hand() -> None:
    run = fake_runs.run_of(story([600_00, 600_00], []), 12)
    run.tally.cost[1:, 0, :3] = (70_00, 20_00, 10_00)
    run.tally.heads_milli[1:, 0] = 500
    run.tally.work[3, 0] = 0
    run.tally.work[1:, 0, 6:8] = (40_000, 160_000)
    run.tally.work[3, 0, 8:11] = (4, 1, 6_000)
    made = fake_runs.record_of(run, fake_runs.lowered(12, [600_00, 600_00]), "today", 0.8)
    assert value(made, "cs_cost.y1") == 1200.0
    assert value(made, "cs_cost_share.y1") == 1.0
    assert value(made, "team_cost_csm.m3") == 100.0
    assert value(made, "contribution.y1") == pytest.approx(0.8 * 1200 - 1200)
    assert value(made, "headcount_csm.m12") == 0.5
    assert value(made, "arr_per_csm.m12") == 2400.0
    assert value(made, "accounts_per_csm.m12") == 4.0
    assert value(made, "cost_to_serve.y1") == 600.0
    assert value(made, "utilisation_csm.y1") == 0.25
    assert value(made, "wait_hours_csm.m3") == 1.5
    assert value(made, "late_csm.m3") == 0.25
    assert math.isnan(value(made, "late_csm.m4"))


def test_the_ninth_of_ten_waits() -> None:
    run = fake_runs.run_of(story([600_00], []), 3)
    # bins end at 0.01 * 2^(i / 2): 0.01 h, 0.0141 h, 0.02 h, ...
    run.tally.waits[1, 0, 0] = 80
    run.tally.waits[1, 0, 2] = 20
    run.tally.waits[2, 0, 40] = 1
    made = fake_runs.record_of(run, fake_runs.lowered(3, [600_00]), "today", 0.8)
    low, high = 0.01 * 2**0.5, 0.02
    assert value(made, "wait_p90_csm.m1") == pytest.approx(low + 0.5 * (high - low))
    assert value(made, "wait_p90_csm.m2") == pytest.approx(0.01 * 2**19.5)
    assert math.isnan(value(made, "wait_p90_csm.m3"))


def test_what_is_known_at_the_start() -> None:
    run = fake_runs.run_of(story([600_00], []), 3)
    run.tally.heads_milli[1:, 0] = 1000
    made = fake_runs.record_of(run, fake_runs.lowered(3, [600_00]), "today", 0.8)
    assert value(made, "arr_closing.m0") == 600.0
    assert value(made, "logos.m0") == 1.0
    assert value(made, "headcount_csm.m0") == 1.0
    assert math.isnan(value(made, "health.m0"))
    assert math.isnan(value(made, "people_met.m0"))


def test_what_happens_before_the_start_is_left_out() -> None:
    run = fake_runs.run_of(story([600_00], []), 3)
    run.tally.counts[0, 0, 4] = 99
    run.tally.work[0, 0, 6] = 99
    made = fake_runs.record_of(run, fake_runs.lowered(3, [600_00]), "today", 0.8)
    assert value(made, "requests.m1") == 0.0
    assert math.isnan(value(made, "utilisation_csm.m1"))


def test_a_skipped_check_in_is_one_of_those_that_came_to_an_end() -> None:
    run = fake_runs.run_of(story([600_00], []), 3)
    run.tally.slots[1, 0, 0] = (9, 3, 1)
    made = fake_runs.record_of(run, fake_runs.lowered(3, [600_00]), "today", 0.8)
    assert value(made, "skipped_check_in.m1") == 0.25
    assert math.isnan(value(made, "skipped_check_in.m2"))


def test_ratios_of_nothing_are_undefined() -> None:
    assert np.isnan(metrics.ratio(np.array([0, 1]), np.array([0, 0]))).all()
    assert metrics.ratio(np.array([1.0]), np.array([4])).tolist() == [0.25]


def test_a_rate_of_several_years_is_told_as_one_of_a_year() -> None:
    made = record([100_00], [(5.5, 0, DOWNSELL, -10_00), (17.5, 0, DOWNSELL, -9_00)])
    assert value(made, "grr_to_date.m24") == pytest.approx(0.81)
    assert value(made, "grr_a_year.m24") == pytest.approx(0.9)
    assert value(made, "grr_a_year.m12") == pytest.approx(0.9)
    assert math.isnan(value(made, "nrr_a_year.m0"))
