"""Open work of the customer book is put before desks at time 0, and answered like any request, by both engines."""

from __future__ import annotations

import numpy as np
import pytest
from tests.agreement.engines import COMPILED, SIMPY, engine_or_skip
from tests.builders import account, asks, fixed, plan, segment, team

from cssim.domain import keys, tally
from cssim.domain.accounts import LEAVES, PAUSED
from cssim.domain.facts import RequestRaised, WorkSubmitted
from cssim.engine.engines import Engine
from cssim.engine.recorder import ALL
from cssim.plan.tables import PRODUCT_QUESTION, Plan
from cssim.results.run import Run

SEED = 5
HOURS = 2.0


@pytest.fixture(params=[SIMPY, COMPILED])
def engine(request: pytest.FixtureRequest) -> Engine:
    return engine_or_skip(str(request.param))


def company(*open_requests: int, rates: tuple[float, ...] = (), settle: float = 0.0) -> Plan:
    """Return accounts with so many open requests each, one CSM who answers every question in two hours, one month."""
    book = [account(i)._replace(open_requests=count) for i, count in enumerate(open_requests)]
    types = [asks(fixed(1.0)), asks(fixed(HOURS))]
    return plan(1, [segment(rates)], book, types, [team(1)], settle=settle, warm_up=40.0)


def told(row: Plan, engine: Engine) -> Run:
    return engine.simulate(row, engine.settle(row, SEED, 0), SEED, 0, ALL)


def raised(run: Run) -> list[RequestRaised]:
    return [fact for fact in run.facts if isinstance(fact, RequestRaised)]


def test_four_open_requests_are_answered_one_after_the_other(engine: Engine) -> None:
    run = told(company(3, 0, 1), engine)
    facts = raised(run)
    assert [fact.time for fact in facts] == [0.0] * 4
    assert sorted(fact.account for fact in facts) == [0, 0, 0, 2]
    assert {fact.type for fact in facts} == {PRODUCT_QUESTION}
    assert [fact.time for fact in run.facts if isinstance(fact, WorkSubmitted)] == [0.0] * 4
    month = run.tally.work[1, 0]
    assert month[tally.SUBMITTED] == month[tally.DONE] == 4
    assert month[tally.WAIT_MILLI] == (0 + 2 + 4 + 6) * 1000, "each waits for those before it"
    assert month[tally.BUSY_MILLI] == 4 * 2000
    assert list(run.accounts.requests) == [3, 0, 1]
    assert run.tally.work[0].sum() == run.tally.work[0, 0, tally.PRESENT_MILLI], "nothing is asked before"


def test_each_has_an_address_of_its_own(engine: Engine) -> None:
    row = company(3, 0, 1)
    streams = [keys.stream_key(each.key, keys.BACKLOG_STREAM) for each in row.accounts]
    expected = {keys.work_key(streams[0], n) for n in range(3)} | {keys.work_key(streams[2], 0)}
    assert {fact.work for fact in raised(told(row, engine))} == expected


def test_what_is_not_done_in_time_is_still_open(engine: Engine) -> None:
    run = told(company(100), engine)
    assert run.tally.work[1, 0, tally.DONE] == 160.0 / HOURS - 1, "the eightieth ends with the month, not in it"
    assert list(run.open_work) == [21]


def test_a_customer_who_leaves_at_the_start_takes_his_questions_along(engine: Engine) -> None:
    row = company(2, 2)
    rows = [row.accounts[0]._replace(known=LEAVES, contract_end=0.0), row.accounts[1]]
    run = told(row._replace(accounts=type(row.accounts).of(rows)), engine)
    assert [fact.account for fact in raised(run)] == [1, 1]


def test_a_paused_customer_waits_for_no_answer(engine: Engine) -> None:
    row = company(2, 2)
    rows = [row.accounts[0]._replace(standing=PAUSED, contract_end=400.0), row.accounts[1]]
    run = told(row._replace(accounts=type(row.accounts).of(rows)), engine)
    assert [fact.account for fact in raised(run)] == [1, 1]


def test_what_customers_ask_besides_stays_the_same(engine: Engine) -> None:
    rates = (40.0, 20.0)
    quiet, busy = (raised(told(company(*counts, rates=rates), engine)) for counts in ((0, 0), (5, 1)))
    assert len(quiet) > 3
    assert [fact for fact in busy if fact.time != 0.0] == quiet
    assert len(busy) == len(quiet) + 6


def test_nothing_of_it_is_known_while_the_book_settles(engine: Engine) -> None:
    one, other = (engine.settle(company(*counts, rates=(40.0,), settle=320.0), SEED, 0) for counts in ((0, 0), (5, 1)))
    assert all(np.array_equal(getattr(one, name), getattr(other, name)) for name in one._fields)
