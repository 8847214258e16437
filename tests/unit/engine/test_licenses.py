"""Perpetual licenses: who owns one pays for its maintenance, until it is asked to subscribe and does."""

from __future__ import annotations

import math

import pytest
from tests import builders
from tests.unit.engine.test_pitches import YEAR, company, of, told

from cssim.domain import ledger, tally
from cssim.domain.accounts import MAINTENANCE
from cssim.domain.facts import ContractEnded, DealClosed, PitchMade
from cssim.plan.tables import ExpansionRow, Plan

CONVERTS = ExpansionRow(pitch_base=700.0, pitch_room=0.5, convert_chance=1.0, convert_multiple=1.7)
"""Who owns a license converts when it is asked."""


def licensed(rules: ExpansionRow = CONVERTS, chance: float = 1.0, interval: float = YEAR, end: float = YEAR) -> Plan:
    """Return an account that pays $10k for the maintenance of its license, and whose intercept is -1."""
    plan = company(rules, chance=chance, interval=interval, months=60, health=700.0)
    row = builders.account(0, end, potential=30_000_00)._replace(contract=MAINTENANCE, intercept=-1.0)
    [segment] = plan.segments
    return plan._replace(
        accounts=type(plan.accounts).of([row]),
        segments=(segment._replace(usual_term=2 * YEAR, usual_years=1.5),),
    )


def test_who_is_asked_subscribes_at_a_multiple_of_its_maintenance_and_is_asked_to_buy_more_from_then_on() -> None:
    run = told(licensed())
    first, second, *_ = of(run, PitchMade)
    assert (first.size, first.chance) == (7_000_00, 1.0), "however little is left of what it could use"
    assert second.size == 6_800_00, "40 % of what it pays now"
    assert second.chance == pytest.approx(math.sqrt(34 / 51)), "of 1.7 times what it could use"
    upsells = run.ledger.kind == ledger.UPSELL
    reasons = run.ledger.reason[upsells].tolist()
    assert reasons == [ledger.CONVERSION_REASON, *[ledger.NO_REASON] * (len(reasons) - 1)]
    assert set(run.ledger.source[upsells].tolist()) == {ledger.SALES}
    assert of(run, DealClosed)[0].expected == 7_000_00


def test_its_own_terms_begin_when_the_present_contract_goes_on() -> None:
    ends = of(told(licensed()), ContractEnded)
    assert [fact.ends for fact in ends] == [YEAR, 3 * YEAR]
    assert [fact.years for fact in ends] == [1.0, 1.5]
    assert ends[0].health == 700.0, "the intercept is gone with the license"


def test_who_is_not_asked_keeps_its_license_and_its_intercept() -> None:
    ends = of(told(licensed(interval=0.0)), ContractEnded)
    assert [fact.ends for fact in ends[:2]] == [YEAR, 2 * YEAR]
    assert {fact.health for fact in ends} == {699.0} and {fact.years for fact in ends} == {1.0}


def test_whose_conversion_is_under_way_is_not_asked_again() -> None:
    run = told(licensed(CONVERTS._replace(deal_delay=0.75 * YEAR), interval=0.5 * YEAR))
    converted = run.ledger.reason == ledger.CONVERSION_REASON
    assert converted.sum() == 1
    pitched, closed = of(run, PitchMade), of(run, DealClosed)
    assert len(pitched) > 1 and pitched[1].time > closed[0].time


def test_without_conversion_it_is_asked_to_buy_more_like_all_others() -> None:
    first = of(told(licensed(CONVERTS._replace(convert_chance=0.0))), PitchMade)[0]
    assert first.size == 4_000_00 and first.chance == pytest.approx(math.sqrt(2 / 3))


def test_who_sells_nothing_else_may_convert_licenses_all_the_same() -> None:
    run = told(licensed(chance=0.0))
    assert [fact.size for fact in of(run, PitchMade)] == [7_000_00]
    assert run.tally.counts[..., tally.DEALS].sum() == 1
