"""People in numbers: skill, absence, ramp, leaving, hiring."""

from __future__ import annotations

import math
from typing import Final

from cssim.plan.rows.staffing import StaffingRow
from cssim.scenario.people import People
from cssim.scenario.schema import Scenario
from cssim.units import HOURS_PER_DAY, HOURS_PER_YEAR

LONGEST_BLOCK: Final = 10.0
"""Working days of the longest absence."""


def lower_staffing(scenario: Scenario) -> tuple[StaffingRow, ...]:
    """Return what the people of each team have in common, teams in written order."""
    people = scenario.organisation.people
    hours, every = absences(people)
    return tuple(
        StaffingRow(skill_spread=people.skill, absence_hours=hours, absence_every=every, cover_after=people.cover_after)
        for _ in scenario.organisation.teams
    )


def absences(people: People) -> tuple[float, float]:
    """Return the length of an absence and of the stretch of time in which one lies [h]; as few as are short enough."""
    if people.absence_days == 0.0:
        return 0.0, 0.0
    blocks = math.ceil(people.absence_days / LONGEST_BLOCK)
    return people.absence_days * HOURS_PER_DAY / blocks, HOURS_PER_YEAR / blocks
