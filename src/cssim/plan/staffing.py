"""People in numbers: skill, absence, ramp, leaving, hiring."""

from __future__ import annotations

from cssim.plan.rows.staffing import StaffingRow
from cssim.scenario.schema import Scenario


def lower_staffing(scenario: Scenario) -> tuple[StaffingRow, ...]:
    """Return what the people of each team have in common, teams in written order."""
    people = scenario.organisation.people
    return tuple(StaffingRow(skill_spread=people.skill) for _ in scenario.organisation.teams)
