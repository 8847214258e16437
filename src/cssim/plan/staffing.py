"""People in numbers: skill, absence, leaving, vacancies, ramp."""

from __future__ import annotations

import math
from typing import Final

from cssim.dynamics.expertise import expertise
from cssim.dynamics.process import sooner
from cssim.plan.hiring import freeze_of_posts, with_hiring
from cssim.plan.posts import seats_of
from cssim.plan.rows.staffing import StaffingRow
from cssim.plan.years import lower_years
from cssim.scenario.organization import CsmTeam, Organization, Team
from cssim.scenario.people import People
from cssim.scenario.schema import Scenario
from cssim.units import HOURS_PER_DAY, HOURS_PER_YEAR, MONTHS_PER_YEAR, months_to_hours, to_cents

LONGEST_BLOCK: Final = 10.0
"""Working days of the longest absence."""
GENERALIST: Final = 0.5
"""Expertise half-way between an air-traffic controller and a product expert."""


def lower_staffing(scenario: Scenario) -> tuple[StaffingRow, ...]:
    """Return what the people of each team have in common, teams in written order."""
    organisation = scenario.organisation
    rows = []
    for name, team in organisation.teams.items():
        row = _costs(organisation, team, _staffing(organisation.people, team, most_products(scenario, name)))
        begin, end = frozen(scenario, name)
        row = row._replace(
            review_first=first_of_finance_year(scenario),
            review_cut=organisation.review.cut,
            review_strictness=organisation.review.strictness,
        )
        rows.append(with_hiring(scenario, name, row._replace(freeze_from=begin, freeze_to=end)))
    return tuple(rows)


def first_of_finance_year(scenario: Scenario) -> int:
    """Return the month in which the next finance year begins, 12 if one begins with the first month."""
    return MONTHS_PER_YEAR - lower_years(scenario).year_months_in


def frozen(scenario: Scenario, team: str) -> tuple[float, float]:
    """Return from when to when [h] nobody is recruited for posts of a team that fall vacant; both 0 if never."""
    freeze = scenario.organisation.hiring_freeze
    return (0.0, 0.0) if freeze is None or freeze.backfill == "normal" else freeze_of_posts(scenario, team)


def _costs(organisation: Organization, team: Team, row: StaffingRow) -> StaffingRow:
    """Return the row with what a full post costs beside its pay."""
    managers, operations, costs = organisation.managers, organisation.operations, organisation.costs
    return row._replace(
        managers=to_cents(managers.pay.ote * (1.0 + managers.pay.on_cost) / managers.span),
        operations=to_cents(operations.pay.ote * (1.0 + operations.pay.on_cost) / operations.span),
        tools=costs.tools,
        recruiting=to_cents(team.pay.ote * team.pay.base_share * costs.recruiting),
        training=costs.training,
    )


def yearly_beside_pay(organisation: Organization, team: Team) -> int:
    """Return what the posts of a team cost beside their pay, as long as they are held [cents a year]."""
    row = _costs(organisation, team, StaffingRow())
    return to_cents(team.headcount * (row.managers + row.operations + row.tools))


def most_products(scenario: Scenario, team: str) -> float:
    """Return of how many products a team has to know: the most that customers of a segment it covers own."""
    covered = [name for name, coverage in scenario.organisation.coverage.items() if coverage.team == team]
    return max((scenario.customers.segments[name].products for name in covered), default=1.0)


def _staffing(people: People, team: Team, products: float) -> StaffingRow:
    hours, every = absences(people)
    e = expertise(team.resolves_alone) if isinstance(team, CsmTeam) else GENERALIST
    role = between(e, people.attrition_controller, 1.0, people.attrition_expert)
    return StaffingRow(
        skill_spread=people.skill,
        absence_hours=hours,
        absence_every=every,
        cover_after=people.cover_after,
        hazard=yearly_hazard(people.attrition) * role / HOURS_PER_YEAR,
        overload=people.overload,
        time_to_fill=months_to_hours(people.time_to_fill) * between(e, 1.0, 1.0, people.time_to_fill_expert),
        ramp_hours=ramp_of(people, team, products),
        ramp_start=people.ramp_start,
        shares=seats_of(team),
    )


def ramp_of(people: People, team: Team, products: float) -> float:
    """Return how long [h] somebody new in a team that has to know so many ``products`` is below the usual pace."""
    e = expertise(team.resolves_alone) if isinstance(team, CsmTeam) else GENERALIST
    times = (1.0 + (people.ramp_expert - 1.0) * e) * math.pow(products, people.ramp_products)
    if isinstance(team, CsmTeam) and team.industry_share > 0.0:
        times = sooner(times, team.industry_share)
    return months_to_hours(people.ramp) * times


def yearly_hazard(share: float) -> float:
    """Return the hazard [1/year] at which this share of people leaves within a year."""
    return -math.log1p(-share)


def between(e: float, controller: float, generalist: float, expert: float) -> float:
    """Return a number at expertise ``e`` in [0, 1], in straight lines between those of the three kinds of CSM."""
    if e < GENERALIST:
        return controller + (generalist - controller) * e / GENERALIST
    return generalist + (expert - generalist) * (e - GENERALIST) / (1.0 - GENERALIST)


def absences(people: People) -> tuple[float, float]:
    """Return the length of an absence and of the stretch of time in which one lies [h]; as few as are short enough."""
    if people.absence_days == 0.0:
        return 0.0, 0.0
    blocks = math.ceil(people.absence_days / LONGEST_BLOCK)
    return people.absence_days * HOURS_PER_DAY / blocks, HOURS_PER_YEAR / blocks
