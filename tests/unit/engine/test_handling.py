"""Who closes a request alone: known for every request, because its difficulty is drawn at its own address."""

from __future__ import annotations

from tests.builders import account, asks, fixed, plan, segment, team

from cssim.domain import keys
from cssim.domain.facts import RequestRaised, WorkStarted
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import Plan
from cssim.results.run import Run
from cssim.sampling.streams import PERIOD_RUN, Purpose, Streams

CSM, SPECIALIST = range(2)
SEED = 3


def company(alone: float, breadth: float = 1.0) -> Plan:
    """Return CSMs with little to do, and specialists to whom they may pass on."""
    rows = [segment([60.0])._replace(breadth=breadth)]
    book = [account(i) for i in range(6)]
    people = [team(3, resolves_alone=alone), team(3, 102)]
    row = plan(12, rows, book, [asks(fixed(1.0))], people)
    return row._replace(routing=row.routing._replace(specialist=SPECIALIST, triage=0.3))


def simulated(row: Plan) -> Run:
    return simulate(row, settle(row, SEED, 0), SEED, 0, ALL)


def difficulties(row: Plan, run: Run) -> dict[int, float]:
    """Return the difficulty of every request by its key."""
    draws = Streams(SEED, 0, PERIOD_RUN)
    streams = [keys.stream_key(each.key, 0) for each in row.accounts]
    asked = [0] * len(streams)
    found = {}
    for fact in run.facts:
        if isinstance(fact, RequestRaised):
            stream, n = streams[fact.account], asked[fact.account]
            assert fact.work == keys.work_key(stream, n)
            found[fact.work] = draws.uniform(Purpose.REQUEST_DIFFICULTY, stream, n)
            asked[fact.account] = n + 1
    return found


def closed_alone(run: Run) -> dict[int, bool]:
    """Return of every request that a CSM began whether he closes it alone."""
    return {fact.work: bool(fact.alone) for fact in run.facts if isinstance(fact, WorkStarted) and fact.team == CSM}


def test_a_request_is_closed_alone_if_it_is_easier_than_the_share_a_person_knows() -> None:
    row = company(alone=0.8, breadth=0.5)
    run = simulated(row)
    hard = difficulties(row, run)
    found = closed_alone(run)
    assert len(found) > 250
    assert found == {work: hard[work] < 0.4 for work in found}


def test_with_more_products_a_subset_is_closed_alone() -> None:
    few, many = (closed_alone(simulated(company(alone=0.8, breadth=breadth))) for breadth in (1.0, 0.5))
    shared = few.keys() & many.keys()
    assert len(shared) > 250
    assert all(few[work] or not many[work] for work in shared)
    assert sum(few[work] for work in shared) > 1.5 * sum(many[work] for work in shared)
