"""What happens around the end of a contract, worked out by hand."""

from __future__ import annotations

import math

import pytest
from tests import builders

from cssim.domain import ledger, tally
from cssim.domain.facts import Posted
from cssim.dynamics.drivers import PRESSURE
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import ContractRow, Plan
from cssim.results.run import Run
from cssim.units import HOURS_PER_MONTH, HOURS_PER_YEAR

STAYS = 700.0
"""Log-odds of an account that never leaves."""


def told(plan: Plan, run: int = 0) -> Run:
    return simulate(plan, settle(plan, 3, run), 3, run, ALL)


def lines_of(run: Run, kind: int, account: int | None = None) -> list[tuple[float, int]]:
    """Return (month, amount [cents]) of the ledger lines of a kind, of one account or of all."""
    mine = run.ledger.kind == kind
    if account is not None:
        mine &= run.ledger.account == account
    months = run.ledger.time[mine] / HOURS_PER_MONTH
    return list(zip(months.tolist(), run.ledger.amount[mine].tolist(), strict=True))


def test_a_downsell_leaves_a_mark_that_fades() -> None:
    """C3: three tenths of the gap to -0.9, and half of it is left after nine months."""
    marks = builders.NO_EFFECTS._replace(pressure_level=-0.9, downsell_mark_share=0.3)
    downsells = builders.RenewalRow(downsell_odds=50.0, downsell_size=0.25)
    account = builders.account(0, 0.5 * HOURS_PER_MONTH, term=9 * HOURS_PER_MONTH, years=0.75)
    plan = builders.plan(12, [builders.segment(even_log_odds=2.0)], [account], effects=marks, renewal=downsells)
    run = told(plan)
    assert lines_of(run, ledger.DOWNSELL) == [(0.5, -2_500_00), (9.5, -1_875_00)]
    posts = [fact for fact in run.facts if isinstance(fact, Posted)]
    assert [fact.driver for fact in posts] == [PRESSURE, PRESSURE]
    assert posts[0].amount == pytest.approx(0.3 * -0.9)
    assert posts[1].amount == pytest.approx(0.3 * (-0.9 + 0.5 * 0.3 * 0.9))


def test_prices_rise_once_a_year_and_as_contracts_say() -> None:
    """Five accounts, worked out by hand: everybody accepts 10 %, but for one who leaves and one who is downsold."""
    month, year = HOURS_PER_MONTH, HOURS_PER_YEAR
    rows = [
        builders.account(0, 6 * month, arr=100_00),
        builders.account(1, 6 * month, arr=100_00, segment=1),
        builders.account(2, 30 * month, term=3 * year, years=3.0, arr=100_00, segment=2),
        builders.account(3, 1 * month, term=month, years=1 / 12, arr=100_00),
        builders.account(4, 6 * month, arr=100_00, segment=3),
    ]
    segments = [builders.segment(even_log_odds=odds) for odds in (STAYS, -STAYS, STAYS, 18.4)]
    segments[2] = segments[2]._replace(escalator=0.03)
    rules = ContractRow(price_rise=0.1, price_accept=STAYS)
    plan = builders.plan(31, segments, rows, renewal=builders.RenewalRow(1e9, 0.5))._replace(contracts=rules)
    run = told(plan)
    # the opening contract of the third began at month -6
    assert lines_of(run, ledger.PRICE, 2) == [(6.0, 3_00), (18.0, 3_09), (30.0, 10_61)]
    assert lines_of(run, ledger.PRICE, 0) == [(6.0, 10_00), (18.0, 11_00), (30.0, 12_10)]
    assert lines_of(run, ledger.PRICE, 3) == [(12.0, 10_00), (24.0, 11_00)]
    assert lines_of(run, ledger.CHURN, 1) == [(6.0, -100_00)]
    assert lines_of(run, ledger.DOWNSELL, 4) == [(6.0, -50_00), (18.0, -25_00), (30.0, -12_50)]
    assert lines_of(run, ledger.PRICE, 1) == lines_of(run, ledger.PRICE, 4) == []
    assert run.accounts.closing.tolist() == [133_10, 0, 116_70, 121_00, 12_50]
    money = run.tally.renewals.sum(axis=(0, 1))
    assert money[tally.EXPECTED_PRICE] == run.tally.arr[..., ledger.PRICE].sum(), "nothing of it is left to chance"
    assert money[tally.EXPECTED_RETAINED] == run.accounts.closing.sum() - 500_00
    assert money[tally.EXPECTED_KEPT] == 100_00 + 100_00 + 100_00 + 12_50 - 500_00
    assert run.tally.renewals[..., tally.RENEWED].sum() == (
        run.tally.renewals[..., tally.EXPIRING].sum() - 100_00 - 87_50
    ), "a rise of the price is not renewed ARR"


def test_a_price_rise_is_felt_by_its_size() -> None:
    posts = builders.NO_EFFECTS._replace(pressure_level=-0.9, price_rise_share=0.1)
    account = builders.account(0, 6 * HOURS_PER_MONTH)
    plan = builders.plan(12, [builders.segment(even_log_odds=STAYS)], [account], effects=posts)
    plan = plan._replace(contracts=ContractRow(price_rise=0.08, price_accept=STAYS))
    [post] = [fact for fact in told(plan).facts if isinstance(fact, Posted)]
    assert (post.driver, post.amount) == (PRESSURE, pytest.approx(0.16 * -0.9))


def test_with_health_fixed_the_share_that_accepts_is_logistic() -> None:
    """h = 2, a = -1.5: of those who renew, 1 / (1 + exp(-0.5)) accept."""
    accounts = [builders.account(i, 6 * HOURS_PER_MONTH) for i in range(4000)]
    plan = builders.plan(7, [builders.segment(even_log_odds=2.0)], accounts)
    run = told(plan._replace(contracts=ContractRow(price_rise=0.05, price_accept=-1.5)))
    renewed = run.tally.counts[..., tally.CONTRACTS_RENEWED].sum()
    share, expected = len(lines_of(run, ledger.PRICE)) / renewed, 1.0 / (1.0 + math.exp(-0.5))
    assert abs(share - expected) < 4.0 * math.sqrt(expected * (1.0 - expected) / renewed)
