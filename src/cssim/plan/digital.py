"""Digital programmes in numbers."""

from __future__ import annotations

from cssim.plan.opening import opening_book
from cssim.plan.rows.digital import DigitalRow
from cssim.policies.coverage import Uncovered
from cssim.scenario.digital import DigitalProgramme
from cssim.scenario.organization import SupportTeam
from cssim.scenario.schema import Scenario
from cssim.units import interval_hours

_NONE = DigitalProgramme(touches=0.0, platform=0)


def lower_digital(scenario: Scenario) -> tuple[DigitalRow, ...]:
    """Return the programme of each segment; nothing at all if there is none in any."""
    programmes = scenario.organisation.digital
    if not any(each.touches > 0.0 for each in programmes.values()):
        return ()
    return tuple(_row(scenario, name, programmes.get(name, _NONE)) for name in scenario.customers.segments)


def _row(scenario: Scenario, segment: str, programme: DigitalProgramme) -> DigitalRow:
    if programme.touches == 0.0:
        return DigitalRow()
    return DigitalRow(interval_hours(programme.touches), programme.platform, paid_by(scenario, segment))


def yearly_platforms(scenario: Scenario) -> int:
    """Return what the platforms cost in a year with the customers of the opening book [cents]."""
    if not scenario.organisation.digital:
        return 0
    each = [row.digital_platform for row in lower_digital(scenario)]
    return sum(each[account.segment] for account in opening_book(scenario).accounts) if each else 0


def paid_by(scenario: Scenario, segment: str) -> int:
    """Return the team whose cost a programme is: the one that covers the segment, support where nobody does."""
    teams, coverage = scenario.organisation.teams, scenario.organisation.coverage[segment]
    if isinstance(coverage, Uncovered):
        return [isinstance(team, SupportTeam) for team in teams.values()].index(True)
    return list(teams).index(coverage.team)
