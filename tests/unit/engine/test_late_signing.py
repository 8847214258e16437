"""Renewals that are signed late: nothing happens until then, and terms go on as if they had been signed in time."""

from __future__ import annotations

import numpy as np
import pytest
from tests import builders

from cssim.domain import ledger, tally
from cssim.domain.facts import ContractEnded
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import ContractRow, Plan
from cssim.results.run import Run

GRACE = 160.0
YEAR = 1920.0


def ending(late: float, accounts: int = 1, log_odds: float = 700.0, term: float = YEAR, notice: float = 0.0) -> Plan:
    """Return customers whose contracts end at 320 h and every ``term`` [h] from then on."""
    segment = builders.segment(even_log_odds=log_odds)
    book = [builders.account(i, 320.0, term)._replace(notice=notice) for i in range(accounts)]
    plan = builders.plan(16, [segment], book)
    return plan._replace(contracts=ContractRow(signed_late=late, grace=GRACE))


def told(plan: Plan) -> Run:
    return simulate(plan, settle(plan, 1, 0), 1, 0, ALL)


def ends(run: Run) -> np.ndarray:  # type: ignore[type-arg]
    return np.array([fact.ends for fact in run.facts if isinstance(fact, ContractEnded)])


def test_late_renewals_come_within_the_time_of_grace_and_do_not_move_the_next_end() -> None:
    found = ends(told(ending(1.0, accounts=300)))
    first, second = found[found < YEAR] - 320.0, found[found >= YEAR] - 320.0 - YEAR
    assert len(first) == len(second) == 300
    for delays in (first, second):
        assert 0.0 < delays.min() and delays.max() < GRACE
        assert abs(delays.mean() - GRACE / 2) < 4 * GRACE / np.sqrt(12 * 300)


def test_as_many_are_late_as_are_said_to_be() -> None:
    delays = ends(told(ending(0.3, accounts=1000)))[:1000] % YEAR - 320.0
    late = (delays > 0.0).mean()
    assert abs(late - 0.3) < 4 * np.sqrt(0.21 / 1000)


def test_until_it_is_settled_arr_is_kept_and_in_grace() -> None:
    run = told(ending(1.0, accounts=100, log_odds=-700.0))
    lost = run.ledger.time[run.ledger.kind == ledger.CHURN]
    assert len(lost) == 100 and 320.0 < lost.min() and lost.max() < 480.0
    assert run.tally.closing[2].tolist() == [100 * 10_000_00], "the end of the month in which contracts end"
    assert run.tally.closing[3].tolist() == [0]
    assert run.tally.renewals[3, 0, tally.IN_GRACE] == 0
    over = ending(1.0, accounts=100)
    early = [row._replace(contract_end=250.0) for row in over.accounts]
    graced = told(over._replace(accounts=type(over.accounts).of(early)))
    still = (ends(graced)[:100] >= 320.0).sum()
    assert graced.tally.renewals[2, 0, tally.IN_GRACE] == still * 10_000_00 > 0


@pytest.mark.parametrize("plan", [ending(1.0, term=GRACE), ending(1.0, notice=40.0)], ids=["short", "notice"])
def test_short_contracts_and_those_with_notice_are_never_late(plan: Plan) -> None:
    run = told(plan)
    assert set((ends(run) % plan.accounts[0].term).tolist()) == {320.0 % plan.accounts[0].term}


def test_what_the_book_knows_is_not_late() -> None:
    plan = ending(1.0)
    known = type(plan.accounts).of([plan.accounts[0]._replace(known=2)])
    assert ends(told(plan._replace(accounts=known))).tolist() == [320.0]


def test_the_contractual_rise_of_the_price_does_not_come_on_top_of_a_late_renewal() -> None:
    plan = ending(1.0)
    rising = plan._replace(segments=(plan.segments[0]._replace(escalator=0.1),))
    run = told(rising)
    assert not (run.ledger.kind == ledger.PRICE).any(), "a yearly contract has no anniversary inside its term"
