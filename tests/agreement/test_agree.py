"""The comparison itself: it finds one bit, says which fact comes first, and tells the account's story up to there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pytest

from cssim.domain import facts
from cssim.domain.facts import CostLine, Fact, Posted, WorkStarted, WorkSubmitted
from cssim.domain.settled import SettledBook
from cssim.engine.engines import engine_named
from cssim.engine.recorder import ALL, SUMMARY
from cssim.plan.tables import Plan
from cssim.results.run import Run
from tests.agreement.agree import disagreement
from tests.agreement.companies import TINY, case_of
from tests.agreement.differences import differences, leaves

CASE: Final = case_of(4, TINY)
SIMPY: Final = engine_named("simpy")


def same(thing: Any) -> Any:
    return thing


@dataclass(frozen=True)
class Changed:
    """The SimPy engine, and what is done to its books and runs before they are handed over."""

    run_changed: Callable[[Run], Run] = same
    book_changed: Callable[[SettledBook], SettledBook] = same

    def settle(self, plan: Plan, seed: int, run: int) -> SettledBook:
        return self.book_changed(SIMPY.settle(plan, seed, run))

    def simulate(self, plan: Plan, opening: SettledBook, seed: int, run: int, recording: int = SUMMARY) -> Run:
        return self.run_changed(SIMPY.simulate(plan, opening, seed, run, recording))


def against(changed: Changed) -> str:
    """Return how the changed engine disagrees with the SimPy engine."""
    return disagreement(CASE, {"simpy": SIMPY, "changed": changed})


def with_fact(at: int, change: Callable[[Fact], Fact]) -> Callable[[Run], Run]:
    return lambda run: replace(run, facts=(*run.facts[:at], change(run.facts[at]), *run.facts[at + 1 :]))


def position(run: Run, kind: type[Fact], which: int = 3) -> int:
    """Return where a fact of a kind stands, the ``which``-th of its kind."""
    return [i for i, fact in enumerate(run.facts) if isinstance(fact, kind)][which]


@pytest.fixture(scope="module")
def told() -> Run:
    book = SIMPY.settle(CASE.plan, CASE.seed, CASE.run)
    return SIMPY.simulate(CASE.plan, book, CASE.seed, CASE.run, ALL)


def test_an_engine_agrees_with_itself() -> None:
    assert against(Changed()) == ""


def test_one_bit_of_a_fact_is_found_and_its_account_s_story_told(told: Run) -> None:
    at = position(told, Posted)
    original = told.facts[at]
    assert isinstance(original, Posted)
    nudged = original._replace(amount=float(np.nextafter(original.amount, 1.0)))
    report = against(Changed(with_fact(at, lambda _: nudged)))
    assert f"fact {at} differs" in report
    assert f"company {CASE.number}, seed {CASE.seed}, run {CASE.run}" in report
    assert f"amount {original.amount!r}" in report and f"amount {nudged.amount!r}" in report
    before, _, story = report.partition(f"the story of account {original.account} up to there:")
    assert "just before:" in before and "simpy tells:" in before and "changed tells:" in before
    mine = [fact for fact in told.facts[:at] if getattr(fact, "account", None) == original.account]
    assert len(mine) == len([line for line in story.splitlines() if line.strip()])
    assert story.count("request raised") == sum(isinstance(fact, facts.RequestRaised) for fact in mine)


@pytest.mark.parametrize(
    "change",
    [
        lambda fact: fact._replace(wait=-0.0),
        lambda fact: fact._replace(wait=np.float64(0.0)),
        lambda fact: fact._replace(wait=0),
        lambda fact: fact._replace(alone=int(fact.alone)),
    ],
    ids=["the sign of nothing", "a number of NumPy", "a whole number", "a number for yes or no"],
)
def test_numbers_that_are_equal_and_not_the_same_are_told_apart(told: Run, change: Callable[[Any], Fact]) -> None:
    at = next(i for i, fact in enumerate(told.facts) if isinstance(fact, WorkStarted) and fact.wait == 0.0)
    assert change(told.facts[at]) == told.facts[at]
    assert f"fact {at} differs" in against(Changed(with_fact(at, change)))


def test_facts_in_another_order_are_found(told: Run) -> None:
    at = position(told, WorkSubmitted)

    def swapped(run: Run) -> Run:
        one, other = run.facts[at : at + 2]
        return replace(run, facts=(*run.facts[:at], other, one, *run.facts[at + 2 :]))

    assert f"fact {at} differs" in against(Changed(swapped))


def test_a_fact_too_few_is_found(told: Run) -> None:
    report = against(Changed(lambda run: replace(run, facts=run.facts[:-1])))
    assert f"fact {len(told.facts) - 1} differs" in report and "nothing more" in report


def test_a_fact_about_no_account_has_no_story(told: Run) -> None:
    at = position(told, CostLine, 0)
    report = against(Changed(with_fact(at, lambda fact: fact._replace(time=1.0))))
    assert f"fact {at} differs" in report and "story" not in report and "kind base (0)" in report


@pytest.mark.parametrize("table", ["arr", "closing", "renewals", "counts", "by_type", "work", "waits", "cost"])
def test_a_counter_is_found(table: str) -> None:
    def changed(run: Run) -> Run:
        counters = getattr(run.tally, table).copy()
        counters.flat[-1] += 1
        return replace(run, tally=replace(run.tally, **{table: counters}))

    report = against(Changed(changed))
    assert "all facts agree" in report and f"tally.{table}[" in report


def test_a_line_of_the_ledger_an_account_and_open_work_are_found() -> None:
    def changed(run: Run) -> Run:
        time = run.ledger.time.copy()
        time[-1] = np.nextafter(time[-1], 0.0)
        accounts = replace(run.accounts, faces=run.accounts.faces + 1)
        return replace(
            run, ledger=replace(run.ledger, time=time), accounts=accounts, open_work=run.open_work.astype(np.int32)
        )

    report = against(Changed(changed))
    for expected in ("ledger.time[", "accounts.faces[0]", "open_work[0]", "int64 against int32"):
        assert expected in report


def test_a_bit_of_the_settled_book_is_found_before_anything_else() -> None:
    def changed(book: SettledBook) -> SettledBook:
        values = book.values.copy()
        values[1, 0] = np.nextafter(values[1, 0], 1.0)
        return book._replace(values=values)

    report = against(Changed(same, changed))
    assert "the settled book differs" in report and ".values[1, 0]: " in report


def test_only_numbers_are_compared() -> None:
    assert differences((1, 2.0), (1, 2.0)) == []
    assert differences((1,), (1, 2)) == ["nothing more = - against [1] = 2"]
    for other in ("text", None, {"a": 1}, np.array(["a"]), np.array([None])):
        with pytest.raises(TypeError, match="number"):
            list(leaves((1, other)))
