"""One mechanism at a time, and all of them: a queue and nothing else, renewals and nothing else, everything."""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import plans
from cssim.engine.engines import ENGINES, engine_named

pytestmark = pytest.mark.benchmark(group="targeted")
MONTHS = 12


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["queue_only", "renewal_only", "b2b_saas"])
def test_mechanisms(benchmark: BenchmarkFixture, name: str, engine: str) -> None:
    plan, told = plans.company(MONTHS, name), engine_named(engine)
    book = told.settle(plan, plans.SEED, plans.RUN)
    run = benchmark.pedantic(told.simulate, args=(plan, book, plans.SEED, plans.RUN), rounds=3, warmup_rounds=1)
    assert run.months == MONTHS


@pytest.mark.parametrize("engine", ENGINES)
def test_settling(benchmark: BenchmarkFixture, engine: str) -> None:
    plan, told = plans.company(1, settle_months=MONTHS), engine_named(engine)
    book = benchmark.pedantic(told.settle, args=(plan, plans.SEED, plans.RUN), rounds=3, warmup_rounds=1)
    assert len(book.base) == len(plan.accounts)
