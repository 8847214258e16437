"""The health score in numbers."""

from __future__ import annotations

import math
from typing import Final

from cssim.dynamics.plays import PLAYS
from cssim.plan.requests import asked_for_deals
from cssim.plan.rows.observation import ScoreRow
from cssim.plan.rows.services import ServiceRow
from cssim.plan.services import pace_of
from cssim.policies.coverage import DigitalFirst, Uncovered
from cssim.sampling import inverse
from cssim.scenario.customers import Segment
from cssim.scenario.organization import AccountManagerTeam, CsmTeam, RenewalsDeskTeam, Team
from cssim.scenario.ownership import teams_meant
from cssim.scenario.schema import Scenario
from cssim.units import MONTHS_PER_YEAR

_LN2: Final = math.log(2.0)


def lower_score(scenario: Scenario) -> ScoreRow:
    """Return how the organization sees the health of its customers; it does not look if nobody acts on it."""
    score = scenario.organisation.health_score
    if not any(acted_on(scenario, name) for name in scenario.customers.segments):
        return ScoreRow()
    return ScoreRow(
        score_kept=1,
        score_every=score.refresh,
        score_activity=int(score.measures == "activity"),
        score_validity=score.validity,
        score_missing=score.missing,
        score_risk=inverse.normal(score.at_risk),
    )


def acted_on(scenario: Scenario, segment: str) -> bool:
    """Return whether anybody acts on the scores of a segment's accounts."""
    save, coverage = scenario.customers.segments[segment].plays.save, scenario.organisation.coverage[segment]
    waited_for = isinstance(coverage, DigitalFirst) and coverage.person_when.health_below > 0.0
    own = () if isinstance(coverage, Uncovered) else (coverage.renewals, coverage.commercial)
    names = [coverage.team, *(name for owner in own for name in teams_meant(scenario.organisation, owner)[:1])]
    measured = any(is_measured(scenario.organisation.teams.get(name)) for name in names)
    return waited_for or measured or (save.frequency > 0.0 and save.when == "at_risk")


def is_measured(team: Team | None) -> bool:
    """Return whether the people of a team are measured by anything."""
    return isinstance(team, CsmTeam | AccountManagerTeam | RenewalsDeskTeam) and team.incentive.policy != "none"


def usual_contacts(scenario: Scenario, segment: Segment, covered: bool, sold: ServiceRow) -> tuple[float, float]:
    """Return mean and standard deviation of the contacts that accounts of a segment remember, if all goes by plan.

    Plays, if it is ``covered``, some of them more often by what is ``sold``; and requests but how-to questions, which
    go to support or nowhere.

    Notes
    -----
    n contacts a year that come at random and fade with half-life H: mean n H / ln 2, variance n H / (2 ln 2).
    """
    asked = segment.requests
    planned = asked.product_question + asked.feature_request + asked.complaint + asked.commercial
    planned += asked_for_deals(scenario, segment)
    for play, name in enumerate(PLAYS if covered else ()):
        planned += pace_of(sold, play) * getattr(segment.plays, name).frequency
    mean = planned * scenario.health.relationship.familiarity_half_life / MONTHS_PER_YEAR / _LN2
    return mean, math.sqrt(0.5 * mean) if mean > 0.0 else 1.0
