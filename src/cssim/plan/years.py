"""Good and bad years in numbers."""

from __future__ import annotations

from typing import Final, get_args

from cssim.plan.rows.years import YearRow
from cssim.scenario.company import MonthName
from cssim.scenario.schema import Scenario
from cssim.units import MONTHS_PER_YEAR

_MONTH_NAMES: Final = get_args(MonthName)


def lower_years(scenario: Scenario) -> YearRow:
    """Return how much years differ, and where in its finance year the scenario starts."""
    effect = scenario.renewal.year_effect
    first = _MONTH_NAMES.index(scenario.company.fiscal_year_starts) + 1
    return YearRow(effect.common, effect.segment, (scenario.start.month - first) % MONTHS_PER_YEAR)
