"""Incentives as they are written, and in numbers."""

from __future__ import annotations

import pytest
import yaml
from pydantic import ValidationError
from tests.small import small

from cssim.plan.incentives import lower_incentives
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.tables import NO_INCENTIVE, Plan
from cssim.scenario.incentives import Incentive
from cssim.scenario.language.designs import resolve
from cssim.scenario.language.dump import dump
from cssim.scenario.pay_curve import Point, parse_curve, write_curve
from cssim.scenario.schema import Scenario

TEAM = "organisation__teams__csm__incentive"


def plan_of(scenario: Scenario) -> Plan:
    return lower(scenario, opening_book(scenario)).plan


def test_without_a_policy_nobody_is_measured_by_anything() -> None:
    assert plan_of(small()).incentives == ()


def test_a_policy_is_all_that_a_design_needs() -> None:
    scenario = small(
        designs={
            "today": {},
            "quota": {"organisation.teams.csm.incentive.policy": "quota"},
            "health": {"organisation.teams.csm.incentive.policy": "health"},
        }
    )
    rows = {name: plan_of(resolve(scenario, name)).incentives for name in scenario.designs}
    assert rows["today"] == ()
    for name, weight in (("quota", 1.0), ("health", 0.0)):
        csm, *others = rows[name]
        assert others == [NO_INCENTIVE] * 2
        assert (csm.aims, csm.money_first, csm.money_later) == (1, weight, weight)
        assert (csm.growth_goal, csm.health_goal, csm.churn_counts, csm.period_months) == (0.05, 0.9, 1, 3)


@pytest.mark.parametrize(
    ("policy", "weights"),
    [("blend", (0.3, 0.3, 0.0)), ("staged", (1.0, 0.0, 6 * 160.0))],
)
def test_weights_of_money(policy: str, weights: tuple[float, float, float]) -> None:
    incentive = {"policy": policy, "weight": "30%", "switch_after": "6 months"}
    row = plan_of(small(**{TEAM: incentive})).incentives[0]
    assert (row.money_first, row.money_later, row.later_from) == weights
    assert row.later_maturity == 0.0


@pytest.mark.parametrize(("policy", "maturity"), [("staged", 0.7), ("quota", 0.0)])
def test_a_stage_may_end_when_the_method_is_known(policy: str, maturity: float) -> None:
    incentive = {"policy": policy, "switch_at_maturity": "70%"}
    row = plan_of(small(**{TEAM: incentive}, organisation__process={"maturity": "40%"})).incentives[0]
    assert row.later_maturity == maturity


def test_the_usual_customer_is_that_of_the_team() -> None:
    scenario = small(**{TEAM: {"policy": "health"}}, organisation__coverage__small={"model": "none"})
    book = opening_book(scenario).accounts
    large = [account.arr for account in book if account.segment == 0]
    assert plan_of(scenario).incentives[0].usual_arr == pytest.approx(sum(large) / len(large))


def test_periods_follow_the_finance_year() -> None:
    scenario = small(
        **{TEAM: {"policy": "quota", "period": "quarter"}}, start="2027-02", company__fiscal_year_starts="December"
    )
    assert plan_of(scenario).incentives[0].months_before == 2


def test_dates_are_moved_only_where_pay_is_not_straight() -> None:
    incentive = {"policy": "quota", "may_move_dates": "yes"}
    assert plan_of(small(**{TEAM: incentive})).incentives[0].moves_dates == 0
    steep = incentive | {"pay_curve": {"100%": 0, "110%": 1, "120%": 2}}
    row = plan_of(small(**{TEAM: steep})).incentives[0]
    assert (row.moves_dates, row.curve_points) == (1, 3)
    assert row.curve_at[:3] == pytest.approx((1.0, 1.1, 1.2)) and row.curve_paid[:3] == (0.0, 1.0, 2.0)


def test_a_pay_curve_is_read_and_written() -> None:
    assert parse_curve("linear") == () and write_curve(()) == "linear"
    points = parse_curve({"120%": 2, 1: 0, "110%": "100%"})
    assert points == (Point(1.0, 0.0), Point(1.1, 1.0), Point(1.2, 2.0))
    assert parse_curve(write_curve(points)) == points
    text = dump(small(**{TEAM: {"policy": "quota", "pay_curve": {"50%": 0, "150%": 2}}}))
    assert yaml.safe_load(text)["organisation"]["teams"]["csm"]["incentive"]["pay_curve"] == {
        "50%": "0%",
        "150%": "200%",
    }


@pytest.mark.parametrize(
    ("curve", "message"),
    [
        ("steep", "is no pay curve"),
        ({"100%": 1}, "2 to 6 points"),
        ({"100%": 0, 1.0: 1}, "given twice"),
        ({"100%": 1, "120%": 0.5}, "must not fall"),
        ({"-10%": 0, "100%": 1}, "between 0% and 1000%"),
    ],
)
def test_what_is_no_pay_curve_is_refused(curve: object, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        small(**{TEAM: {"policy": "quota", "pay_curve": curve}})


@pytest.mark.parametrize(
    ("incentive", "growth", "health"),
    [
        ({"policy": "quota"}, 0.05, 0.9),
        ({"policy": "quota", "goal": "12%"}, 0.12, 0.9),
        ({"policy": "staged", "goal": "12%"}, 0.12, 0.9),
        ({"policy": "health", "goal": "85%"}, 0.05, 0.85),
        ({"policy": "blend", "growth_goal": "8%", "health_goal": "80%"}, 0.08, 0.8),
    ],
)
def test_a_goal_is_that_of_what_is_measured(incentive: dict[str, str], growth: float, health: float) -> None:
    scenario = small(**{TEAM: incentive})
    row, *others = lower_incentives(scenario, opening_book(scenario))
    assert (row.growth_goal, row.health_goal) == (growth, health)
    assert not any(other.aims for other in others)


def test_a_goal_of_nothing_is_no_goal() -> None:
    assert Incentive(policy="none", goal=0.5).full_growth == Incentive().growth_goal
