"""Checks across what is said of people; see :mod:`cssim.scenario.language.checks`."""

from __future__ import annotations

from collections.abc import Iterator

from cssim.scenario.schema import Scenario
from cssim.scenario.suggest import hint


def freeze(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Find a hiring freeze that ends before it begins, or that spares a team that is not there."""
    said, teams = scenario.organisation.hiring_freeze, scenario.organisation.teams
    if said is None:
        return
    if said.to < said.begin:
        yield "organisation.hiring_freeze.to", "a freeze ends before it begins; to is its last month"
    for name in said.exempt:
        if name not in teams:
            known = f"there are {', '.join(teams)}{hint(name, list(teams))}"
            yield "organisation.hiring_freeze.exempt", f"there is no team {name!r}; {known}"
