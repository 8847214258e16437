"""What happens most often: a draw, a post, a piece of work through a desk."""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import plans
from cssim.domain.work import Work
from cssim.dynamics.drivers import ADOPTION
from cssim.engine.build import begin_demand, open_world, populate
from cssim.engine.recorder import SUMMARY
from cssim.engine.world import World
from cssim.sampling import inverse
from cssim.sampling.streams import PERIOD_RUN, Purpose, Streams

pytestmark = pytest.mark.benchmark(group="frequent")
TIMES = 1_000
MONTHS = 200


@pytest.fixture
def world() -> World:
    plan = plans.pooled(plans.company(1, "tiny"))
    found = open_world(plan, Streams(1, 0, PERIOD_RUN), 0.0, MONTHS * 160.0, MONTHS, SUMMARY)
    populate(found, plans.opening_of(plan))
    return found


def test_draw(benchmark: BenchmarkFixture) -> None:
    draws = Streams(1, 0, PERIOD_RUN)

    def draw() -> float:
        return [inverse.exponential(draws.uniform(Purpose.REQUEST_GAP, 12_345, n)) for n in range(TIMES)][-1]

    assert benchmark(draw) > 0.0


def test_post(benchmark: BenchmarkFixture, world: World) -> None:
    account = world.accounts[0]

    def post() -> None:
        for cause in range(TIMES):
            world.post(account, ADOPTION, 0.6, 0.01, cause)

    benchmark(post)
    assert 0.0 < account.stock(ADOPTION, 0.0, world.plan.drivers[ADOPTION]) <= 0.6


def test_desk(benchmark: BenchmarkFixture, world: World) -> None:
    account, desk = world.accounts[0], world.desks[0]

    def work_through() -> None:
        for key in range(TIMES):
            work = Work(account, key, 0, world.now)
            work.team, work.hours = 0, 0.5
            desk.submit(work)
        world.calendar.run_until(world.now + 2.0 * TIMES)

    benchmark.pedantic(work_through, rounds=10)
    assert desk.open == 0


def test_stories_begin(benchmark: BenchmarkFixture, world: World) -> None:
    benchmark.pedantic(begin_demand, args=(world,), rounds=1)
    assert all(account.streams for account in world.accounts)
