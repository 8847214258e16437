"""What the people of a design are called."""

from __future__ import annotations

from typing import Final

from cssim.experiments.study import Study
from cssim.plan.names import names_of_people
from cssim.reporting.people import People
from cssim.scenario.organization import Team
from cssim.scenario.schema import Scenario

_ROLES: Final = {"csm": "CSM"}
"""Words for roles that are no words."""


def people_of(study: Study, design: Scenario, *, named: bool = False) -> People:
    """Return what the people of a design of a study are called: by role and seat, and by name too if they are named."""
    teams = design.organisation.teams
    roster = study.scenario.organisation.roster
    names = names_of_people(design, study.opening, roster) if named else ()
    return People(tuple(_role(team) for team in teams.values()), tuple(teams), names)


def _role(team: Team) -> str:
    return _ROLES.get(team.role, team.role.replace("_", " "))
