"""Incentives in numbers: whose goal a goal is."""

from __future__ import annotations

import pytest

from cssim.plan.incentives import lower_incentives
from cssim.plan.opening import opening_book
from cssim.scenario.incentives import Incentive
from cssim.scenario.language.load import load
from cssim.scenario.language.patch import patch


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
    scenario = patch(load("scenarios/tiny.yaml"), {"organisation.teams.csm.incentive": incentive})
    row, *others = lower_incentives(scenario, opening_book(scenario))
    assert (row.growth_goal, row.health_goal) == (growth, health)
    assert not any(other.aims for other in others)


def test_without_a_policy_nobody_has_goals() -> None:
    assert Incentive(policy="none", goal=0.5).full_growth == Incentive().growth_goal
    scenario = load("scenarios/tiny.yaml")
    assert lower_incentives(scenario, opening_book(scenario)) == ()
