"""Customers who come back: as many as are said to, with what is said, as what they are by then."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from tests import builders

from cssim.domain import ledger, tally
from cssim.domain.facts import AskedBack, Joined, OwnerChanged, RequestRaised, SlotDue
from cssim.dynamics.drivers import N_DRIVERS, NEGLECT, DriverRow
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.rows.growth import NewLogoRow
from cssim.plan.tables import AccountTable, Plan, ReferralRow, WinbackRow
from cssim.results.run import Run
from cssim.units import HOURS_PER_MONTH, HOURS_PER_YEAR

ARR = 10_000_00
LEAVES = 80.0
"""When the contract of everybody ends [h]."""
BACK = WinbackRow(winback_delay=100.0, winback_arr=0.7, winback_window=120.0)


def leaving(share: float = 1.0, rules: WinbackRow = BACK, accounts: int = 1, months: int = 12, **segment: Any) -> Plan:
    """Return customers who certainly leave, and might come back; their next contract ends after a year."""
    row = builders.segment(even_log_odds=-700.0)._replace(winback_share=share, **segment)
    book = [builders.account(i, LEAVES) for i in range(accounts)]
    return builders.plan(months, [row], book)._replace(winback=rules)


def told(plan: Plan) -> Run:
    return simulate(plan, settle(plan, 1, 0), 1, 0, ALL)


def of(run: Run, kind: type[Any]) -> list[Any]:
    return [fact for fact in run.facts if isinstance(fact, kind)]


def lines(run: Run, account: int = 0) -> list[tuple[float, int, int, int]]:
    mine = run.ledger.account == account
    columns = (run.ledger.time, run.ledger.kind, run.ledger.source, run.ledger.amount)
    return list(zip(*(column[mine].tolist() for column in columns), strict=True))


def test_who_comes_back_has_another_contract_with_less() -> None:
    run = told(leaving(rules=BACK._replace(winback_window=9e9), months=16))
    back = of(run, AskedBack)[0].time
    found = lines(run)
    assert found[:3] == [
        (0.0, ledger.OPENING, ledger.NO_SOURCE, ARR),
        (LEAVES, ledger.CHURN, ledger.NO_SOURCE, -ARR),
        (back, ledger.REACTIVATION, ledger.NO_SOURCE, 7_000_00),
    ]
    assert found[3] == (back + HOURS_PER_YEAR, ledger.CHURN, ledger.NO_SOURCE, -7_000_00)


def test_after_the_window_it_is_new_arr_that_was_won_back_and_no_new_logo() -> None:
    run = told(leaving(accounts=200))
    after = np.array([fact.time for fact in of(run, AskedBack)]) - LEAVES
    again = (run.ledger.kind == ledger.REACTIVATION).sum()
    assert again == (after <= 120.0).sum() and 0 < again < 200
    new = run.ledger.kind == ledger.NEW
    assert set(run.ledger.source[new]) == {ledger.WINBACK} and new.sum() == 200 - again
    counts = run.tally.counts.sum(axis=(0, 1))
    assert (counts[tally.LOGOS_BACK], counts[tally.LOGOS_WON], counts[tally.LOGOS_LOST]) == (200, 0, 200)
    assert not of(run, Joined)
    assert run.tally.renewals[..., tally.WON_BACK].sum() == 200 * 7_000_00


def test_delays_have_the_mean_that_is_said() -> None:
    """False alarm about 6e-5: four standard errors of an exponential mean."""
    delays = [fact.time - LEAVES for fact in of(told(leaving(accounts=400)), AskedBack)]
    assert abs(np.mean(delays) - 100.0) < 4 * 100.0 / math.sqrt(400)


def test_as_many_come_back_as_is_said_and_are_expected() -> None:
    run = told(leaving(0.3, accounts=500))
    asked = of(run, AskedBack)
    assert len(asked) == 500
    back = np.mean([fact.back for fact in asked])
    assert abs(back - 0.3) < 4 * math.sqrt(0.21 / 500)
    assert {fact.expected for fact in asked} == {2_100_00} == {fact.kept for fact in asked}
    money = run.tally.renewals.sum(axis=(0, 1))
    assert money[tally.EXPECTED_WON_BACK] == 500 * 2_100_00
    assert money[tally.EXPECTED_RETAINED] == 500 * (2_100_00 - ARR) == money[tally.EXPECTED_KEPT]


def test_what_it_felt_goes_on_fading_and_is_not_set_back() -> None:
    drivers = tuple(DriverRow(-0.7 if k == NEGLECT else 0.0, 960.0) for k in range(N_DRIVERS))
    plan = leaving(rules=BACK._replace(winback_delay=200.0))._replace(drivers=drivers)
    run = told(plan)
    whole = told(plan._replace(segments=(plan.segments[0]._replace(even_log_odds=700.0),)))
    assert run.tally.counts[-1, 0, tally.LOGOS] == 1
    assert run.tally.stocks[-1, 0, NEGLECT] == pytest.approx(whole.tally.stocks[-1, 0, NEGLECT])


def test_nothing_is_asked_or_planned_while_it_is_away_and_everything_again_after() -> None:
    plan = leaving(rules=BACK._replace(winback_delay=600.0), rates=(60.0, 0.0, 0.0, 0.0, 0.0), accounts=40)
    play = builders.segment((), 40.0).plays
    plan = plan._replace(segments=(plan.segments[0]._replace(plays=play),))
    run = told(plan)
    back = {fact.account: fact.time for fact in of(run, AskedBack)}
    for kind in (RequestRaised, SlotDue):
        times = [(fact.account, fact.time) for fact in of(run, kind)]
        assert not [at for who, at in times if LEAVES < at < back.get(who, math.inf)]
    hours = sum(LEAVES + (1920.0 - back.get(i, 1920.0)) for i in range(40))
    expected = 60.0 * hours / HOURS_PER_YEAR
    assert abs(len(of(run, RequestRaised)) - expected) < 4 * math.sqrt(expected)
    slots = len(of(run, SlotDue))
    assert abs(slots - hours / 40.0) <= 2 * 40, "one a week, give or take one before and after"


def test_referrals_and_champions_wait_for_it_too() -> None:
    plan = leaving(accounts=100, months=6)
    told_of = ReferralRow(referral_rate=6.0, referral_promoter=-9e9, referral_lead=9e9)
    row = NewLogoRow(0.0, (0.0,) * 12, 1.0, 0.0, 0.0, (1920.0,) * 8, (2.0,) * 8, (1.0,) * 8)
    outside = plan.outside._replace(champion_rate=6.0, champion_amount=-0.1)
    run = told(plan._replace(referrals=told_of, new_logos=(row,), outside=outside))
    back = {fact.account: fact.time for fact in of(run, AskedBack)}
    hours = sum(LEAVES + max(0.0, 960.0 - back.get(i, 960.0)) for i in range(100))
    for count in (tally.REFERRALS, tally.CHAMPIONS_LEFT):
        found, expected = run.tally.counts[..., count].sum(), 6.0 * hours / HOURS_PER_YEAR
        assert abs(found - expected) < 4 * math.sqrt(expected)


def test_it_gets_the_owner_with_the_lightest_book() -> None:
    plan = leaving(named_from=0, balance=2)._replace(teams=(builders.team(2),))
    stays = [builders.account(i, owner=0) for i in range(1, 4)]
    mine = builders.account(0, LEAVES, owner=0)
    run = told(plan._replace(accounts=AccountTable.of([mine, *stays])))
    assert run.accounts.closing[0] == 7_000_00
    assert not of(run, OwnerChanged), "it does not feel that it has another owner: it has been away"


def test_who_paid_nothing_is_not_asked() -> None:
    plan = leaving()
    free = AccountTable.of([builders.account(0, LEAVES, arr=0)])
    assert not of(told(plan._replace(accounts=free)), AskedBack)


def test_what_the_book_knew_is_over_when_it_comes_back() -> None:
    plan = leaving(months=24)
    row = plan.accounts[0]._replace(known=2)
    stays = plan.segments[0]._replace(even_log_odds=700.0)
    run = told(plan._replace(segments=(stays,), accounts=AccountTable.of([row])))
    assert [kind for _, kind, _, _ in lines(run)] == [ledger.OPENING, ledger.CHURN, ledger.NEW]
    assert run.accounts.reason[0] == ledger.NO_REASON


def test_it_may_leave_and_come_back_more_than_once() -> None:
    run = told(leaving(rules=BACK._replace(winback_delay=0.0), months=40))
    assert [fact.time for fact in of(run, AskedBack)] == [LEAVES + k * HOURS_PER_YEAR for k in range(4)]
    assert run.accounts.closing[0] == round(ARR * 0.7**4)
    assert run.tally.closing[-1, 0] == run.accounts.closing[0]
    assert HOURS_PER_MONTH * 40 < LEAVES + 4 * HOURS_PER_YEAR
