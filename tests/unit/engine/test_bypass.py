"""Going round the CSM: known for every request, from the transfers before it and the draws at its own address."""

from __future__ import annotations

import pytest
from tests.builders import NO_EFFECTS, account, asks, fixed, plan, segment, team

from cssim.domain import keys, tally
from cssim.domain.facts import AnsweredWrong, RequestRaised, Transferred, WorkDone, WorkSubmitted
from cssim.dynamics import routing
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import NOBODY, Plan
from cssim.results.run import Run
from cssim.sampling.streams import PERIOD_RUN, Purpose, Streams

SEED, GROWTH, WRONG = 7, 0.1, 0.3
CSM, SPECIALIST = range(2)


def company(growth: float = GROWTH, wrong: float = WRONG, settled: float = 0.0) -> Plan:
    """Return one CSM who closes half alone, and two specialists."""
    people = [team(1, resolves_alone=0.5), team(2, 102)]
    effects = NO_EFFECTS._replace(wrong_level=-1.2, wrong_share=0.4)
    book = [account(i) for i in range(4)]
    row = plan(24, [segment([30.0])], book, [asks(fixed(1.0))], people, settle=settled, effects=effects)
    return row._replace(
        routing=row.routing._replace(specialist=SPECIALIST, triage=0.25, bypass_growth=growth, wrong_person=wrong)
    )


def simulated(row: Plan) -> Run:
    return simulate(row, settle(row, SEED, 0), SEED, 0, ALL)


def test_a_request_goes_round_the_csm_the_likelier_the_more_were_transferred() -> None:
    row = company()
    run, draws = simulated(row), Streams(SEED, 0, PERIOD_RUN)
    transfers = [0] * 4
    asked = [0] * 4
    straight = 0
    for fact in run.facts:
        if isinstance(fact, Transferred):
            transfers[fact.account] += 1
        elif isinstance(fact, RequestRaised):
            stream, n = keys.stream_key(row.accounts[fact.account].key, 0), asked[fact.account]
            asked[fact.account] = n + 1
            propensity = 1.0 - (1.0 - GROWTH) ** transfers[fact.account]
            bypassing = draws.uniform(Purpose.BYPASS, stream, n) < propensity
            assert (fact.stop == routing.TO_SPECIALIST) == bypassing
            straight += bypassing
    assert straight > 60 and run.tally.counts[..., tally.BYPASSED].sum() == straight


def test_who_comes_to_a_wrong_person_costs_his_time_and_waits_again() -> None:
    run = simulated(company())
    straight = {f.work for f in run.facts if isinstance(f, RequestRaised) and f.stop == routing.TO_SPECIALIST}
    astray = {f.work for f in run.facts if isinstance(f, AnsweredWrong)}
    assert astray < straight and 0.15 < len(astray) / len(straight) < 0.45
    assert {f.team for f in run.facts if isinstance(f, AnsweredWrong)} == {SPECIALIST}
    hours: dict[int, list[float]] = {work: [] for work in straight}
    for fact in run.facts:
        if isinstance(fact, WorkDone) and fact.work in straight:
            assert fact.team == SPECIALIST
            hours[fact.work].append(round(fact.hours, 6))
    closed = [hours[work] for work in straight if len(hours[work]) == 1 + (work in astray)]
    assert len(closed) > len(straight) - 5
    assert all(each in ([1.0], [0.25, 1.0]) for each in closed)


def test_nobody_goes_round_where_nothing_is_transferred_or_nothing_is_learned() -> None:
    for row in (company(growth=0.0), company()._replace(teams=(team(1), team(2, 102)))):
        assert simulated(row).tally.counts[..., tally.BYPASSED].sum() == 0


def test_what_was_learned_before_the_start_is_not_forgotten() -> None:
    row = company(settled=1920.0)
    opening = settle(row, SEED, 0)
    powers = [1.0 - (1.0 - GROWTH) ** k for k in range(60)]
    assert min(opening.bypass) > 0.3
    assert all(any(each == pytest.approx(power) for power in powers) for each in opening.bypass)
    first = next(f for f in simulate(row, opening, SEED, 0, ALL).facts if isinstance(f, WorkSubmitted))
    assert first.owner == NOBODY
