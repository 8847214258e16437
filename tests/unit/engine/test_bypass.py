"""Going round the CSM: known for every request, from the transfers before it and the draws at its own address."""

from __future__ import annotations

from tests.builders import NO_EFFECTS, account, asks, fixed, plan, segment, team

from cssim.domain import keys, tally
from cssim.domain.facts import AnsweredWrong, Fact, RequestRaised, Transferred, WorkDone, WorkStarted
from cssim.dynamics import routing
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import Plan
from cssim.results.run import Run
from cssim.sampling.streams import PERIOD_RUN, Purpose, Streams

SEED, GROWTH, WRONG = 7, 0.1, 0.3
PROMISE = 0.2
CSM, SPECIALIST = range(2)


def company(growth: float = GROWTH, wrong: float = WRONG, settled: float = 0.0) -> Plan:
    """Return one CSM who closes half alone, and a specialist who promises to be quick."""
    people = [team(1, resolves_alone=0.5), team(1, 102, promise=PROMISE)]
    effects = NO_EFFECTS._replace(wrong_level=-1.2, wrong_share=0.4)
    book = [account(i) for i in range(4)]
    row = plan(24, [segment([90.0])], book, [asks(fixed(1.0))], people, settle=settled, effects=effects)
    return row._replace(
        routing=row.routing._replace(specialist=SPECIALIST, triage=0.25, bypass_growth=growth, wrong_person=wrong)
    )


def simulated(row: Plan) -> Run:
    return simulate(row, settle(row, SEED, 0), SEED, 0, ALL)


class Account:
    """What one account must have learned, told from facts alone."""

    def __init__(self) -> None:
        self.bypass = 0.0
        self.stops: dict[int, int] = {}
        self.last: dict[int, WorkStarted] = {}

    def hear(self, fact: Fact, wrong: bool) -> None:
        """Learn from one fact; ``wrong``: this part of the work turns out to be with a wrong person."""
        match fact:
            case RequestRaised():
                self.stops[fact.work] = fact.stop
            case WorkStarted():
                self.last[fact.work] = fact
            case Transferred():
                self.bypass += GROWTH * (1.0 - self.bypass)
            case AnsweredWrong():
                self.bypass *= 1.0 - GROWTH
            case WorkDone() if not wrong:
                start, stop = self.last[fact.work], self.stops[fact.work]
                by_csm = stop == routing.TO_CSM and start.team == CSM and start.alone
                if by_csm or (stop == routing.TO_SPECIALIST and start.wait > PROMISE):
                    self.bypass *= 1.0 - GROWTH
            case _:
                pass


def test_what_an_account_learns_is_how_it_asks() -> None:
    run, draws = simulated(company()), Streams(SEED, 0, PERIOD_RUN)
    accounts, asked = [Account() for _ in range(4)], [0] * 4
    astray = [fact.work for fact in run.facts if isinstance(fact, AnsweredWrong)]
    straight = late = 0
    told = (RequestRaised, WorkStarted, Transferred, AnsweredWrong, WorkDone)
    for fact in (each for each in run.facts if isinstance(each, told)):
        account = accounts[fact.account]
        if isinstance(fact, RequestRaised):
            stream, n = keys.stream_key(company().accounts[fact.account].key, 0), asked[fact.account]
            asked[fact.account] = n + 1
            bypassing = draws.uniform(Purpose.BYPASS, stream, n) < account.bypass
            assert (fact.stop == routing.TO_SPECIALIST) == bypassing
            straight += bypassing
        wrong = isinstance(fact, WorkDone) and fact.work in astray
        if wrong:
            astray.remove(fact.work)
        account.hear(fact, wrong)
        late += isinstance(fact, WorkStarted) and fact.team == SPECIALIST and fact.wait > PROMISE
    assert straight > 30 and late > 5 and run.tally.counts[..., tally.BYPASSED].sum() == straight


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
    assert 0.1 < min(opening.bypass) and max(opening.bypass) < 1.0
    facts = simulate(row, opening, SEED, 0, ALL).facts
    draws = Streams(SEED, 0, PERIOD_RUN)
    for index, propensity in enumerate(opening.bypass):
        first = next(f for f in facts if isinstance(f, RequestRaised) and f.account == index)
        went_round = draws.uniform(Purpose.BYPASS, keys.stream_key(row.accounts[index].key, 0), 0) < propensity
        assert (first.stop == routing.TO_SPECIALIST) == went_round
