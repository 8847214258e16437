"""The generated companies hold every option of the schema, and what engines could tell differently happens in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pytest

from cssim.domain import facts, tally
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.part import Part, field
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.results.run import Run
from cssim.scenario.language.checks import problems
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario
from tests.agreement.companies import Case, case_of, grid_of
from tests.agreement.differences import leaves
from tests.agreement.options import fields_below, missing, needs_of, seen_in
from tests.small import small

COMPANIES: Final = 300
LOOKED_INTO: Final = 60

# fields that no plan holds -> another value for each
NOT_IN_A_PLAN: Final[dict[str, Any]] = {
    "name": "another question",
    "runs": 9,
    "assumptions": "fixed",
    "recording": "all",
    "company.currency": "EUR",
    "company.gross_margin_before_cs": 0.75,
    "company.valuation.arr_multiple": 5,
    "company.valuation.discount": "12%",
    "definitions.retention": "flow",
    "definitions.logo": "account",
    "customers.control_total": "$1m",
    "decide.on": "nrr_to_date.m24",
    "decide.minus": "nothing",
    "decide.minimum_difference": "1%",
    "decide.precision": "$20k",
    "decide.balance": "desk",
    "designs": {"today": {}, "other": {"health.adoption.level": 0}},
}
# branches of the schema that are not varied here -> why
LEFT_OUT: Final = {
    "format": "has one value",
    "extends": "files are joined before there is a scenario",
    "organisation.roster": "is read with the file; the people in it are varied, as members of their teams",
    "baseline.of": "says only what the baseline was measured for",
    "customers.columns": "reading a book is tested beside its reader; all that it gives an account is varied",
}


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [case_of(number) for number in range(COMPANIES)]


@pytest.fixture(scope="module")
def runs(cases: list[Case]) -> list[Run]:
    return [told(case) for case in cases[:LOOKED_INTO]]


def told(case: Case) -> Run:
    return simulate(case.plan, settle(case.plan, case.seed, case.run), case.seed, case.run, ALL)


def is_left_out(path: str) -> bool:
    return any(path == left or path.startswith(f"{left}.") for left in (*LEFT_OUT, *NOT_IN_A_PLAN))


def test_every_option_of_the_schema_occurs(cases: list[Case]) -> None:
    seen = seen_in(case.scenario for case in cases)
    lacking = {
        field.path: lacks
        for field in fields_below(Scenario)
        if not is_left_out(field.path) and (lacks := missing(needs_of(field.info), seen.get(field.path)))
    }
    assert not lacking


@pytest.mark.parametrize("path", NOT_IN_A_PLAN)
def test_a_field_that_is_not_varied_changes_no_plan(path: str) -> None:
    before, after = small(), patch(small(), {path: NOT_IN_A_PLAN[path]})
    assert before != after
    plans = [dict(leaves(lower(scenario, opening_book(scenario)).plan)) for scenario in (before, after)]
    assert plans[0] == plans[1]


def test_a_field_that_is_never_varied_is_noticed() -> None:
    class Inner(Part):
        kind: str = field("", about="")
        level: float = field(0.5, about="", off=0.0)

    class Outer(Part):
        inner: Inner = field(Inner, about="")
        more: int | None = field(None, about="")

    scenarios = [Outer(inner=Inner(kind="a")), Outer(inner=Inner(kind="b"))]
    seen = seen_in(iter(scenarios))
    lacks = {each.path: missing(needs_of(each.info), seen.get(each.path)) for each in fields_below(Outer)}
    assert lacks == {
        "inner": "",
        "inner.kind": "",
        "inner.level": "off, a second value beside 0.5",
        "more": "present, a second value beside None",
    }


def test_every_number_of_a_plan_takes_several_values(cases: list[Case]) -> None:
    values: dict[str, set[object]] = {}
    for case in cases:
        for path, value in leaves(case.plan):
            values.setdefault(general(path), set()).add(value)
    assert len(values) > 60
    assert not {path for path, each in values.items() if len(each) < 2}


def general(path: str) -> str:
    """Return a path without the numbers of its rows."""
    return "".join(each for each in path if not each.isdigit())


def test_companies_are_without_contradictions(cases: list[Case]) -> None:
    assert not [(case.number, found) for case in cases if (found := without_book(problems(case.scenario)))]


def without_book(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out that a book is no longer there: it has been read, and its folder taken away."""
    return [each for each in found if each[0] != "customers.book"]


def test_companies_have_the_sizes_asked_for(cases: list[Case]) -> None:
    accounts, months = {len(case.plan.accounts) for case in cases}, {case.plan.clock.months for case in cases}
    assert min(accounts) == 5 and 55 <= max(accounts) <= 60
    assert (min(months), max(months)) == (3, 24)


def test_a_company_is_always_the_same_and_another_one_is_not() -> None:
    assert dict(leaves(case_of(217).plan)) == dict(leaves(case_of(217).plan))
    assert dict(leaves(case_of(217).plan)) != dict(leaves(case_of(218).plan))


def test_load_is_light_to_heavy_and_every_fact_occurs(cases: list[Case], runs: list[Run]) -> None:
    kinds = Counter(type(fact) for run in runs for fact in run.facts)
    assert set(kinds) == set(facts.Fact.__args__)
    busiest = [float(max(busy_shares(run))) for run in runs]
    assert sum(share < 0.3 for share in busiest) >= 5
    assert sum(0.3 <= share < 0.9 for share in busiest) >= 15
    assert sum(share >= 0.95 for share in busiest) >= 15
    assert sum(bool(run.open_work.sum() > 20) for run in runs) >= 5, "lines grow long in some"


def busy_shares(run: Run) -> Iterator[float]:
    totals = run.tally.work.sum(axis=0)
    return (row[tally.BUSY_MILLI] / max(1, row[tally.PRESENT_MILLI]) for row in totals)


def test_on_a_grid_much_happens_at_the_same_instant(cases: list[Case], runs: list[Run]) -> None:
    gridded = [run for case, run in zip(cases, runs, strict=False) if grid_of(case.number) > 0.0]
    free = [run for case, run in zip(cases, runs, strict=False) if grid_of(case.number) == 0.0]
    assert len(gridded) == LOOKED_INTO / 3
    assert sum(grid_of(case.number) > 0.0 for case in cases) == COMPANIES / 3
    assert np.mean([share_of_ties(run) for run in gridded]) > 0.5
    assert np.mean([share_of_ties(run) for run in free]) < 0.1
    for kind in (facts.WorkSubmitted, facts.WorkStarted, facts.WorkDone, facts.WorkExpired, facts.ContractEnded):
        assert sum(ties_of(run, kind) for run in gridded) > 20, f"{kind.__name__} of several accounts at one instant"


def share_of_ties(run: Run) -> float:
    """Return the share of pieces of work that reach a desk at the same instant as another account's."""
    times = instants(run, facts.WorkSubmitted)
    shared = sum(accounts.total() for accounts in times.values() if len(accounts) > 1)
    return shared / max(1, sum(accounts.total() for accounts in times.values()))


def ties_of(run: Run, kind: type[facts.Fact]) -> int:
    """Return at how many instants this happens to several accounts."""
    return sum(len(accounts) > 1 for accounts in instants(run, kind).values())


def instants(run: Run, kind: type[Any]) -> dict[float, Counter[int]]:
    """Return the accounts a kind of fact is about, by its time."""
    found: dict[float, Counter[int]] = {}
    for fact in run.facts:
        if isinstance(fact, kind):
            found.setdefault(fact.time, Counter())[fact.account] += 1
    return found
