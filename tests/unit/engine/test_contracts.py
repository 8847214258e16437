"""What happens around the end of a contract, worked out by hand."""

from __future__ import annotations

import math

import pytest
from tests import builders

from cssim.domain import ledger, tally
from cssim.domain.accounts import GOES_ON, LEAVES
from cssim.domain.facts import ContractEnded, Posted
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


def test_who_must_give_notice_decides_earlier_and_by_the_same_coin() -> None:
    """With nothing that moves health, all that notice changes is when it is known."""
    accounts = [builders.account(i, (6 + i % 12) * HOURS_PER_MONTH) for i in range(60)]
    warned = [row._replace(notice=2.5 * HOURS_PER_MONTH) for row in accounts]
    runs = [told(builders.plan(30, [builders.segment(even_log_odds=0.5)], rows)) for rows in (accounts, warned)]
    for kind in (ledger.CHURN, ledger.OPENING):
        assert lines_of(runs[0], kind) == lines_of(runs[1], kind) != []
    for column in (tally.EXPECTED_CHURN, tally.EXPIRING, tally.RENEWED):
        assert (runs[0].tally.renewals[..., column] == runs[1].tally.renewals[..., column]).all()
    early = {fact.ends - fact.time for fact in runs[1].facts if isinstance(fact, ContractEnded)}
    assert early == {2.5 * HOURS_PER_MONTH}
    known = runs[1].tally.renewals[1:, 0, tally.KNOWN_CHURN]
    lost = [month for month, _ in lines_of(runs[1], ledger.CHURN)]
    # at the end of month t those are known whose contract ends within two and a half months, the last day included
    assert known.tolist()[:27] == [10_000_00 * sum(t <= month < t + 2.5 for month in lost) for t in range(1, 28)]
    assert not runs[0].tally.renewals[..., tally.KNOWN_CHURN].any()


def test_health_is_read_when_notice_is_due() -> None:
    """What happens between notice and end comes too late."""
    month = HOURS_PER_MONTH
    rows = [builders.account(i, 6 * month)._replace(notice=notice) for i, notice in enumerate((0.0, 3 * month))]
    complains = builders.asks(builders.fixed(1.0))._replace(raise_share=0.5)
    run = told(builders.plan(7, [builders.segment([60.0], even_log_odds=2.0)], rows, [complains]))
    read = {fact.account: fact for fact in run.facts if isinstance(fact, ContractEnded)}
    assert (read[0].time, read[1].time) == (6 * month, 3 * month)
    for account, fact in read.items():
        posts = [post for post in run.facts if isinstance(post, Posted) and post.account == account]
        left = [post.amount * 0.5 ** ((fact.time - post.time) / (4 * month)) for post in posts if post.time < fact.time]
        assert left and any(post.time > 3 * month for post in posts)
        assert fact.health == pytest.approx(2.0 + sum(left))


def test_what_the_book_knows_happens() -> None:
    """Notice, a signed renewal at more, at less and at the same; their expected cents are what happens."""
    rows = [
        builders.account(0, 3.5 * HOURS_PER_MONTH, arr=100_00)._replace(known=LEAVES),
        builders.account(1, 3.5 * HOURS_PER_MONTH, arr=100_00)._replace(known=GOES_ON, signed=130_00),
        builders.account(2, 3.5 * HOURS_PER_MONTH, arr=100_00)._replace(known=GOES_ON, signed=60_00),
        builders.account(3, 3.5 * HOURS_PER_MONTH, arr=100_00)._replace(known=GOES_ON),
        builders.account(4, 20 * HOURS_PER_MONTH, arr=100_00)._replace(known=LEAVES),
    ]
    segments = [builders.segment(even_log_odds=odds) for odds in (STAYS, -STAYS)]
    rows = [row._replace(segment=int(i in (1, 2, 3))) for i, row in enumerate(rows)]
    run = told(builders.plan(12, segments, rows))
    assert lines_of(run, ledger.CHURN) == [(3.5, -100_00)]
    assert lines_of(run, ledger.UPSELL) == [(3.5, 30_00)]
    assert lines_of(run, ledger.DOWNSELL) == [(3.5, -40_00)]
    money = run.tally.renewals.sum(axis=(0, 1))
    assert money[tally.EXPECTED_CHURN] == 100_00
    assert money[tally.EXPECTED_DOWNSELL] == 40_00
    assert (money[tally.EXPECTED_UPSELL], money[tally.EXPECTED_PRICE]) == (30_00, 0)
    assert money[tally.EXPECTED_RETAINED] == -100_00 + 30_00 - 40_00 == run.accounts.closing.sum() - 500_00
    assert money[tally.EXPECTED_KEPT] == -140_00
    assert run.tally.renewals[1:, 0, tally.KNOWN_CHURN].tolist() == [200_00] * 3 + [100_00] * 9
