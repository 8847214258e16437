"""Who closes a request alone: known for every request, because its difficulty is drawn at its own address."""

from __future__ import annotations

from tests.builders import account, asks, fixed, plan, segment, team

from cssim.domain import keys
from cssim.domain.facts import RequestRaised, WorkStarted, WorkSubmitted
from cssim.dynamics import gatekeeping
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import NOBODY, Plan
from cssim.results.run import Run
from cssim.sampling.streams import PERIOD_RUN, Purpose, Streams

CSM, SPECIALIST = range(2)
SEED = 3


def company(alone: float, breadth: float = 1.0, hours: float = 1.0) -> Plan:
    """Return three CSMs, of whom the first two own an account each, and specialists to whom they may pass on."""
    rows = [segment([60.0])._replace(breadth=breadth)]
    book = [account(i, owner=i if i < 2 else NOBODY) for i in range(6)]
    people = [team(3, resolves_alone=alone), team(3, 102)]
    row = plan(12, rows, book, [asks(fixed(hours))], people)
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


def waiting_at_starts(run: Run, hours: float) -> dict[int, float]:
    """Return the days of work that wait for the CSM who begins a request, by the key of the request.

    Counted from the facts: the own line, and a third of the common one; everybody has all of the day for customers.
    """
    lines = dict.fromkeys((NOBODY, 0, 1, 2), 0)
    place, found = {}, {}
    for fact in run.facts:
        if isinstance(fact, WorkSubmitted) and fact.team == CSM:
            lines[fact.owner] += 1
            place[fact.work] = fact.owner
        elif isinstance(fact, WorkStarted) and fact.team == CSM:
            lines[place[fact.work]] -= 1
            found[fact.work] = hours * (lines[fact.seat] + lines[NOBODY] / 3) / 8
    return found


def test_the_more_waits_the_less_is_closed_alone() -> None:
    alone, elasticity, hours = 0.8, 0.2, 15.0
    row = company(alone, hours=hours)
    row = row._replace(routing=row.routing._replace(gatekeeper=elasticity))
    run = simulated(row)
    hard, waiting, found = difficulties(row, run), waiting_at_starts(run, hours), closed_alone(run)
    assert len(found) > 250 and max(waiting.values()) > 5.0 > 0.0 == min(waiting.values())
    assert found == {work: hard[work] < alone * 2 ** (-elasticity * waiting[work]) for work in found}
    assert found != {work: hard[work] < alone for work in found}


def test_an_overloaded_gatekeeper_refers_more_as_in_hospitals() -> None:
    """Check s3: from two standard deviations below the mean load to two above, 14 % more complex cases are referred.

    A CSM who knows half of what he is asked, with a line of two days on average and one day of spread.
    """
    low, high = (1.0 - gatekeeping.under_load(0.45, days, 0.05) for days in (0.0, 4.0))
    assert 1.07 < high / low < 1.28
