"""Buying without having been asked, and a product that grows."""

from __future__ import annotations

import math
from typing import Any

import pytest
from tests import builders
from tests.properties.recount import Recount
from tests.unit.engine.test_referrals import NOBODY_WON

from cssim.domain import ledger, tally
from cssim.domain.facts import Joined, PotentialGrew, SelfServed, WorkSubmitted
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import ExpansionRow, ModuleRow, Plan
from cssim.results.run import Run

EVEN = ExpansionRow()
"""Half of the occasions are used."""


def buying(
    rules: ExpansionRow = EVEN, accounts: int = 1, potential: int = 30_000_00, health: float = 3.0, **more: Any
) -> Plan:
    """Return accounts of $10k that might buy 40 % more by themselves six times a year."""
    segment = builders.segment(even_log_odds=health)._replace(
        key=7, self_serve_rate=6.0, self_serve_size=0.4, health_mean=3.0, **more
    )
    plan = builders.plan(12, [segment], [builders.account(i, potential=potential) for i in range(accounts)])
    return plan._replace(expansion=rules)


def told(plan: Plan) -> Run:
    return simulate(plan, settle(plan, 1, 0), 1, 0, ALL)


def of(run: Run, kind: type[Any]) -> list[Any]:
    return [fact for fact in run.facts if isinstance(fact, kind)]


def test_customers_buy_by_themselves_and_nobody_has_work_with_it() -> None:
    run = told(buying(ExpansionRow(pitch_base=700.0)))
    assert [fact.size for fact in of(run, SelfServed)][:4] == [4_000_00, 5_600_00, 7_840_00, 2_560_00], (
        "no more than there is"
    )
    assert len(of(run, SelfServed)) == 4 and not of(run, WorkSubmitted)
    upsells = run.ledger.kind == ledger.UPSELL
    assert set(run.ledger.source[upsells]) == {ledger.SELF_SERVE}
    assert run.ledger.amount[upsells].sum() == 20_000_00
    assert run.tally.counts[..., tally.SELF_SERVE_DEALS].sum() == 4
    assert run.tally.renewals[12, 0, tally.WHITESPACE] == 0


def test_the_healthy_buy_more_and_the_last_little_is_hard_to_sell() -> None:
    rules = ExpansionRow(pitch_health=2.0, pitch_base=0.3, pitch_room=0.5)
    first = of(told(buying(rules, health=3.5)), SelfServed)[0]
    chance = 1 / (1 + math.exp(-1.3)) * math.sqrt(20 / 30)
    assert first.expected == pytest.approx(4_000_00 * chance, abs=1)


def test_what_happens_is_what_was_expected_on_average() -> None:
    """False alarm about 6e-5: four standard deviations of the number of purchases, half of the occasions."""
    plan = buying(accounts=100)
    run = told(plan)
    occasions = of(run, SelfServed)
    assert abs(sum(fact.won for fact in occasions) - len(occasions) / 2) < 4 * math.sqrt(len(occasions) / 4)
    again = Recount(plan, settle(plan, 1, 0), run).tables
    for column in (tally.EXPECTED_UPSELL, tally.EXPECTED_RETAINED, tally.EXPECTED_KEPT):
        assert again["renewals"][..., column].tolist() == run.tally.renewals[..., column].tolist()
    assert run.tally.renewals[..., tally.EXPECTED_UPSELL].sum() == sum(fact.expected for fact in occasions) > 0


def test_occasions_come_as_often_as_they_are_said_to() -> None:
    run = told(buying(ExpansionRow(pitch_base=-700.0), accounts=400))
    assert abs(len(of(run, SelfServed)) - 2400) < 4 * math.sqrt(2400)


def test_a_module_raises_what_those_can_buy_who_have_its_product() -> None:
    plan = buying(accounts=2)._replace(modules=ModuleRow(6.0, 0.1))
    silent = plan.segments[0]._replace(self_serve_rate=0.0)
    run = told(plan._replace(segments=(silent,)))
    grown = [fact for fact in of(run, PotentialGrew) if fact.account == 0]
    assert [fact.more for fact in grown][:3] == [3_000_00, 3_300_00, 3_630_00]
    assert [fact.module for fact in grown] == list(range(len(grown)))
    assert run.tally.renewals[12, 0, tally.WHITESPACE] == 2 * (20_000_00 + sum(fact.more for fact in grown))
    some = told(plan._replace(segments=(silent._replace(module_share=0.25),), accounts=buying(accounts=2000).accounts))
    reached, modules = len(of(some, PotentialGrew)), len({fact.module for fact in of(some, PotentialGrew)})
    assert abs(reached - 500 * modules) < 4 * math.sqrt(375 * modules)


def test_who_comes_later_may_buy_the_modules_there_are() -> None:
    row = NOBODY_WON._replace(logos_a_year=12.0)
    plan = buying(potential_times=3.0)._replace(modules=ModuleRow(12.0, 0.1), new_logos=(row,))
    run = told(plan)
    for joined in of(run, Joined):
        before = {fact.module for fact in of(run, PotentialGrew) if fact.account == 0 and fact.time < joined.time}
        mine = [
            fact.module
            for fact in of(run, PotentialGrew)
            if fact.account == joined.account and fact.time == joined.time
        ]
        assert mine == sorted(before)
