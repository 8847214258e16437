"""The engines tell the same stories, fact for fact and bit for bit, on three hundred generated companies."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cssim.domain.facts import MONEY_FACTS
from cssim.engine.engines import engine_named
from cssim.engine.recorder import ALL, MONEY, SUMMARY
from cssim.plan.tables import Plan
from tests.agreement.agree import disagreement, disagreement_on, unlike_numbers
from tests.agreement.apart import compare_apart
from tests.agreement.companies import case_of
from tests.agreement.engines import COMPILED, both, needs_numba
from tests.properties.plans import plans

pytestmark = needs_numba

COMPANIES: Final = 300
TOGETHER: Final = 10
"""Companies per test."""
INTERPRETED: Final = 20


@pytest.mark.parametrize("first", range(0, COMPANIES, TOGETHER))
def test_both_engines_tell_the_same_of_every_company(first: int) -> None:
    engines = both()
    for number in range(first, first + TOGETHER):
        if report := disagreement(case_of(number), engines):
            pytest.fail(report, pytrace=False)


def test_the_compiled_engine_tells_the_same_as_plain_python() -> None:
    told = compare_apart("--size", "tiny", "--count", str(INTERPRETED))
    assert told.code == 0, told.text
    assert f"agree on {INTERPRETED} companies" in told.text


@settings(max_examples=60)
@given(plans(), st.integers(-20, 10_000), st.sampled_from([0.0, 0.0, 0.5, 8.0]))
def test_both_engines_tell_the_same_of_plans_that_no_scenario_makes(plan: Plan, run: int, grid: float) -> None:
    """Nobody to turn to, nobody to serve, works of no time: whatever a plan may hold."""
    plan = plan._replace(clock=plan.clock._replace(grid=grid))
    if report := disagreement_on(plan, 7, run, both()):
        pytest.fail(report, pytrace=False)


@pytest.mark.parametrize("number", [3, 4, 15])
def test_recording_less_changes_no_number_of_the_compiled_engine(number: int) -> None:
    case, engine = case_of(number), engine_named(COMPILED)
    book = engine.settle(case.plan, case.seed, case.run)
    summary, money, everything = (
        engine.simulate(case.plan, book, case.seed, case.run, recording) for recording in (SUMMARY, MONEY, ALL)
    )
    assert unlike_numbers(summary, everything) == unlike_numbers(money, everything) == []
    assert summary.facts == ()
    assert money.facts == tuple(fact for fact in everything.facts if isinstance(fact, MONEY_FACTS))
    assert len(money.facts) > 0


@pytest.mark.parametrize("number", [0, 7])
def test_the_compiled_engine_tells_the_same_again(number: int) -> None:
    case, engine = case_of(number), engine_named(COMPILED)
    assert disagreement(case, {"once": engine, "again": engine}) == ""
