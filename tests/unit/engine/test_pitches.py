"""Pitches: whether they sell, how much, when, and what they do to an account that is not well."""

from __future__ import annotations

import math

import pytest
from tests import builders

from cssim.domain import ledger, tally
from cssim.domain.facts import DealClosed, PitchMade, Posted
from cssim.dynamics.drivers import PRESSURE
from cssim.dynamics.plays import EXPANSION
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import ExpansionRow, Plan, PlayRow, ShockRow
from cssim.results.run import Run

YEAR = 1920.0
EVEN = ExpansionRow(pitch_rest=YEAR)
"""Half of those who are asked buy, once they are ready to hear a pitch again."""


def company(
    rules: ExpansionRow = EVEN,
    chance: float = 1.0,
    accounts: int = 1,
    potential: int = 30_000_00,
    interval: float = YEAR,
    months: int = 24,
    health: float = 3.0,
    settle: float = 0.0,
) -> Plan:
    """Return accounts of $10k that are asked by somebody with time, and nothing else."""
    play = PlayRow(interval, interval, builders.fixed(1.0), chance=chance, size=0.4)
    segment = builders.segment(even_log_odds=health)._replace(
        plays=builders.with_play(EXPANSION, play), health_mean=health
    )
    book = [builders.account(i, potential=potential) for i in range(accounts)]
    plan = builders.plan(months, [segment], book, teams=[builders.team(200)], settle=settle)
    return plan._replace(expansion=rules, clock=plan.clock._replace(warm_up=40.0 if settle else 0.0))


def told(plan: Plan, run: int = 0) -> Run:
    return simulate(plan, settle(plan, 1, run), 1, run, ALL)


def of(run: Run, kind: type) -> list:  # type: ignore[type-arg]
    return [fact for fact in run.facts if isinstance(fact, kind)]


def test_a_pitch_needs_an_appetite_that_comes_back() -> None:
    first, second = of(told(company()), PitchMade)
    assert first.chance == 0.5, "never asked before"
    assert second.time - first.time == YEAR
    assert second.chance == pytest.approx(0.25), "half of it is back after a year"


def test_a_shock_in_which_less_is_sold() -> None:
    """Two shocks at once multiply; one of another segment, and what comes after them, change nothing."""
    shock = ShockRow(5, 0, 0, 0.0, YEAR, 1.0, 0.0, 0.0, 0.0, 0.0, (1.0,) * 5, deals=0.5)
    other = shock._replace(key=6, segment=1, deals=0.0)
    chances = [
        [pitch.chance for pitch in of(told(company()._replace(shocks=shocks)), PitchMade)]
        for shocks in ((), (other,), (shock,), (shock, shock._replace(key=7)))
    ]
    usual, elsewhere, once, twice = chances
    assert elsewhere == usual
    assert once == [0.5 * usual[0], *usual[1:]] and twice == [0.25 * usual[0], *usual[1:]]


def test_the_healthy_buy_more_and_the_last_little_is_hard_to_sell() -> None:
    rules = ExpansionRow(pitch_health=2.0, pitch_base=0.3, pitch_room=0.5)
    plan = company(rules, chance=0.9)
    well = plan._replace(segments=(plan.segments[0]._replace(health_mean=2.5),))
    [usual, *_], [better, *_] = of(told(plan), PitchMade), of(told(well), PitchMade)
    room = math.sqrt(20 / 30)
    assert usual.chance == pytest.approx(0.9 / (1 + math.exp(-0.3)) * room)
    assert better.chance == pytest.approx(0.9 / (1 + math.exp(-1.3)) * room)


def test_a_deal_adds_a_share_of_arr_but_no_more_than_there_is() -> None:
    certain = ExpansionRow(pitch_base=700.0, deal_delay=100.0)
    run = told(company(certain, potential=20_000_00))
    assert [fact.size for fact in of(run, PitchMade)] == [4_000_00, 5_600_00]
    closed = of(run, DealClosed)
    assert [fact.time - made.time for fact, made in zip(closed, of(run, PitchMade), strict=True)] == [100.0, 100.0]
    assert all((fact.won, fact.expected, fact.kept) == (True, fact.size, 0) for fact in closed)
    upsells = run.ledger.kind == ledger.UPSELL
    assert run.ledger.amount[upsells].tolist() == [4_000_00, 5_600_00]
    assert set(run.ledger.source[upsells]) == {ledger.SALES}
    assert of(told(company(certain, potential=20_000_00, interval=YEAR / 2)), PitchMade)[-1].size == 400_00


