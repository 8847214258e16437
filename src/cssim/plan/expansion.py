"""Expansion in numbers."""

from __future__ import annotations

from cssim.plan.rows.expansion import ExpansionRow
from cssim.plan.rows.modules import ModuleRow
from cssim.scenario.expansion import Expansion
from cssim.scenario.schema import Scenario
from cssim.units import months_to_hours


def lower_expansion(expansion: Expansion) -> ExpansionRow:
    """Return what makes pitches succeed."""
    return ExpansionRow(
        pitch_health=expansion.health,
        pitch_base=expansion.base,
        pitch_room=expansion.room,
        pitch_rest=months_to_hours(expansion.recovery),
        deal_delay=months_to_hours(expansion.deal_delay),
        deal_spread=expansion.deal_spread,
        convert_chance=expansion.conversion.chance,
        convert_multiple=expansion.conversion.multiple,
        cross_sell=expansion.cross_sell,
    )


def lower_modules(scenario: Scenario) -> ModuleRow:
    """Return how the product grows; not at all if that is of no consequence."""
    modules = scenario.product.modules
    return ModuleRow(modules.rate, modules.raises, modules.asked_for) if modules.raises > 0.0 else ModuleRow()


def module_share(scenario: Scenario, name: str) -> float:
    """Return the share of a segment's accounts that have the product which a new module belongs to.

    It belongs to any of as many products as customers of some segment own, one as likely as another.
    """
    segments = scenario.customers.segments
    return segments[name].products / max(segment.products for segment in segments.values())
