"""Good and bad years: normal with the spreads that are asked for, shared by all whom they concern, and nobody else."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from scipy import stats

from cssim.domain.facts import ContractEnded
from cssim.engine.recorder import MONEY
from cssim.engine.simulate import settle, simulate
from cssim.experiments.settling import solve_offsets, years_of
from cssim.plan.rows.years import YearRow
from cssim.plan.tables import Plan
from cssim.plan.years import lower_years
from tests import builders
from tests.small import small

COMMON, OF_SEGMENT, LOG_ODDS = 0.3, 0.4, 2.5
RUNS = 400
ALARM = 1e-3 / 4


def two_segments(years: YearRow, months: int = 24) -> Plan:
    """Return two segments of two accounts, whose contracts end every half a year."""
    rows = [builders.segment(even_log_odds=LOG_ODDS)._replace(key=key) for key in (11, 12)]
    book = [builders.account(i, 100.0 + i, 960.0, segment=i % 2) for i in range(4)]
    return builders.plan(months, rows, book)._replace(years=years)


def ends(plan: Plan, run: int) -> list[ContractEnded]:
    told = simulate(plan, settle(plan, 1, run), 1, run, MONEY)
    return [fact for fact in told.facts if isinstance(fact, ContractEnded)]


@pytest.fixture(scope="module")
def drawn() -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return the effects of the first year on both segments, (runs, 2)."""
    plan = two_segments(YearRow(COMMON, OF_SEGMENT), months=1)
    told = [ends(plan, run) for run in range(RUNS)]
    return np.array([[fact.health - LOG_ODDS for fact in facts[:2]] for facts in told])


@pytest.mark.parametrize("segment", [0, 1])
def test_the_spread_of_years_is_the_one_asked_for(drawn: np.ndarray, segment: int) -> None:
    variance = COMMON**2 + OF_SEGMENT**2
    low, high = stats.chi2.ppf([ALARM / 2, 1 - ALARM / 2], RUNS)
    assert low < float((drawn[:, segment] ** 2).sum()) / variance < high


def test_segments_share_the_common_part_only(drawn: np.ndarray) -> None:
    expected = COMMON**2 / (COMMON**2 + OF_SEGMENT**2)
    spread = 1.0 / np.sqrt(RUNS - 3.0)
    seen = np.arctanh(np.corrcoef(drawn.T)[0, 1])
    assert abs(seen - np.arctanh(expected)) < stats.norm.isf(ALARM / 2) * spread


def test_a_year_is_the_same_for_all_accounts_of_a_segment_and_ends_with_the_finance_year() -> None:
    facts = ends(two_segments(YearRow(COMMON, OF_SEGMENT, year_months_in=11)), 0)
    assert {fact.account for fact in facts} == set(range(4))
    effects = {(fact.segment, fact.time >= 160.0, fact.time >= 160.0 * 13): set() for fact in facts}
    for fact in facts:
        effects[fact.segment, fact.time >= 160.0, fact.time >= 160.0 * 13].add(fact.year)
        assert fact.health == LOG_ODDS + fact.year
    assert len(effects) == 6, "before, in and after the finance year that begins with month 1"
    assert all(len(each) == 1 for each in effects.values())
    assert len(set.union(*effects.values())) == 6


@pytest.mark.parametrize(("start", "months_in"), [("2027-01", 11), ("2027-02", 0), ("2027-05", 3)])
def test_finance_years_begin_where_the_company_says(start: str, months_in: int) -> None:
    row = lower_years(small(start=start, company__fiscal_year_starts="February"))
    assert row.year_months_in == months_in


def test_years_do_not_change_the_mean() -> None:
    """The offset takes their Jensen gap out: over many years the loss is that of a year like any other."""
    plan = two_segments(YearRow(0.6, 0.8))
    offset, _ = solve_offsets(plan, [settle(plan, 1, 0)])
    effects, weights = years_of(plan)
    lost = weights @ (1.0 / (1.0 + np.exp(LOG_ODDS + offset + effects)))
    z = (np.arange(200_000) + 0.5) / 200_000
    fine = np.mean(1.0 / (1.0 + np.exp(LOG_ODDS + offset + stats.norm.ppf(z))))
    assert lost == pytest.approx(1.0 / (1.0 + np.exp(LOG_ODDS)), rel=1e-9)
    assert fine == pytest.approx(lost, rel=1e-4)
    assert offset > 0.2


def test_without_years_the_offset_is_none() -> None:
    plan = two_segments(YearRow())
    assert solve_offsets(plan, [settle(plan, 1, 0)]) == pytest.approx((0.0, 0.0), abs=1e-9)
    assert small(start=date(2027, 1, 1)).renewal.year_effect.common == 0.2
