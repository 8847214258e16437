"""Onboarding in numbers: who brings new customers to first value, and what work that is."""

from __future__ import annotations

from cssim.plan.rows.accounts import NOBODY
from cssim.plan.rows.onboarding import OnboardingRow
from cssim.scenario.organization import OnboardingTeam
from cssim.scenario.schema import Scenario
from cssim.units import months_to_hours


def lower_onboarding(scenario: Scenario) -> OnboardingRow:
    """Return who onboards new customers, and by when."""
    rules = scenario.organisation.onboarding
    return OnboardingRow(
        onboarding_team=team_of(scenario),
        onboarding_session=rules.session,
        onboarding_target=months_to_hours(rules.target),
        onboarding_limit=months_to_hours(rules.limit),
    )


def team_of(scenario: Scenario) -> int:
    """Return the index of the team that onboards new customers, NOBODY if their CSMs do."""
    for index, team in enumerate(scenario.organisation.teams.values()):
        if isinstance(team, OnboardingTeam) and team.headcount > 0:
            return index
    return NOBODY


def planned_onboarding(scenario: Scenario, name: str) -> float:
    """Return the hours a year [h] that a planner expects CSMs to spend on onboarding customers of a segment."""
    plan = scenario.customers.new_logos.get(name)
    if plan is None or team_of(scenario) != NOBODY:
        return 0.0
    return plan.rate * scenario.customers.segments[name].onboarding
