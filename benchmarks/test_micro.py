"""What happens most often: a draw, a post, a piece of work through a desk; in either engine."""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.micro import TIMES, Micro, in_numba, in_python

pytestmark = pytest.mark.benchmark(group="micro")


@pytest.fixture(scope="module", params=[in_python, in_numba], ids=["simpy", "compiled"])
def micro(request: pytest.FixtureRequest) -> Micro:
    found: Micro = request.param.ready()
    return found


def test_draw(benchmark: BenchmarkFixture, micro: Micro) -> None:
    assert benchmark(micro.draw) == pytest.approx(TIMES, rel=0.1)


def test_post(benchmark: BenchmarkFixture, micro: Micro) -> None:
    assert 0.0 < benchmark(micro.post) <= 0.6


def test_desk(benchmark: BenchmarkFixture, micro: Micro) -> None:
    assert benchmark(micro.desk) == 0
