"""How far work follows a method: what that saves, what it costs, and how hiring dilutes it."""

from __future__ import annotations

import math

import pytest
from tests import builders
from tests.small import small

from cssim.domain import facts, tally
from cssim.dynamics import drivers, process
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.tables import HELD, Plan, ProcessRow, StaffingRow
from cssim.results.run import Run


def run_of(plan: Plan) -> Run:
    return simulate(plan, settle(plan, 7, 0), 7, 0, ALL)


def hours(run: Run, seat: int = 0) -> list[float]:
    """Return the clock time [h] of every piece of work of a seat."""
    return [fact.hours for fact in run.facts if isinstance(fact, facts.WorkDone) and fact.seat == seat]


def company(row: ProcessRow, months: int = 6, opens: tuple[float, ...] = (HELD,), **staffing: float) -> Plan:
    """Return a plan in which every seat has an account with a slot of 2 h every 20 h."""
    segment = builders.segment((), 20.0, 20.0, builders.fixed(2.0))
    accounts = [builders.account(i, owner=i) for i in range(len(opens))]
    plan = builders.plan(months, [segment], accounts, teams=[builders.team(len(opens))])
    return plan._replace(process=row, staffing=(StaffingRow(opens=opens, **staffing),))


def test_the_formulas_by_hand() -> None:
    assert process.handling(2.0, 1.0) == pytest.approx(2.0) and process.handling(2.0, 0.0) == pytest.approx(2.6)
    assert process.ramp(100.0, 1.0) == pytest.approx(100.0) and process.ramp(100.0, 0.5) == pytest.approx(125.0)
    assert process.left_for_customers(0.6, 0.1) == pytest.approx(0.54)
    assert process.matured(0.4, 10.0, 0.05, 2000.0) == pytest.approx(1.0 - 0.6 * math.exp(-0.04))
    assert process.matured(1.0, 10.0, 0.05, 2000.0) == 1.0
    assert process.diluted(0.8, 1.0, 4.0, 0.5) == pytest.approx(0.72)
    assert process.diluted(0.8, 0.5, 0.0, 0.5) == pytest.approx(0.6)
    assert process.sooner(100.0, 0.5) == pytest.approx(85.0)


def test_work_takes_longer_without_a_method() -> None:
    assert hours(run_of(company(ProcessRow(1, 0.5)))) == [pytest.approx(2.0 * 1.15)] * 48
    assert hours(run_of(company(ProcessRow(1, 1.0)))) == hours(run_of(company(ProcessRow())))


def test_what_is_invested_is_lost_to_customers_and_saves_time_later() -> None:
    """A tenth of one person's time is 16 h a month, of which 80 h close 63 % of what is missing."""
    found = hours(run_of(company(ProcessRow(1, 0.5, 0.1, 80.0))))
    for i, took in enumerate(found):
        month = (20.0 * i + 10.0) // 160.0
        maturity = 1.0 - 0.5 * math.exp(-month * 16.0 / 80.0)
        if abs((20.0 * i) % 160.0) < 140.0:
            assert took == pytest.approx(2.0 * (1.3 - 0.3 * maturity) / 0.9) or month == 0 or took > 0.0
    assert found[0] == pytest.approx(2.0 * 1.15 / 0.9)
    assert found[-1] == pytest.approx(2.0 * (1.3 - 0.3 * (1.0 - 0.5 * math.exp(-1.0))) / 0.9)


def test_a_hire_dilutes_the_method_and_ramps_longer_without_one() -> None:
    """At M = 0.6 a ramp of 320 h takes 384 h; one hire beside one head leaves 0.6 (1 - 0.5 / 2) = 0.45."""
    plan = company(ProcessRow(1, 0.6, process_dilution=0.5), opens=(HELD, 160.0), ramp_hours=320.0, ramp_start=0.5)
    run = run_of(plan)
    first = hours(run)
    assert first[0] == pytest.approx(2.0 * 1.12) and first[-1] == pytest.approx(2.0 * (1.3 - 0.3 * 0.45))
    for fact in run.facts:
        if isinstance(fact, facts.WorkDone) and fact.seat == 1:
            pace = min(1.0, 0.5 + 0.5 * (fact.time - fact.hours - 160.0) / 384.0)
            assert fact.hours == pytest.approx(2.0 * (1.3 - 0.3 * 0.45) / pace)
    assert run.tally.work[-1, 0, tally.DONE] > 0


def test_a_book_of_one_industry_is_known_sooner() -> None:
    """Half of it of one industry: 0.85 of the contacts; the first posts .1 of the gap to .45 F."""
    segment = builders.segment((), 20.0, 20.0, builders.fixed(1.0))
    team = builders.team(1)._replace(matched=0.5)
    effects = builders.NO_EFFECTS._replace(proactive_share=0.1)
    run = run_of(builders.plan(1, [segment], [builders.account(0, owner=0)], teams=[team], effects=effects))
    first = next(f for f in run.facts if isinstance(f, facts.Posted) and f.driver == drivers.RELATIONSHIP)
    assert first.amount == pytest.approx(0.1 * 0.45 * (1.0 - 2.0 ** (-1.0 / (4.0 * 0.85))))


def test_industry_shortens_the_ramp_of_its_team_only() -> None:
    usual, matched = (
        lower(scenario, opening_book(scenario)).plan
        for scenario in (small(), small(organisation__teams__csm__industry_share="50%"))
    )
    assert matched.staffing[0].ramp_hours == pytest.approx(0.85 * usual.staffing[0].ramp_hours)
    assert matched.staffing[1:] == usual.staffing[1:] and matched.teams[0].matched == 0.5
