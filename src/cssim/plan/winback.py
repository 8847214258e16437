"""Winback in numbers."""

from __future__ import annotations

from cssim.plan.rows.winback import WinbackRow
from cssim.scenario.schema import Scenario
from cssim.units import months_to_hours


def lower_winback(scenario: Scenario) -> WinbackRow:
    """Return how lost customers come back, nothing if none does; how many do is said by segment."""
    rules = scenario.customers.winback
    if all(segment.winback == 0.0 for segment in scenario.customers.segments.values()):
        return WinbackRow()
    return WinbackRow(months_to_hours(rules.delay), rules.arr, months_to_hours(rules.window))
