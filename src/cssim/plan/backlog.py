"""Open work of a customer book: what accounts wait for when the simulation begins."""

from __future__ import annotations

from collections.abc import Sequence

from cssim.errors import InputError
from cssim.plan.accounts import OpeningAccount
from cssim.plan.requests import breadth_of, has_specialists
from cssim.scenario.organization import CsmTeam
from cssim.scenario.schema import Scenario


def backlog(scenario: Scenario, book: Sequence[OpeningAccount]) -> list[int]:
    """Return how many requests of every account are open at time 0.

    Raises
    ------
    InputError
        If a CSM could not close one alone, and there is nobody to pass it on to.
    """
    open_requests = [account.open_requests for account in book]
    if any(open_requests) and not has_specialists(scenario):
        for index in sorted({account.segment for account in book if account.open_requests}):
            _closed_alone(scenario, list(scenario.customers.segments)[index])
    return open_requests


def _closed_alone(scenario: Scenario, segment: str) -> None:
    """Refuse open requests of a segment whose CSMs would pass some of them on."""
    name = scenario.organisation.coverage[segment].team
    team = scenario.organisation.teams.get(name or "")
    alone = team.resolves_alone if isinstance(team, CsmTeam) else 1.0
    if alone * breadth_of(scenario, scenario.customers.segments[segment]) < 1.0:
        raise InputError.of(
            f"accounts of {segment} have open requests, which {name} transfers where it cannot close them, and there "
            "is no specialist; add a team of role specialist, or write 100%",
            path=f"organisation.teams.{name}.resolves_alone",
        )
