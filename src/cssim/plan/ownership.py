"""Ownership in numbers: whose work renewals, pitches and commercial requests are."""

from __future__ import annotations

from typing import Final, NamedTuple

from cssim.dynamics.plays import EXPANSION, RENEWAL
from cssim.plan.rows.accounts import NOBODY
from cssim.policies.coverage import Uncovered
from cssim.scenario.organization import AccountManagerTeam, RenewalsDeskTeam
from cssim.scenario.ownership import AUTOMATIC, teams_meant
from cssim.scenario.schema import Scenario


class Ownership(NamedTuple):
    """Team indices of who owns ``renewals`` and what is ``commercial`` of a segment, NOBODY for the team that covers
    it; ``automatic``: nobody prepares renewals."""

    renewals: int = NOBODY
    commercial: int = NOBODY
    automatic: bool = False

    def left_to_others(self, play: int) -> bool:
        """Return whether a play takes no time of the team that covers the segment."""
        if play == RENEWAL:
            return self.automatic or self.renewals != NOBODY
        return play == EXPANSION and self.commercial != NOBODY


COVERING_TEAM_OWNS_ALL: Final = Ownership()


def ownership_of(scenario: Scenario, segment: str) -> Ownership:
    """Return who owns what of a segment."""
    coverage = scenario.organisation.coverage[segment]
    if isinstance(coverage, Uncovered):
        return COVERING_TEAM_OWNS_ALL
    return Ownership(
        _team(scenario, coverage.renewals), _team(scenario, coverage.commercial), coverage.renewals == AUTOMATIC
    )


def sellers_of(scenario: Scenario, segment: str) -> tuple[str, str]:
    """Return which teams with goals own renewals, and what is commercial, of a segment; an empty name for none."""
    coverage = scenario.organisation.coverage[segment]
    if isinstance(coverage, Uncovered):
        return "", ""
    return _seller(scenario, coverage.renewals), _seller(scenario, coverage.commercial)


def _seller(scenario: Scenario, owner: str) -> str:
    for name in teams_meant(scenario.organisation, owner)[:1]:
        team = scenario.organisation.teams[name]
        if isinstance(team, (AccountManagerTeam, RenewalsDeskTeam)) and team.incentive.policy != "none":
            return name
    return ""


def _team(scenario: Scenario, owner: str) -> int:
    meant = teams_meant(scenario.organisation, owner)
    return list(scenario.organisation.teams).index(meant[0]) if meant else NOBODY
