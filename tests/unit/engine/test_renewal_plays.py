"""Renewal plays: due a lead before the end of a contract, and worth less the later they are done."""

from __future__ import annotations

import pytest
from tests import builders

from cssim.domain.facts import Posted, SlotDue, WorkDone, WorkExpired
from cssim.dynamics.drivers import READINESS
from cssim.dynamics.plays import RENEWAL
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.experiments.settling import mean_stocks
from cssim.plan.tables import Plan, PlayRow
from cssim.results.run import Run

LEAD, YEAR = 480.0, 1920.0


def company(
    seats: int = 1,
    ends: float = 960.0,
    term: float = YEAR,
    settle: float = 0.0,
    hours: float = 1.0,
    interval: float = 1.0,
) -> Plan:
    """Return one account that is well and gets renewal plays, and nothing else."""
    play = PlayRow(interval, LEAD, builders.fixed(hours), lead=LEAD)
    segment = builders.segment(even_log_odds=700.0)._replace(plays=builders.with_play(RENEWAL, play))
    effects = builders.NO_EFFECTS._replace(readiness_level=0.35, renewal_play_share=0.8, full_lead=LEAD)
    accounts = [builders.account(0, ends, term)]
    row = builders.plan(24, [segment], accounts, teams=[builders.team(seats)], settle=settle, effects=effects)
    return row._replace(clock=row.clock._replace(warm_up=40.0 if settle else 0.0))


def told(plan: Plan) -> Run:
    return simulate(plan, settle(plan, 1, 0), 1, 0, ALL)


def times(run: Run, kind: type) -> list[float]:
    return [fact.time for fact in run.facts if isinstance(fact, kind)]


def test_a_play_falls_due_a_lead_before_every_end_and_makes_ready_for_it() -> None:
    run = told(company())
    assert times(run, SlotDue) == [480.0, 480.0 + YEAR]
    assert times(run, WorkDone) == [481.0, 481.0 + YEAR]
    first, second = (fact for fact in run.facts if isinstance(fact, Posted))
    assert first.driver == READINESS
    assert first.amount == pytest.approx(0.8 * 479 / 480 * 0.35)
    faded = first.amount * 2 ** (-YEAR / 320)
    assert second.amount == pytest.approx(0.8 * 479 / 480 * (0.35 - faded))


def test_the_later_it_is_done_the_less_it_is_worth() -> None:
    posted = [fact.amount for fact in told(company(hours=360.0)).facts if isinstance(fact, Posted)]
    assert posted[0] == pytest.approx(0.8 * 120 / 480 * 0.35)


def test_one_that_is_done_after_the_end_is_worth_nothing() -> None:
    run = told(company(hours=481.0))
    assert times(run, WorkDone) == [961.0, 961.0 + YEAR]
    assert not times(run, Posted)


def test_one_that_nobody_begins_expires_with_the_contract() -> None:
    run = told(company(seats=0))
    assert times(run, WorkExpired) == [960.0, 960.0 + YEAR]
    assert not times(run, Posted)


def test_of_a_contract_that_ends_within_the_lead_the_play_is_due_at_once() -> None:
    assert times(told(company(ends=200.0)), SlotDue) == [0.0, 200.0 + YEAR - LEAD, 200.0 + 2 * YEAR - LEAD]


def test_contracts_by_the_month_are_prepared_no_more_often_than_the_plan_says() -> None:
    due = times(told(company(ends=80.0, term=160.0, interval=YEAR)), SlotDue)
    assert due == [0.0, YEAR]


@pytest.mark.parametrize("ends", [960.0, 100.0])
def test_today_is_as_ready_at_the_end_of_a_contract_as_its_plays_make_it(ends: float) -> None:
    """Else every prepared renewal of today would be better than the churn that the file says of today."""
    plan = company(ends=ends, settle=24 * 160.0)
    found = mean_stocks(plan, [settle(plan, 1, 0)])[0][READINESS]
    assert found == pytest.approx(0.8 * 479 / 480 * 0.35 * 2 ** (-479 / 320), rel=0.01)


def test_nothing_is_known_of_contracts_longer_than_settling() -> None:
    plan = company(ends=2000.0, term=3 * YEAR, settle=160.0)
    assert mean_stocks(plan, [settle(plan, 1, 0)])[0][READINESS] == 0.0
