"""Checks of ownership: who owns renewals and commercial requests exists, may, and is there."""

from __future__ import annotations

from collections.abc import Iterator

from cssim.policies.coverage import Uncovered
from cssim.scenario.ownership import AUTOMATIC, CSM, ROLES, teams_meant
from cssim.scenario.schema import Scenario
from cssim.scenario.suggest import hint

Finding = tuple[str, str]


def ownership(scenario: Scenario) -> Iterator[Finding]:
    """Find owners that do not exist, that cannot own anything, or that are nobody, by path."""
    for name, one in scenario.organisation.coverage.items():
        if isinstance(one, Uncovered):
            continue
        path = f"organisation.coverage.{name}"
        yield from _owner(scenario, f"{path}.renewals", one.renewals)
        if one.commercial == AUTOMATIC:
            yield f"{path}.commercial", f"somebody must answer commercial requests; write {CSM} or {' or '.join(ROLES)}"
        else:
            yield from _owner(scenario, f"{path}.commercial", one.commercial)


def _owner(scenario: Scenario, path: str, owner: str) -> Iterator[Finding]:
    teams, meant = scenario.organisation.teams, teams_meant(scenario.organisation, owner)
    able = [name for name, team in teams.items() if team.role in ROLES]
    if owner in (CSM, AUTOMATIC):
        return
    if not meant and owner in ROLES:
        yield path, f"there is no team with the role {owner}; add one below organisation.teams, or write {CSM}"
    elif not meant:
        words = [CSM, AUTOMATIC, *ROLES, *able]
        yield path, f"{owner!r} is not one of {', '.join(words)}{hint(owner, words)}"
    elif len(meant) > 1:
        yield path, f"{' and '.join(meant)} have the role {owner}; name one of them"
    elif teams[meant[0]].role not in ROLES:
        yield path, f"{owner} has the role {teams[owner].role}, which owns nothing; allowed are {' and '.join(ROLES)}"
    elif teams[meant[0]].headcount == 0:
        yield path, f"nobody is in {meant[0]}"
