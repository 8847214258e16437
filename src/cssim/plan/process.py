"""Process maturity in numbers."""

from __future__ import annotations

from cssim.plan.rows.process import ProcessRow
from cssim.scenario.schema import Scenario


def lower_process(scenario: Scenario) -> ProcessRow:
    """Return how far work follows a method; that it does, if nothing is said."""
    process = scenario.organisation.process
    if process is None:
        return ProcessRow()
    return ProcessRow(1, process.maturity, process.invested, process.cost, process.dilution)
