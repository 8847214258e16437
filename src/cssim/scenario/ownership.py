"""Who owns renewals and what is commercial: the CSMs of the segment, another team, or nobody."""

from __future__ import annotations

from typing import Final

from cssim.scenario.organization import Organization

CSM: Final = "csm"
AUTOMATIC: Final = "automatic"
ROLES: Final = ("account_manager", "renewals_desk")
"""Roles of teams that own something without covering a segment."""


def teams_meant(organisation: Organization, owner: str) -> list[str]:
    """Return the teams that a word for an owner may mean: the one of that name, or all with that role.

    None where the CSMs of the segment own it, or nobody does.
    """
    if owner in (CSM, AUTOMATIC):
        return []
    if owner in organisation.teams:
        return [owner]
    return [name for name, team in organisation.teams.items() if team.role == owner]
