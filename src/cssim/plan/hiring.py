"""Posts that are opened later, in numbers: when, and what makes it so."""

from __future__ import annotations

import math

from cssim.plan.posts import closes_of_team, later, member_rows, opens_of_team
from cssim.plan.rows.staffing import StaffingRow
from cssim.plan.severance import severance_pay
from cssim.scenario.schema import Scenario
from cssim.units import HOURS_PER_MONTH, hours_of_date


def with_hiring(scenario: Scenario, name: str, row: StaffingRow) -> StaffingRow:
    """Return the row of a team with its people and the posts it may open; as it is for a team without any of that."""
    team = scenario.organisation.teams[name]
    hiring, costs = team.hiring, scenario.organisation.costs
    row = row._replace(
        members=member_rows(team, scenario.start),
        closes=closes_of_team(team, scenario.start),
        severance_pay=severance_pay(team, costs.severance, costs.notice),
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


def freeze_of_posts(scenario: Scenario, team: str) -> tuple[float, float]:
    """Return from when to when [h] nobody is recruited for a new post of a team; both 0 if that is never so."""
    freeze = scenario.organisation.hiring_freeze
    if freeze is None or team in freeze.exempt:
        return 0.0, 0.0
    begin, last = (hours_of_date(day, scenario.start) for day in (freeze.begin, freeze.to))
    return begin, last + HOURS_PER_MONTH