def test_what_is_promised_cannot_be_sold_twice() -> None:
    slow = ExpansionRow(pitch_base=700.0, deal_delay=3000.0)
    made = of(told(company(slow, potential=16_000_00, interval=YEAR / 2)), PitchMade)
    assert [fact.size for fact in made[:2]] == [4_000_00, 2_000_00]
    assert len(made) < 4, "and nothing is asked for where nothing is left"


def test_who_has_left_signs_nothing() -> None:
    plan = company(ExpansionRow(pitch_base=700.0, deal_delay=1000.0))
    certain = plan.segments[0]._replace(even_log_odds=-700.0)
    pitched = of(told(plan), PitchMade)[0].time
    leaving = [builders.account(0, contract_end=pitched + 500.0, potential=30_000_00)]
    run = told(plan._replace(segments=(certain,), accounts=type(plan.accounts).of(leaving)))
    assert of(run, PitchMade)
    assert not of(run, DealClosed)
    assert run.tally.renewals[..., tally.EXPECTED_UPSELL].sum() == 0


def test_before_the_start_customers_are_asked_and_nothing_is_sold() -> None:
    plan = company(settle=24 * 160.0, interval=YEAR / 2, months=3)
    book = settle(plan, 1, 0)
    assert -YEAR / 2 - 40.0 <= book.pitched_at[0] < -40.0
    run = simulate(plan, book, 1, 0, ALL)
    assert all(fact.time >= 0.0 for fact in of(run, PitchMade))
    for fact in of(run, PitchMade)[:1]:
        assert fact.chance == pytest.approx(0.5 * (1 - 2 ** (-(fact.time - book.pitched_at[0]) / YEAR)))


def test_an_unhappy_customer_resents_a_pitch() -> None:
    effects = builders.NO_EFFECTS._replace(pressure_level=-0.9, pitch_share=0.25, pitch_below=1.4)
    for health, share in ((1.4, 0.125), (1.4 - 0.5 * math.log(3), 0.1875), (9.0, 0.0)):
        posted = of(told(company(health=health)._replace(effects=effects)), Posted)
        assert posted[0].driver == PRESSURE
        assert posted[0].amount == pytest.approx(-0.9 * share, abs=1e-6)


def test_realized_deals_are_what_was_expected_on_average() -> None:
    """False alarm about 6e-5: four standard deviations of the number of deals given their chances."""
    run = told(company(accounts=400))
    chances = [fact.chance for fact in of(run, PitchMade)]
    spread = math.sqrt(sum(p * (1 - p) for p in chances))
    assert abs(sum(fact.won for fact in of(run, PitchMade)) - sum(chances)) < 4 * spread
    expected = run.tally.renewals[..., tally.EXPECTED_UPSELL].sum()
    assert expected == sum(fact.expected for fact in of(run, DealClosed))
    assert expected == run.tally.renewals[..., tally.EXPECTED_RETAINED].sum()


def test_deals_of_another_product_are_lines_of_their_own_and_nothing_else() -> None:
    book = {"accounts": 40, "months": 24}
    plain, mixed, all_other = (
        told(company(EVEN._replace(cross_sell=share), **book))  # type: ignore[arg-type]
        for share in (0.0, 0.5, 1.0)
    )
    for run in (mixed, all_other):
        assert run.ledger.amount.tolist() == plain.ledger.amount.tolist()
        assert run.tally.renewals.tolist() == plain.tally.renewals.tolist()
    bought = plain.ledger.kind == ledger.UPSELL
    assert (all_other.ledger.kind[bought] == ledger.CROSS_SELL).all() and bought.any()
    of_another = (mixed.ledger.kind[bought] == ledger.CROSS_SELL).mean()
    assert of_another == pytest.approx(0.5, abs=4.0 * (0.25 / bought.sum()) ** 0.5)
