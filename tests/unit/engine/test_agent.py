"""The automated agent: every answer it gives is known beforehand, because it is drawn at the request's own address."""

from __future__ import annotations

import pytest
from tests.builders import NO_EFFECTS, account, asks, fixed, plan, segment, team

from cssim.domain import keys, tally
from cssim.domain.facts import AnsweredWrong, Posted, RequestRaised, WorkDone
from cssim.dynamics import drivers, routing
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import NOBODY, Plan
from cssim.results.run import Run
from cssim.sampling.streams import PERIOD_RUN, Purpose, Streams

SEED, SHARE, WRONG = 5, 0.6, 0.25
EFFECTS = NO_EFFECTS._replace(wrong_level=-1.2, wrong_share=0.4)


def company(**agent: float) -> Plan:
    question = asks(fixed(0.5))._replace(agent=agent["share"])
    row = plan(24, [segment([40.0])], [account(i) for i in range(5)], [question], [team(2)], effects=EFFECTS)
    return row._replace(routing=row.routing._replace(agent_wrong=agent["wrong"]))


def simulated(row: Plan) -> Run:
    return simulate(row, settle(row, SEED, 0), SEED, 0, ALL)


def test_a_wrong_answer_costs_and_the_customer_asks_a_person() -> None:
    row = company(share=SHARE, wrong=WRONG)
    run, draws = simulated(row), Streams(SEED, 0, PERIOD_RUN)
    streams = [keys.stream_key(each.key, 0) for each in row.accounts]
    asked = [0] * len(streams)
    right, wrong = set(), set()
    for fact in run.facts:
        if isinstance(fact, RequestRaised):
            stream, n = streams[fact.account], asked[fact.account]
            asked[fact.account] = n + 1
            if draws.uniform(Purpose.AGENT, stream, n) < SHARE:
                (wrong if draws.uniform(Purpose.AGENT_WRONG, stream, n) < WRONG else right).add(fact.work)
            assert (fact.stop == routing.TO_AGENT) == (fact.work in right)
    told = [fact for fact in run.facts if isinstance(fact, AnsweredWrong)]
    assert len(right) > 120 and len(wrong) > 40
    assert {fact.work for fact in told} == wrong and len(told) == len(wrong)
    assert {fact.team for fact in told} == {NOBODY}
    done = {fact.work for fact in run.facts if isinstance(fact, WorkDone)}
    assert not done & right and wrong - done <= {
        fact.work for fact in run.facts[-40:] if isinstance(fact, RequestRaised)
    }
    assert run.tally.counts[..., tally.AUTOMATED].sum() == len(right)
    assert run.tally.counts[..., tally.WRONG_ANSWERS].sum() == len(wrong)


def test_a_wrong_answer_closes_its_share_of_the_gap_to_its_level() -> None:
    run = simulated(company(share=1.0, wrong=1.0))
    first = {}
    for fact in run.facts:
        if isinstance(fact, Posted):
            assert fact.driver == drivers.SERVICE
            first.setdefault(fact.account, fact.amount)
    assert list(first.values()) == pytest.approx([-0.48] * 5)


def test_an_agent_that_answers_everything_leaves_no_work() -> None:
    run = simulated(company(share=1.0, wrong=0.0))
    assert run.tally.work.sum(axis=(0, 1))[tally.SUBMITTED] == 0
    assert run.tally.counts[..., tally.AUTOMATED].sum() == run.tally.counts[..., tally.REQUESTS].sum() > 300
