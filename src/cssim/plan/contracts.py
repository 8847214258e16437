"""Contracts in numbers."""

from __future__ import annotations

from cssim.plan.rows.contracts import ContractRow
from cssim.scenario.schema import Scenario


def lower_contracts(scenario: Scenario) -> ContractRow:
    """Return what all contracts have in common."""
    uplift = scenario.customers.price_uplift
    return ContractRow(price_rise=uplift.typical, price_accept=uplift.accept)
