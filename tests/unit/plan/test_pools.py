"""Pools by region or language: who serves whom, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.small import small

from cssim.dynamics.routing import ANYONE, group_of_line
from cssim.errors import InputError
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.pools import seats_by_place
from cssim.plan.tables import Plan
from cssim.policies.coverage import BY_LANGUAGE, BY_REGION, ONE_POOL
from cssim.scenario.organization import CsmTeam
from cssim.scenario.schema import Scenario

REGIONS = {"emea": "40%", "amer": "60%"}
BY_REGIONS: dict[str, Any] = {
    "organisation__teams__csm": {"headcount": 5, "regions": {"EMEA": 2, "amer": 3}},
    "customers__segments__small": {"regions": REGIONS, "accounts": 20},
    "organisation__coverage__small": {"pools": "by region"},
}


def plan_of(scenario: Scenario) -> Plan:
    return lower(scenario, opening_book(scenario)).plan


def test_people_are_counted_off_and_some_serve_several() -> None:
    team = CsmTeam(headcount=4.5, regions={"a": 2, "b": 3, "c": 2}, languages={"en": 5})
    assert seats_by_place(team, BY_REGION) == {"a": [0, 1], "b": [2, 3, 4], "c": [0, 1]}
    assert seats_by_place(team, BY_LANGUAGE) == {"en": [0, 1, 2, 3, 4]}
    assert seats_by_place(team, ONE_POOL) == {}


def test_an_account_turns_to_the_people_of_its_region() -> None:
    scenario = small(**BY_REGIONS)
    book, plan = opening_book(scenario), plan_of(scenario)
    assert {group.seats for group in plan.groups} == {(0, 1), (2, 3, 4)}
    served = {"emea": (0, 1), "amer": (2, 3, 4)}
    for account, row in zip(book.accounts, plan.accounts, strict=True):
        if account.segment == 1:
            assert plan.groups[group_of_line(row.owner)].seats == served[account.region]
    regions = [account.region for account in book.accounts if account.segment == 1]
    assert regions.count("emea") == 8


def test_a_region_that_everybody_serves_is_one_pool() -> None:
    scenario = small(**BY_REGIONS, organisation__teams__csm__regions={"emea": 5, "amer": 5})
    assert plan_of(scenario).groups == ()
    assert all(row.owner == ANYONE for row in plan_of(scenario).accounts if row.segment == 1)


def test_a_region_that_one_person_serves_is_no_book_of_his() -> None:
    scenario = small(**BY_REGIONS, organisation__teams__csm__regions={"emea": 1, "amer": 4})
    assert {group.seats for group in plan_of(scenario).groups} == {(0,), (1, 2, 3, 4)}


def test_customers_that_come_later_are_where_the_others_are() -> None:
    row = plan_of(small(**BY_REGIONS)).pools[1]
    assert row.pool_bounds[:2] == (0.4, 2.0)
    assert len({*row.pool_lines[:2]}) == 2


def with_book(folder: Path, *regions: str) -> Scenario:
    path = folder / "book.csv"
    rows = "".join(f"A{i},1000,{region},2028-01-01\n" for i, region in enumerate(regions))
    path.write_text(f"Id,ARR,Region,Renewal Date\n{rows}", encoding="utf-8")
    segment = {"logo_churn": "10%"}
    return small(
        customers={"book": str(path), "segments": {"large": None, "small": None, "all_of_them": segment}},
        organisation__coverage={
            "large": None, "small": None, "all_of_them": {"model": "pooled", "team": "csm", "pools": "by region"}
        },
        organisation__teams__csm={"headcount": 2, "regions": {"emea": 1, "amer": 1}},
    )  # fmt: skip


def test_the_book_says_where_accounts_are_and_unknown_ones_turn_to_anybody(tmp_path: Path) -> None:
    plan = plan_of(with_book(tmp_path, "EMEA", "Amer", ""))
    lines = [row.owner for row in plan.accounts]
    assert [plan.groups[group_of_line(line)].seats for line in lines[:2]] == [(0,), (1,)]
    assert lines[2] == ANYONE


def test_accounts_that_nobody_serves_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nobody serves the accounts in 'emeaa'; csm serves emea, amer; did you mean"):
        plan_of(with_book(tmp_path, "EMEA", "emeaa"))
