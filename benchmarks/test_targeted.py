"""One mechanism at a time: a queue and nothing else, renewals and nothing else."""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import plans
from cssim.engine.simulate import simulate

pytestmark = pytest.mark.benchmark(group="targeted")


@pytest.mark.parametrize("name", ["queue_only", "renewal_only"])
def test_one_mechanism(benchmark: BenchmarkFixture, name: str) -> None:
    plan = plans.company(12, name)
    run = benchmark(simulate, plan, plans.opening_of(plan), plans.SEED, plans.RUN)
    assert run.months == 12
