"""Teams in numbers."""

from __future__ import annotations

from cssim.domain.keys import key_of_text
from cssim.dynamics.expertise import touch_quality
from cssim.plan.posts import later, seats_of
from cssim.plan.tables import TeamRow
from cssim.scenario.organization import CsmTeam, OnboardingTeam, Team
from cssim.scenario.schema import Scenario
from cssim.units import to_cents


def paid_posts(team: Team) -> float:
    """Return the posts whose pay the plan states: those of today, or one where nobody is yet."""
    to_come = bool(later(team)) or team.hiring.opens_posts > 0
    return 1.0 if team.headcount == 0.0 and to_come else team.headcount


def lower_teams(scenario: Scenario) -> tuple[TeamRow, ...]:
    """Return the teams in written order."""
    quality = scenario.health.adoption.controller_quality
    return tuple(_team(name, team, quality) for name, team in scenario.organisation.teams.items())


def _team(name: str, team: Team, controller_quality: float) -> TeamRow:
    base, variable, on_cost = pay_of(team, paid_posts(team))
    alone = team.resolves_alone if isinstance(team, CsmTeam) else 1.0
    row = TeamRow(
        key=key_of_text("team", name),
        seats=tuple(share * team.availability for share in seats_of(team)),
        heads=paid_posts(team),
        promise=0.0 if isinstance(team, OnboardingTeam) else team.first_response,
        resolves_alone=alone,
        touch_quality=touch_quality(alone, controller_quality),
        base=base,
        variable=variable,
        on_cost=on_cost,
        matched=team.industry_share if isinstance(team, CsmTeam) else 0.0,
    )
    if not isinstance(team, CsmTeam) or team.cadence.plan == "fixed":
        return row
    return row._replace(
        cadence_planned=1,
        cadence_in_order=int(team.cadence.tiers == "in_order"),
        target_load=team.cadence.target_load,
        cadence_least=team.cadence.least,
        cadence_most=team.cadence.most,
    )


def yearly_pay(team: Team) -> tuple[int, int, int]:
    """Return base pay, variable pay at target and on-cost of a whole team as it is today [cents a year]."""
    return pay_of(team, team.headcount)


def pay_of(team: Team, posts: float) -> tuple[int, int, int]:
    """Return base pay, variable pay at target and on-cost of so many posts of a team [cents a year]."""
    pay = team.pay
    base = to_cents(posts * pay.ote * pay.base_share)
    variable = to_cents(posts * pay.ote) - base
    return base, variable, to_cents(posts * pay.ote * pay.on_cost)
