"""Accounts of a book that are paused, or whose contract is over and in grace, at the start."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests import builders

from cssim.domain import ledger, tally
from cssim.domain.accounts import GRACED, PAUSED
from cssim.domain.facts import ContractEnded, RequestRaised, SlotDue, WorkSubmitted
from cssim.dynamics.drivers import N_DRIVERS, NEGLECT, DriverRow
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import AccountTable, ContractRow, Plan
from cssim.results.formulas import RENEWAL
from cssim.results.measures import measures
from cssim.results.run import Run

GRACE = 160.0
YEAR = 1920.0
ENDS = 400.0
"""When the contract of a paused account ends [h]."""


def told(plan: Plan, run: int = 0) -> Run:
    return simulate(plan, settle(plan, 1, run), 1, run, ALL)


def of(run: Run, kind: type[Any]) -> list[Any]:
    return [fact for fact in run.facts if isinstance(fact, kind)]


def paused(standing: int = PAUSED, log_odds: float = 700.0) -> Plan:
    """Return a customer that asks every 32 h on average and is called every 20 h, unless it is paused."""
    segment = builders.segment((60.0,), 20.0, even_log_odds=log_odds)
    book = [builders.account(0, ENDS)._replace(standing=standing)]
    neglect = tuple(DriverRow(-0.7 if k == NEGLECT else 0.0, 960.0) for k in range(N_DRIVERS))
    effects = builders.NO_EFFECTS._replace(neglect_share=0.5)
    return builders.plan(6, [segment], book, settle=320.0, warm_up=40.0, drivers=neglect, effects=effects)


def graced(end: float = -40.0, accounts: int = 1, term: float = YEAR, log_odds: float = 700.0, **row: Any) -> Plan:
    """Return customers whose contracts ended at ``end`` [h], 0 or before, and have not been renewed yet."""
    segment = builders.segment(even_log_odds=log_odds)
    book = [builders.account(i, end, term)._replace(standing=GRACED, **row) for i in range(accounts)]
    return builders.plan(16, [segment], book)._replace(contracts=ContractRow(grace=GRACE))


def test_who_is_paused_asks_nothing_and_is_not_looked_after_until_its_contract_ends() -> None:
    run, usual = told(paused()), told(paused(standing=0))
    for kind in (RequestRaised, SlotDue):
        times, whole = ([fact.time for fact in of(each, kind)] for each in (run, usual))
        assert [at for at in times if at >= ENDS] == [at for at in whole if at >= ENDS], "then as if nothing had been"
        assert not [at for at in times if 0.0 <= at < ENDS] and [at for at in whole if 0.0 <= at < ENDS]
    assert run.tally.closing[1:, 0].tolist() == [10_000_00] * 6, "its contract and what it pays stay"
    assert run.tally.counts[1:, 0, tally.LOGOS].tolist() == [1] * 6


def test_since_when_it_is_paused_is_not_known_so_it_counts_from_the_start() -> None:
    plan = paused()
    opening = settle(plan, 1, 0)
    assert np.array_equal(opening.values, settle(paused(standing=0), 1, 0).values)
    assert [fact.time for fact in of(told(plan), SlotDue) if fact.time < 0.0]


def test_nobody_keeps_in_touch_with_who_is_paused_so_neglect_grows() -> None:
    run = told(paused())
    before = [fact.time for fact in of(run, WorkSubmitted) if fact.time < 0.0]
    assert max(before) < 0.0
    quiet = run.tally.stocks[1:3, 0, NEGLECT]
    # from one month's end to the next nothing happens: what is left to -0.7 shrinks by 2^(-160/960)
    assert (quiet[1] + 0.7) / (quiet[0] + 0.7) == pytest.approx(2.0 ** (-160.0 / 960.0))


def test_at_its_end_the_contract_of_who_is_paused_is_settled_like_any_other() -> None:
    run = told(paused(log_odds=-700.0))
    lost = run.ledger.kind == ledger.CHURN
    assert run.ledger.time[lost].tolist() == [ENDS]
    assert of(run, ContractEnded)[0].churn == pytest.approx(1.0)


def test_a_contract_in_grace_is_settled_within_what_is_left_of_it() -> None:
    """False alarm about 6e-5 each: four standard errors of a uniform mean."""
    run = told(graced(accounts=300))
    ends = np.array([fact.ends for fact in of(run, ContractEnded)])
    first, second = ends[:300], ends[300:]
    assert 0.0 < first.min() and first.max() < GRACE - 40.0
    assert abs(first.mean() - 60.0) < 4 * 120.0 / np.sqrt(12 * 300)
    assert second.tolist() == [YEAR - 40.0] * 300, "terms go on from the old end"
    assert run.tally.counts[..., tally.CONTRACTS_DUE].sum() == 600


def test_until_then_its_arr_is_kept_and_in_grace() -> None:
    plan = graced(end=-1.0, accounts=100, log_odds=-700.0)
    plan = plan._replace(contracts=ContractRow(grace=480.0))
    run = told(plan)
    gone = run.ledger.time[run.ledger.kind == ledger.CHURN]
    assert len(gone) == 100
    left = [int((gone >= 160.0 * month).sum()) * 10_000_00 for month in range(4)]
    assert left[0] > left[1] > left[2] > left[3] == 0
    assert measures(run, builders.labelled(plan), 0.8).cells[:4, 0, RENEWAL + tally.IN_GRACE].tolist() == left
    assert run.tally.closing[1:4, 0].tolist() == left[1:]


@pytest.mark.parametrize("plan", [graced(end=-GRACE), graced(end=-100.0, term=GRACE)], ids=["over", "short"])
def test_where_no_grace_is_left_it_is_settled_at_the_start(plan: Plan) -> None:
    assert of(told(plan), ContractEnded)[0].ends == 0.0


def test_notice_for_a_contract_that_is_over_has_been_given_or_not() -> None:
    plan = graced(end=-100.0, term=320.0, notice=400.0)
    ends = of(told(plan), ContractEnded)
    assert ends[0].time == ends[0].ends < 60.0
    assert ends[1].ends == 220.0 and ends[1].time == ends[0].ends, "notice of the next is due already"


def test_accounts_of_a_book_that_are_neither_are_as_they_were() -> None:
    plan = graced()
    usual = AccountTable.of([plan.accounts[0]._replace(standing=0, contract_end=ENDS)])
    assert [fact.ends for fact in of(told(plan._replace(accounts=usual)), ContractEnded)] == [ENDS, ENDS + YEAR]
