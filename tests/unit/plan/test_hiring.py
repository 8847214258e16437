"""Posts that are opened later, from a scenario to numbers; and plans that contradict themselves."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from tests.small import small

from cssim.dynamics.routing import ANYONE
from cssim.plan.lines import Lines
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.tables import HELD, NOBODY, ON_DEMAND, Plan, held_at_first
from cssim.scenario.hiring import Hiring
from cssim.scenario.language.checks import problems
from cssim.scenario.schema import Scenario

CSM = "organisation__teams__csm"
PLAN = [{"on": "2027-06", "people": 1}, {"on": "2027-03", "people": 2}]


def plan_of(scenario: Scenario) -> Plan:
    return lower(scenario, opening_book(scenario)).plan


def with_hiring(hiring: Any, headcount: float = 2.5, **more: Any) -> Scenario:
    return small(**{CSM: {"role": "csm", "headcount": headcount, "hiring": hiring}}, **more)


def test_seats_are_those_of_today_then_by_date_then_on_demand() -> None:
    plan = plan_of(with_hiring({"plan": PLAN, "accounts_per_head": 4, "most": 2}))
    assert plan.staffing[0].opens == (HELD, HELD, HELD, 320.0, 320.0, 800.0, ON_DEMAND, ON_DEMAND)
    assert plan.staffing[0].shares == (1.0, 1.0, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0)
    assert plan.teams[0].seats == tuple(0.6 * share for share in plan.staffing[0].shares)
    assert (plan.teams[0].heads, plan.staffing[0].accounts_per_head) == (2.5, 4.0)
    assert held_at_first(plan)[0] == [1.0, 1.0, 0.5]
    assert {plan.accounts[i].seat for i in range(3)} <= {0, 1, 2}


def test_a_team_without_hiring_is_as_it_was() -> None:
    plan = plan_of(small())
    assert plan.staffing[0].opens == () and len(plan.teams[0].seats) == 2


def test_a_bare_list_is_the_plan() -> None:
    assert Hiring.model_validate(PLAN) == Hiring(plan=PLAN)


@pytest.mark.parametrize(
    "wrong", ["2027-03", [{"on": "2027-03"}], [{"on": "2027-03", "people": 0}], [{"on": "soon", "people": 1}], [3]]
)
def test_a_plan_that_cannot_be_read_is_refused(wrong: Any) -> None:
    with pytest.raises(ValidationError):
        Hiring(plan=wrong)


def test_freezes_of_posts_that_fall_vacant_and_of_new_ones() -> None:
    frozen = {"from": "2027-02", "to": "2027-04", "backfill": "normal"}
    row = plan_of(with_hiring(PLAN, organisation__hiring_freeze=frozen)).staffing[0]
    assert (row.freeze_from, row.freeze_to, row.no_posts_from, row.no_posts_to) == (0.0, 0.0, 160.0, 640.0)
    spared = plan_of(with_hiring(PLAN, organisation__hiring_freeze=frozen | {"exempt": ["csm"]})).staffing[0]
    assert (spared.no_posts_from, spared.no_posts_to) == (0.0, 0.0)


def test_before_the_first_hire_nobody_owns_an_account_and_pay_is_that_of_one_post() -> None:
    plan = plan_of(with_hiring({"accounts_per_head": 50, "most": 1}, headcount=0))
    assert {account.seat for account in plan.accounts} == {NOBODY}
    assert {account.owner for account in plan.accounts} == {ANYONE}
    assert (plan.teams[0].heads, plan.teams[0].base) == (1.0, 88_000_00)
    assert held_at_first(plan)[0] == []


def test_who_is_hired_joins_a_pod_or_has_a_book_of_his_own() -> None:
    codes = Lines(("csm",), (7,), (4,)).of_pods(0, 2)
    assert [codes[seat] == codes[0] for seat in range(7)] == [True, True, False, False, True, False, True]
    assert Lines(("csm",), (5,), (3,)).of_pods(0, 1) == [0, 1, 2, 3, 4]


def test_who_is_hired_serves_every_region() -> None:
    scenario = with_hiring(
        [{"on": "2027-03", "people": 1}],
        headcount=2,
        customers__segments__small={"regions": {"emea": "50%", "amer": "50%"}},
        organisation__coverage__small={"pools": "by region"},
        organisation__teams__csm__regions={"emea": 1, "amer": 1},
    )
    assert {group.seats for group in plan_of(scenario).groups} == {(0, 2), (1, 2)}


@pytest.mark.parametrize(
    ("hiring", "headcount", "path", "message"),
    [
        ([{"on": "2026-12", "people": 1}], 2, "hiring.plan", "before the start in 2027-01"),
        ({"accounts_per_head": 50}, 2, "hiring.most", "may open no post"),
        ({"most": 2}, 2, "hiring.most", "there is no rule"),
        ([], 0, "headcount", "nobody is in the team that covers"),
    ],
)
def test_contradictions_are_found(hiring: Any, headcount: float, path: str, message: str) -> None:
    found = dict(problems(with_hiring(hiring, headcount)))
    assert message in found[f"organisation.teams.csm.{path}"]


def test_a_team_begins_without_people_only_where_support_answers_meanwhile() -> None:
    hiring = {"accounts_per_head": 50, "most": 1}
    assert not problems(with_hiring(hiring, 0))
    scenario = with_hiring(hiring, 0, organisation__teams__desk__headcount=0, organisation__routing__how_to_to="csm")
    assert "until somebody is hired nobody answers" in dict(problems(scenario))["organisation.teams.csm.headcount"]
    experts = small(organisation__teams__experts={"headcount": 0, "hiring": [{"on": "2027-02", "people": 1}]})
    assert "only a team of role csm" in dict(problems(experts))["organisation.teams.experts.headcount"]


def test_posts_are_closed_from_the_last_seat_of_today_on() -> None:
    """In the file first two people by March, then one by June: seats 2, 1 and 0."""
    scenario = small(**{CSM: {"role": "csm", "headcount": 3.5, "reductions": PLAN, "hiring": PLAN[:1]}})
    row = plan_of(scenario).staffing[0]
    assert row.closes == (1e18, 800.0, 320.0, 320.0, 1e18)
    # 8 weeks of base pay, and 4 weeks of it with what goes on top
    weeks = 12 * 7 / 365
    assert row.severance_pay == pytest.approx(110_000_00 * 0.8 * (8 * weeks + 4 * weeks * 1.3) / 12, abs=1)


def test_more_posts_than_there_are_cannot_be_closed_nor_one_before_the_start() -> None:
    scenario = small(**{CSM: {"role": "csm", "headcount": 2, "reductions": PLAN}})
    assert "more posts would be closed" in dict(problems(scenario))["organisation.teams.csm.reductions"]
    early = small(**{CSM: {"role": "csm", "headcount": 2, "reductions": [{"on": "2026-06", "people": 1}]}})
    assert "before the start" in dict(problems(early))["organisation.teams.csm.reductions"]
