"""What comes from outside in numbers."""

from __future__ import annotations

from cssim.dynamics import outside
from cssim.plan.rows.outside import OutsideRow
from cssim.scenario.health import Health
from cssim.units import MONTHS_PER_YEAR


def lower_outside(health: Health) -> OutsideRow:
    """Return how often champions leave, and what each one takes with him; nothing if it has no effect."""
    told = health.outside
    if told.champion_leaves == 0.0 or told.champion_hazard == 1.0:
        return OutsideRow()
    return OutsideRow(
        champion_rate=told.champion_leaves,
        champion_amount=outside.event_amount(told.champion_hazard, told.half_life, MONTHS_PER_YEAR),
        champion_shield=told.shield if health.relationship.level > 0.0 else 0.0,
    )
