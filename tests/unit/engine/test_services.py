"""Services that are sold: who has a success plan, what it promises, and what is paid for it and for onboarding."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests import builders
from tests.properties.recount import Recount
from tests.small import small
from tests.unit.engine.test_onboarding import growing

from cssim.domain import ledger, tally
from cssim.domain.facts import FeeLine, Onboarded, SlotDue
from cssim.dynamics.plays import CHECK_IN, SUCCESS_PLAN, TRAINING
from cssim.engine.recorder import ALL, MONEY
from cssim.engine.simulate import settle, simulate
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.tables import Plan, PlayRow, ServiceRow
from cssim.results.formulas import contribution, service_fees
from cssim.results.measures import Windows, measures
from cssim.results.run import Run
from cssim.scenario.language.patch import patch

YEARLY = 6_000_01
EVERY = 160.0


def sold(services: ServiceRow, accounts: int = 40, months: int = 12) -> Plan:
    """Return accounts that all get a check-in, a training and a look at their plan a month, if they buy nothing."""
    row = PlayRow(EVERY, EVERY, builders.fixed(0.1))
    plays = builders.segment().plays
    for play in (CHECK_IN, TRAINING, SUCCESS_PLAN):
        plays = builders.with_play(play, row, plays)
    plan = builders.plan(
        months, [builders.segment()._replace(plays=plays)], [builders.account(i) for i in range(accounts)]
    )
    return plan._replace(services=(services,))


def told(plan: Plan, run: int = 1) -> Run:
    return simulate(plan, settle(plan, 3, run), 3, run, ALL)


def slots_of(run: Run, account: int, play: int) -> int:
    return sum(isinstance(fact, SlotDue) and (fact.account, fact.play) == (account, play) for fact in run.facts)


def buyers(run: Run) -> set[int]:
    """Return who gets check-ins more often than once a month."""
    return {account for account in range(len(run.accounts.closing)) if slots_of(run, account, CHECK_IN) > 13}


def test_who_has_a_plan_gets_check_ins_and_looks_at_it_more_often_and_nothing_else() -> None:
    run = told(sold(ServiceRow(0.3, YEARLY, 2.0)))
    having = buyers(run)
    assert len(having) == run.tally.counts[-1, 0, tally.PLANS_SOLD]
    assert 5 <= len(having) <= 20, "three in ten of 40"
    for account in range(40):
        often = 24 if account in having else 12
        assert slots_of(run, account, CHECK_IN) == slots_of(run, account, SUCCESS_PLAN) == often
        assert slots_of(run, account, TRAINING) == 12


def test_who_buys_for_a_smaller_share_is_among_those_who_buy_for_a_larger_one() -> None:
    few, many, everybody = (told(sold(ServiceRow(share, YEARLY, 2.0), months=3)) for share in (0.2, 0.6, 1.0))
    counted = [int(run.tally.counts[-1, 0, tally.PLANS_SOLD]) for run in (few, many, everybody)]
    assert counted == sorted(counted) and counted[-1] == 40
    having = [{i for i in range(40) if slots_of(run, i, CHECK_IN) > 4} for run in (few, many, everybody)]
    assert having[0] < having[1] < having[2] == set(range(40))


def test_plans_are_paid_by_the_month_and_add_up_to_the_year() -> None:
    run = told(sold(ServiceRow(0.3, YEARLY, 1.0)))
    fees, plans = run.tally.renewals[1:, 0, tally.PLAN_FEES], run.tally.counts[-1, 0, tally.PLANS_SOLD]
    assert fees.sum() == plans * YEARLY
    assert fees.max() - fees.min() <= 1
    lines = [fact for fact in run.facts if isinstance(fact, FeeLine)]
    assert [fact.amount for fact in lines] == fees.tolist()
    assert [fact.time for fact in lines] == [160.0 * month for month in range(1, 13)]


def test_a_fee_is_no_arr_and_no_cost() -> None:
    bare, selling = (told(sold(row)) for row in (ServiceRow(), ServiceRow(0.5, YEARLY, 1.0)))
    for name in ("arr", "closing", "cost", "slots", "work"):
        assert np.array_equal(getattr(bare.tally, name), getattr(selling.tally, name))
    assert set(selling.ledger.kind.tolist()) == {ledger.OPENING}


def test_fees_count_whole_in_contribution() -> None:
    windows = Windows(np.array([0]), np.array([12]))
    bare, selling = sold(ServiceRow()), sold(ServiceRow(0.5, YEARLY, 1.0))
    without, within = (measures(told(plan), builders.labelled(plan), 0.8) for plan in (bare, selling))
    fees = service_fees(within, windows)[0]
    assert fees.tolist() == [int(fees[0])] * 2 and fees[0] > 10 * YEARLY
    difference = contribution(within, windows) - contribution(without, windows)
    assert difference[0, 0] == pytest.approx(fees[0])


def test_whoever_has_left_pays_no_longer() -> None:
    plan = sold(ServiceRow(1.0, YEARLY, 1.0), accounts=1)
    leaving = builders.account(0, contract_end=480.0)
    plan = plan._replace(
        accounts=builders.plan(1, plan.segments, [leaving]).accounts,
        segments=(plan.segments[0]._replace(even_log_odds=-50.0),),
    )
    assert told(plan).tally.renewals[:, 0, tally.PLAN_FEES].sum() == round(YEARLY * 3 / 12)


def test_everybody_who_comes_to_first_value_pays_for_it_once() -> None:
    plan = growing()._replace(services=(ServiceRow(onboarding_fee=500_00),))
    run = told(plan)
    done = [fact.time for fact in run.facts if isinstance(fact, Onboarded)]
    paid = [fact for fact in run.facts if isinstance(fact, FeeLine)]
    assert len(done) >= 5
    assert [(fact.time, fact.amount, fact.kind) for fact in paid] == [
        (time, 500_00, tally.ONBOARDING_FEES) for time in done
    ]
    assert run.tally.renewals[..., tally.ONBOARDING_FEES].sum() == 500_00 * len(done)


def test_fees_and_plans_counted_again_from_facts_are_those_of_the_tally() -> None:
    plan = growing()._replace(services=(ServiceRow(0.5, YEARLY, 1.5, onboarding_fee=500_00),))
    run = told(plan)
    again = Recount(plan, settle(plan, 3, 1), run).tables
    assert again["renewals"][..., tally.PLAN_FEES].tolist() == run.tally.renewals[..., tally.PLAN_FEES].tolist()
    assert again["counts"][..., tally.PLANS_SOLD].tolist() == run.tally.counts[..., tally.PLANS_SOLD].tolist()
    onboarded = [table[..., tally.ONBOARDING_FEES].tolist() for table in (again["renewals"], run.tally.renewals)]
    assert onboarded[0] == onboarded[1] and run.tally.counts[..., tally.PLANS_SOLD].sum() > 0


def test_fees_are_told_from_money_on() -> None:
    plan = sold(ServiceRow(0.3, YEARLY, 1.0), months=2)
    opening = settle(plan, 3, 1)
    kept = [simulate(plan, opening, 3, 1, level).facts for level in (MONEY - 1, MONEY)]
    assert [sum(isinstance(fact, FeeLine) for fact in facts) for facts in kept] == [0, 2]


def lowered(**more: Any) -> Plan:
    scenario = patch(small(), more)
    return lower(scenario, opening_book(scenario)).plan


def test_a_planner_counts_with_what_was_sold() -> None:
    offer = {"success_plans": {"share": "40%", "contacts": 2}}
    plain, selling = lowered(), lowered(**{"organisation.services.small": offer})
    scenario = small()
    small_plays = scenario.customers.segments["small"].plays
    index = list(scenario.customers.segments).index("small")
    hours = sum(
        getattr(small_plays, name).frequency * getattr(small_plays, name).work.lower()[1]
        for name in ("check_in", "success_plan")
    )
    more = selling.segments[index].planned_plays - plain.segments[index].planned_plays
    assert more == pytest.approx(0.4 * hours) and hours > 0.0
    assert selling.segments[index].contacts_mean > plain.segments[index].contacts_mean


def test_nobody_buys_a_plan_where_nobody_would_keep_it() -> None:
    offer = {"organisation.services.small": {"onboarding": "$500"}, "organisation.coverage.small": {"model": "none"}}
    plan = lowered(**offer)
    index = list(small().customers.segments).index("small")
    assert plan.services[index] == ServiceRow(onboarding_fee=500_00)
    assert lowered().services == ()
