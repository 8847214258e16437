"""Checks of incentives: a goal must be that of one thing, and a switch one that can come."""

from __future__ import annotations

from collections.abc import Iterator

from cssim.scenario.organization import CsmTeam
from cssim.scenario.schema import Scenario


def goals(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Find goals of which it is not clear what they are of, and switches that wait for nothing, by path."""
    for name, team in scenario.organisation.teams.items():
        if not isinstance(team, CsmTeam):
            continue
        path, incentive = f"organisation.teams.{name}.incentive", team.incentive
        if incentive.goal is not None and incentive.policy == "blend":
            yield f"{path}.goal", "a blend has two goals; write growth_goal and health_goal"
        if incentive.switch_at_maturity is not None and scenario.organisation.process is None:
            said = "work follows one method all the way, so nothing would ever be measured by growth"
            yield f"{path}.switch_at_maturity", f"{said}; write organisation.process, or switch_after"
