"""The worked example of docs/model.md: what the engines tell is what one gets with a calculator."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from cssim.domain.facts import ContractEnded, Fact, Posted
from cssim.dynamics import attribution, drivers
from cssim.results.run import Run

HERE = Path(__file__).resolve().parents[2] / "docs" / "worked_example.py"
_SPEC = importlib.util.spec_from_file_location("worked_example", HERE)
assert _SPEC is not None and _SPEC.loader is not None
example = importlib.util.module_from_spec(_SPEC)
sys.modules["worked_example"] = example
_SPEC.loader.exec_module(example)
EXACT = 1e-12


@pytest.fixture(scope="module")
def run() -> Run:
    return example.simulated()  # type: ignore[no-any-return]


def posted(facts: tuple[Fact, ...], account: int, until: float) -> list[tuple[float, str, float]]:
    """Return what was posted to an account up to a time: when, to which driver, how much."""
    return [
        (fact.time, drivers.NAMES[fact.driver], fact.amount)
        for fact in facts
        if isinstance(fact, Posted) and fact.account == account and fact.time <= until
    ]


def alike(told: list[tuple[float, str, float]], by_hand: list) -> None:  # type: ignore[type-arg]
    """Assert that facts are what was worked out, in any order within an instant."""
    one = sorted(told)
    other = sorted((post.time, post.driver, post.amount) for post in by_hand)
    assert [driver for _, driver, _ in one] == [driver for _, driver, _ in other]
    for (time, _, amount), (at, _, worked_out) in zip(one, other, strict=True):
        assert time == pytest.approx(at, abs=EXACT)
        assert amount == pytest.approx(worked_out, abs=EXACT)


def test_a_question_that_is_passed_on(run: Run) -> None:
    by_hand = example.passed_on(example.first_question(run, 0)).posts
    alike(posted(run.facts, 0, by_hand[-1].time + EXACT), by_hand)


def test_two_check_ins(run: Run) -> None:
    by_hand = example.checked_in(example.check_ins(run, 1)).posts
    assert len(by_hand) == 6
    alike(posted(run.facts, 1, 480.0), by_hand)


def test_the_end_of_a_contract(run: Run) -> None:
    (end,) = [fact for fact in run.facts if isinstance(fact, ContractEnded) and fact.account == 1]
    by_hand = example.checked_in(example.check_ins(run, 1))
    stocks = [by_hand.value(name, end.time) for name in example.DRIVERS]
    assert end.stocks[:5] == pytest.approx(stocks, abs=EXACT) and not any(end.stocks[5:])
    found = example.contract_end(stocks, end.arr)
    assert (end.health, end.churn) == pytest.approx((found.health, found.churn), abs=EXACT)
    assert (end.expected_churn, end.expected_downsell) == (found.expected_churn, found.expected_downsell)


def test_why_it_is_expected_to_leave(run: Run) -> None:
    (end,) = [fact for fact in run.facts if isinstance(fact, ContractEnded) and fact.account == 1]
    by_hand = example.shares(list(end.stocks[:5]), end.arr)
    slope = attribution.churn_slope(end.health, example.LOGIT_OF_FILE, 1.0)
    assert by_hand == pytest.approx([attribution.loss_share(end.arr, stock, slope) for stock in end.stocks[:5]])
    assert sum(by_hand) == pytest.approx(end.arr * (end.churn - 0.1))


def test_the_page_says_so() -> None:
    page = example.PAGE.read_text(encoding="utf-8")
    assert example.filled(page) == page, "run: python docs/worked_example.py"
