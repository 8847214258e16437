"""Tables of the compiled engine that are too short are emptied or lengthened, and nothing is told otherwise."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from cssim.engine.compiled import build
from cssim.plan.tables import Plan
from tests import builders
from tests.agreement.agree import disagreement_on
from tests.agreement.companies import case_of
from tests.agreement.engines import both, needs_numba

pytestmark = needs_numba


@pytest.fixture
def lengthened(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Return how often each table is lengthened from now on, by name."""
    from cssim.engine.compiled import simulate

    counts: Counter[str] = Counter()
    grown = simulate._grown

    def counting(world: Any, name: str) -> Any:
        counts[name] += 1
        return grown(world, name)

    monkeypatch.setattr(simulate, "_grown", counting)
    return counts


def crowded() -> Plan:
    """Return many accounts to whom everything happens at the same two instants, and one person to see to it."""
    plan = builders.slot_plan(3, 3.0, builders.fixed(0.5), 200.0)
    return plan._replace(clock=plan.clock._replace(grid=160.0))


def patient() -> Plan:
    """Return a few accounts whose check-ins fall due by the hour and wait for a month."""
    segment = builders.segment((), 1.0, 160.0, builders.fixed(40.0))
    return builders.plan(3, [segment], [builders.account(i) for i in range(5)])


def hundreds_begin_at_once() -> Plan:
    """Return many free people for whom check-ins fall due at the same instant: each plans a completion far ahead."""
    segment = builders.segment((), 8.0, 1500.0, builders.fixed(0.5))
    plan = builders.plan(1, [segment], [builders.account(i) for i in range(170)], teams=[builders.team(300)])
    return plan._replace(clock=plan.clock._replace(grid=8.0))


def contracts_by_the_day() -> Plan:
    """Return a few accounts whose contracts end every day, each time at a lower ARR."""
    accounts = [builders.account(i, 1.0, 8.0, 1.0 / 240.0, arr=10_000_000_00) for i in range(5)]
    plan = builders.plan(6, [builders.segment(even_log_odds=1.0)], accounts)
    return plan._replace(renewal=plan.renewal._replace(downsell_odds=50.0, downsell_size=0.01))


def test_every_table_may_be_too_short(lengthened: Counter[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("_LINES", "_PAGES", "_WORKS"):
        monkeypatch.setattr(build, room, 1)
    monkeypatch.setattr(build, "_MORE_THAN_PLANNED", 0)
    for plan in (
        crowded(),
        patient(),
        hundreds_begin_at_once(),
        contracts_by_the_day(),
        case_of(15).plan,
        case_of(27).plan,
    ):
        assert disagreement_on(plan, 7, 1, both()) == ""
    assert set(lengthened) >= {"near", "far", "works", "seen", "lines"}


@pytest.mark.parametrize("number", [15, 27])
def test_facts_are_taken_out_whenever_their_table_is_full(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "_FACTS", 256)
    case = case_of(number)
    assert disagreement_on(case.plan, case.seed, case.run, both()) == ""


def test_more_open_work_than_the_table_of_facts_has_room_for(
    lengthened: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One entry can end all work of an account, with a fact for each."""
    monkeypatch.setattr(build, "_FACTS", 256)
    asking = builders.asks(builders.fixed(500.0))
    leaving = builders.account(0, 300.0)
    plan = builders.plan(3, [builders.segment([20_000.0], even_log_odds=-9.0)], [leaving], [asking])
    assert disagreement_on(plan, 7, 1, both()) == ""
    assert lengthened["facts"] > 0


@pytest.mark.parametrize("steps", [1, 7])
def test_a_run_may_be_left_and_entered_again_at_any_step(steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from cssim.engine.compiled import simulate

    monkeypatch.setattr(simulate, "_STEPS", steps)
    case = case_of(3)
    assert disagreement_on(case.plan, case.seed, case.run, both()) == ""
