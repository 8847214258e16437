"""Whole runs of the default company: settling, and the run itself at every recording level."""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import naive, plans
from cssim.engine.recorder import ALL, MONEY, SUMMARY
from cssim.engine.simulate import settle, simulate

pytestmark = pytest.mark.benchmark(group="simulation")


def test_settle(benchmark: BenchmarkFixture) -> None:
    plan = plans.company(24, settle_months=24.0)
    assert benchmark.pedantic(settle, args=(plan, plans.SEED, plans.RUN), rounds=3).stocks


@pytest.mark.parametrize("recording", [SUMMARY, MONEY, ALL], ids=["summary", "money", "all"])
def test_engine(benchmark: BenchmarkFixture, recording: int) -> None:
    plan = plans.company(24)
    arguments = (plan, plans.opening_of(plan), plans.SEED, plans.RUN, recording)
    assert benchmark.pedantic(simulate, args=arguments, rounds=3).months == 24


def test_naive(benchmark: BenchmarkFixture) -> None:
    plan = plans.pooled(plans.company(24))
    arguments = (plan, plans.opening_of(plan), plans.SEED, plans.RUN)
    assert naive.events(benchmark.pedantic(naive.simulate, args=arguments, rounds=3)) > 0
