"""Queues with known answers, each as an interval over independent runs that start empty and are left to warm up."""

from __future__ import annotations

import math
from statistics import fmean

import pytest

from cssim.domain.facts import RequestRaised
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import LawRow
from cssim.results.run import Run
from cssim.units import HOURS_PER_MONTH
from tests.builders import asks, exponential, fixed, lognormal, queue_plan, second_moment, slot_plan
from tests.verification import queues
from tests.verification.intervals import SEED, assert_mean, replicate

INTERVALS = 14
"""How many intervals this file asserts, slow ones included."""
MEAN = 10.0
"""Mean hours of work: long against the shortest handling time of a minute."""
DRAIN = 5
"""Months that a run goes on after the last counted arrival."""
FAST = (60, 30, 0.25)
SLOW = pytest.param(120, 80, 0.12, marks=pytest.mark.slow)
"""Months counted, runs, and the largest half-width as a share of the answer."""


def months(hours: float) -> int:
    return math.ceil(hours / HOURS_PER_MONTH)


def counted_waits(run: Run, begin: int) -> dict[int, float]:
    """Return the waits of what came from month ``begin`` until the last months, which are for serving it."""
    return queues.waits(run, begin * HOURS_PER_MONTH, (run.months - DRAIN) * HOURS_PER_MONTH)


@pytest.mark.parametrize(("window", "runs", "within"), [FAST, SLOW])
def test_a_pool_waits_as_erlang_says(window: int, runs: int, within: float) -> None:
    servers, load = 3, 0.8
    per_hour = load * servers / MEAN
    begin = months(queues.warm_up(MEAN, load, servers))
    plan = queue_plan(begin + window + DRAIN, [per_hour], [asks(exponential(MEAN))], servers)

    def measured(run: int) -> tuple[float, float]:
        found = counted_waits(simulate(plan, settle(plan, SEED, run), SEED, run, ALL), begin).values()
        return fmean(found), fmean(wait > 0.0 for wait in found)

    pairs = [measured(run) for run in range(runs)]
    delayed = queues.erlang_c(servers, load * servers)
    wait = delayed / (servers / MEAN - per_hour)
    assert_mean([pair[0] for pair in pairs], wait, INTERVALS, within * wait)
    assert_mean([pair[1] for pair in pairs], delayed, INTERVALS, within * delayed / 2)


def test_a_pool_serves_in_the_order_of_arrival() -> None:
    """Exact, request by request: the waits are those of the recursion for the same arrivals and hours."""
    plan = queue_plan(12, [0.27], [asks(exponential(MEAN))], seats=3)
    run = simulate(plan, settle(plan, SEED, 0), SEED, 0, ALL)
    expected = queues.first_come_first_served(run, servers=3)
    found = queues.waits(run, 0.0, run.months * HOURS_PER_MONTH - 400.0)
    assert len(found) > 300
    assert fmean(wait > 0.0 for wait in found.values()) > 0.5
    for work, wait in found.items():
        assert wait == pytest.approx(expected[work], abs=1e-8)


@pytest.mark.parametrize(("window", "runs", "within"), [FAST, SLOW])
@pytest.mark.parametrize("law", [fixed(MEAN), lognormal(MEAN, 0.7)], ids=["fixed", "lognormal"])
def test_one_person_waits_as_pollaczek_and_khinchine_say(law: LawRow, window: int, runs: int, within: float) -> None:
    """The person is named, so that the queue is the line of the accounts he owns."""
    load = 0.7
    per_hour = load / MEAN
    begin = months(queues.warm_up(MEAN, load))
    plan = queue_plan(begin + 2 * window + DRAIN, [per_hour], [asks(law)], named=True)
    wait = per_hour * second_moment(law) / (2.0 * (1.0 - load))
    samples = replicate(plan, lambda run: fmean(counted_waits(run, begin).values()), runs)
    assert_mean(samples, wait, INTERVALS, within * wait)


@pytest.mark.parametrize(("window", "runs", "within"), [(60, 60, 0.25), SLOW])
def test_urgent_requests_overtake_as_cobham_says(window: int, runs: int, within: float) -> None:
    """Cobham, "Priority assignment in waiting line problems", Operations Research 2, 1954: without preemption."""
    laws = (fixed(6.0), lognormal(14.0, 0.7))
    per_hour = (0.35 / 6.0, 0.4 / 14.0)
    loads = (0.35, 0.75)
    begin = months(queues.warm_up(14.0, loads[1]))
    types = [asks(laws[0], urgency=1), asks(laws[1], urgency=2)]
    plan = queue_plan(begin + 2 * window + DRAIN, per_hour, types)
    residual = sum(rate * second_moment(law) / 2.0 for rate, law in zip(per_hour, laws, strict=True))
    expected = (residual / (1.0 - loads[0]), residual / (1.0 - loads[0]) / (1.0 - loads[1]))

    def measured(run: int) -> list[float]:
        finished = simulate(plan, settle(plan, SEED, run), SEED, run, ALL)
        type_of = {fact.work: fact.type for fact in finished.facts if isinstance(fact, RequestRaised)}
        found = counted_waits(finished, begin)
        return [fmean(wait for work, wait in found.items() if type_of[work] == urgency) for urgency in (0, 1)]

    pairs = [measured(run) for run in range(runs)]
    for urgency in (0, 1):
        samples = [pair[urgency] for pair in pairs]
        assert_mean(samples, expected[urgency], INTERVALS, within * expected[urgency])


@pytest.mark.parametrize(("load", "patience", "known"), [(0.9, 3.0, 0.1667), (1.2, 2.0, 0.3118)])
def test_slots_expire_as_a_queue_with_deadlines(load: float, patience: float, known: float) -> None:
    """M/M/1 with a deadline on waiting: P(expire) = rho (1 - rho) a / (1 - rho^2 a), a = exp(-(mu - lambda) tau).

    Slots of very many accounts, each with one slot at a uniform time, arrive almost as a Poisson stream.
    """
    a = math.exp(-(1.0 - load) * patience)
    expected = load * (1.0 - load) * a / (1.0 - load * load * a)
    assert expected == pytest.approx(known, abs=5e-5)
    begin = months(queues.warm_up(1.0, load))
    plan = slot_plan(begin + 8, load, exponential(1.0), patience)
    end = plan.clock.months * HOURS_PER_MONTH - 2.0 * patience
    samples = replicate(plan, lambda run: queues.expired_share(run, begin * HOURS_PER_MONTH, end), 30)
    assert_mean(samples, expected, INTERVALS, 0.12 * expected)
