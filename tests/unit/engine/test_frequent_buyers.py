"""Customers who buy many times a year: what that asks of the owner of what is commercial, and of nobody else."""

from __future__ import annotations

import math
from typing import Any

import pytest
from tests import builders
from tests.small import small

from cssim.domain.facts import RequestRaised, Transferred, WorkDone
from cssim.dynamics.demand import asked_for_deals
from cssim.dynamics.routing import TO_CSM, TO_OWNER
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.tables import COMMERCIAL, NOBODY, Plan, SegmentRow
from cssim.results.run import Run
from cssim.scenario.language.patch import patch

CSMS, EXPERTS, MANAGERS = 0, 1, 2


def buying(deal_share: float, **more: Any) -> Plan:
    """Return 60 accounts that ask six commercial questions a year, of CSMs who know no answer to any of them."""
    rates = (0.0,) * COMMERCIAL + (6.0,)
    row = builders.segment()._replace(rates=rates, deal_share=deal_share, **more)
    types = [builders.asks(builders.fixed(0.5))] * (COMMERCIAL + 1)
    teams = [builders.team(3, resolves_alone=0.0), builders.team(3, key=102), builders.team(3, key=103)]
    plan = builders.plan(12, [row], [builders.account(i) for i in range(60)], types, teams)
    return plan._replace(routing=plan.routing._replace(specialist=EXPERTS, triage=0.1))


def told(plan: Plan) -> Run:
    return simulate(plan, settle(plan, 2, 1), 2, 1, ALL)


def of(run: Run, kind: type[Any]) -> list[Any]:
    return [fact for fact in run.facts if isinstance(fact, kind)]


def test_questions_beyond_the_usual_come_with_every_further_deal() -> None:
    assert asked_for_deals(9.0, 4.0, 1.5) == 7.5
    assert asked_for_deals(3.0, 4.0, 1.5) == asked_for_deals(4.0, 4.0, 1.5) == 0.0


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_only_the_owner_closes_what_is_about_a_deal(share: float) -> None:
    run = told(buying(share))
    raised, passed = len(of(run, RequestRaised)), len(of(run, Transferred))
    expected = (1.0 - share) * raised
    assert abs(passed - expected) <= 4.0 * math.sqrt(share * (1.0 - share) * raised) + 3.0
    assert {fact.stop for fact in of(run, RequestRaised)} == {TO_CSM}


def test_nobody_goes_round_the_owner_with_a_deal() -> None:
    plan = buying(1.0)
    plan = plan._replace(routing=plan.routing._replace(bypass_growth=0.5))
    assert {fact.stop for fact in of(told(plan), RequestRaised)} == {TO_CSM}


def test_another_team_that_owns_what_is_commercial_has_them_all() -> None:
    run = told(buying(0.5, commercial_team=MANAGERS))
    assert {fact.stop for fact in of(run, RequestRaised)} == {TO_OWNER}
    assert {fact.team for fact in of(run, WorkDone)} == {MANAGERS}
    assert of(run, Transferred) == []


def lowered(changes: dict[str, Any]) -> SegmentRow:
    scenario = patch(small(), changes)
    index = list(scenario.customers.segments).index("small")
    return lower(scenario, opening_book(scenario)).plan.segments[index]


def test_a_file_says_how_often_customers_buy() -> None:
    usual = lowered({})
    often = lowered({"customers.segments.small.buys": "10/year"})
    assert often.rates[COMMERCIAL] == pytest.approx(usual.rates[COMMERCIAL] + 6.0)
    assert often.rates[:COMMERCIAL] == usual.rates[:COMMERCIAL]
    assert often.deal_share == pytest.approx(6.0 / often.rates[COMMERCIAL])
    assert often.planned_requests == pytest.approx(usual.planned_requests + 6.0 * 0.75), "the whole work of each"
    assert usual.deal_share == 0.0
    never = {"customers.segments.small.buys": "10/year", "requests.frequent_buyers.asks": 0}
    assert lowered(never) == usual
    assert lowered({"customers.segments.small.buys": "4/year"}) == usual


def test_the_work_is_planned_where_it_is_done() -> None:
    scenario = {
        "organisation.teams.sellers": {"role": "account_manager", "headcount": 1},
        "organisation.coverage.small.commercial": "sellers",
    }
    usual = lowered(scenario)
    often = lowered(scenario | {"customers.segments.small.buys": "10/year"})
    assert often.planned_requests == usual.planned_requests
    assert often.commercial_team != NOBODY
