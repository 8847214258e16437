"""Expansion in numbers."""

from __future__ import annotations

from cssim.plan.rows.expansion import ExpansionRow
from cssim.scenario.expansion import Expansion
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
    )
