"""The digital programme: touches by the clock, what they leave behind, and what their platform costs."""

from __future__ import annotations

import numpy as np
import pytest
from tests import builders

from cssim.domain import facts, tally
from cssim.dynamics.drivers import ADOPTION, NEGLECT, RELATIONSHIP, DriverRow
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.rows.digital import DigitalRow
from cssim.plan.tables import Plan
from cssim.results.run import Run
from cssim.units import HOURS_PER_MONTH

EVERY = 80.0
"""Hours between two touches: twice a month."""
YEARLY = 40_01


def programme(months: int, accounts: int = 3, platform: int = YEARLY) -> Plan:
    """Return accounts that nobody looks after, apart from a programme that teaches .02 and ends .15 of the silence."""
    plan = builders.plan(
        months,
        [builders.segment()],
        [builders.account(i) for i in range(accounts)],
        effects=builders.NO_EFFECTS._replace(digital_teach_share=0.02, digital_touch_share=0.15),
    )
    drivers = list(plan.drivers)
    drivers[NEGLECT] = DriverRow(-0.7, 6.0 * HOURS_PER_MONTH)
    return plan._replace(drivers=tuple(drivers), digital=(DigitalRow(EVERY, platform, 0),))


def run_of(plan: Plan) -> Run:
    return simulate(plan, settle(plan, 3, 1), 3, 1, ALL)


def test_touches_come_by_the_clock_from_a_phase_of_their_own() -> None:
    run = run_of(programme(12))
    for account in range(3):
        times = [fact.time for fact in run.facts if isinstance(fact, facts.DigitalTouch) and fact.account == account]
        assert len(times) == 24
        assert 0.0 < times[0] < EVERY
        assert np.diff(times) == pytest.approx(EVERY)
    assert len({fact.time for fact in run.facts if isinstance(fact, facts.DigitalTouch)}) == 72
    assert run.tally.counts[1:, 0, tally.DIGITAL_TOUCHES].tolist() == [6] * 12


def test_a_touch_takes_nobodys_time() -> None:
    run = run_of(programme(12))
    assert run.tally.work[..., tally.SUBMITTED].sum() == 0
    assert run.accounts.faces.tolist() == [0, 0, 0]


def test_stocks_settle_where_the_shares_say() -> None:
    """Just before a touch the stock is the fixed point of one round: it fades for 80 h, then gains its share."""
    plan = programme(60)
    run = run_of(plan)
    for driver, level, share in ((ADOPTION, 0.6, 0.02), (NEGLECT, 0.0, 0.15)):
        row = plan.drivers[driver]
        kept = 2.0 ** (-EVERY / row.half_life)
        # y just before a post: y = target + (y + s (level - y) - target) kept
        before = (row.target * (1.0 - kept) + share * level * kept) / (1.0 - (1.0 - share) * kept)
        last = [fact for fact in run.facts if isinstance(fact, facts.Posted) and fact.driver == driver][-1]
        assert last.amount == pytest.approx(share * (level - before), rel=0.02)
    assert not [fact for fact in run.facts if isinstance(fact, facts.Posted) and fact.driver == RELATIONSHIP]


def test_the_platform_is_paid_by_the_month_and_adds_up_to_the_year() -> None:
    run = run_of(programme(12))
    paid = run.tally.cost[1:, 0, tally.DIGITAL]
    assert paid.sum() == 3 * YEARLY
    assert set(paid.tolist()) <= {1000, 1001}


def test_who_has_left_is_neither_reached_nor_paid_for() -> None:
    plan = programme(12, accounts=1)
    leaving = builders.account(0, contract_end=480.0)
    plan = plan._replace(
        accounts=builders.plan(1, plan.segments, [leaving]).accounts,
        segments=(builders.segment(even_log_odds=-50.0),),
    )
    run = run_of(plan)
    assert run.tally.counts[:, 0, tally.DIGITAL_TOUCHES].sum() == 6
    assert run.tally.cost[:, 0, tally.DIGITAL].sum() == round(YEARLY * 3 / 12)


def test_without_a_platform_there_is_no_cost() -> None:
    run = run_of(programme(3, platform=0))
    assert run.tally.cost[..., tally.DIGITAL].sum() == 0
    assert run.tally.counts[..., tally.DIGITAL_TOUCHES].sum() == 18
