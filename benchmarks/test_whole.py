"""The demo study as a whole: `compare` of its designs through the Python API."""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import cssim
from benchmarks import plans
from cssim.engine.engines import ENGINES

pytestmark = pytest.mark.benchmark(group="whole")
RUNS = 2


@pytest.mark.parametrize("engine", ENGINES)
def test_compare(benchmark: BenchmarkFixture, engine: str) -> None:
    scenario = cssim.load(plans.SCENARIOS / "org_designs.yaml")
    found = benchmark.pedantic(cssim.compare, args=(scenario,), kwargs={"runs": RUNS, "engine": engine}, rounds=1)
    assert [result.design for result in found.results] == list(scenario.designs)
