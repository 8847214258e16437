"""Checks of incentives: a goal must be that of one thing."""

from __future__ import annotations

from collections.abc import Iterator

from cssim.scenario.organization import CsmTeam
from cssim.scenario.schema import Scenario


def goals(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Find goals of which it is not clear what they are of, by path."""
    for name, team in scenario.organisation.teams.items():
        if isinstance(team, CsmTeam) and team.incentive.goal is not None and team.incentive.policy == "blend":
            path = f"organisation.teams.{name}.incentive.goal"
            yield path, "a blend has two goals; write growth_goal and health_goal"
