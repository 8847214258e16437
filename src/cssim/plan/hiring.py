"""Posts that are opened later, in numbers: when, and what makes it so."""

from __future__ import annotations

import math

from cssim.plan.posts import closes_of_team, later, member_rows, opens_of_team
from cssim.plan.rows.staffing import StaffingRow
from cssim.scenario.organization import Team
from cssim.scenario.schema import Scenario
from cssim.units import HOURS_PER_MONTH, MONTHS_PER_YEAR, hours_of_date, to_cents


def with_hiring(scenario: Scenario, name: str, row: StaffingRow) -> StaffingRow:
    """Return the row of a team with its people and the posts it may open; as it is for a team without any of that."""
    team = scenario.organisation.teams[name]
    hiring = team.hiring
    row = row._replace(
        members=member_rows(team, scenario.start),
        closes=closes_of_team(team, scenario.start),
        parting_pay=parting(scenario, team),
    )
    if hiring.opens_posts == 0 and not later(team):
        return row
    begin, end = freeze_of_posts(scenario, name)
    row = row._replace(
        opens=opens_of_team(team, scenario.start),
        no_posts_from=begin,
        no_posts_to=end,
        takes_over=int(scenario.organisation.people.takes_over == "yes"),
    )
    if hiring.most == 0:
        return row
    return row._replace(
        accounts_per_head=hiring.accounts_per_head or 0.0,
        arr_per_head=hiring.arr_per_head or 0,
        load_above=hiring.load_above or 0.0,
        load_months=0 if hiring.load_above is None else math.ceil(hiring.load_for),
    )


def parting(scenario: Scenario, team: Team) -> int:
    """Return what it costs [cents] to let somebody with a full post go: severance, and notice that is not worked."""
    pay, costs = team.pay, scenario.organisation.costs
    months = costs.severance * pay.base_share + costs.notice * (1.0 + pay.on_cost)
    return to_cents(pay.ote * months / MONTHS_PER_YEAR)


def freeze_of_posts(scenario: Scenario, team: str) -> tuple[float, float]:
    """Return from when to when [h] nobody is recruited for a new post of a team; both 0 if that is never so."""
    freeze = scenario.organisation.hiring_freeze
    if freeze is None or team in freeze.exempt:
        return 0.0, 0.0
    begin, last = (hours_of_date(day, scenario.start) for day in (freeze.begin, freeze.to))
    return begin, last + HOURS_PER_MONTH
