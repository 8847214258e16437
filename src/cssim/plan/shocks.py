"""Shocks in numbers: one row per shock and segment that it can reach."""

from __future__ import annotations

from cssim.domain.keys import key_of_text
from cssim.dynamics import outside
from cssim.dynamics.drivers import value_at
from cssim.plan.rows.outside import ShockRow
from cssim.scenario.schema import Scenario
from cssim.scenario.shocks import SHIELDED, Shock
from cssim.units import MONTHS_PER_YEAR, hours_of_date, months_to_hours


def lower_shocks(scenario: Scenario) -> tuple[ShockRow, ...]:
    """Return the shocks in written order, for each of their segments; those that reach nobody are left out."""
    segments = list(scenario.customers.segments)
    return tuple(
        _row(scenario, name, number, shock, segments.index(segment))
        for number, (name, shock) in enumerate(scenario.shocks.items())
        for segment in (shock.segments or segments)
        if shock.reach > 0.0
    )


def _row(scenario: Scenario, name: str, number: int, shock: Shock, segment: int) -> ShockRow:
    begin = hours_of_date(shock.start, scenario.start)
    effects, half_life = shock.effects, scenario.health.outside.half_life
    hit = _amount(effects.hazard_ratio, half_life, MONTHS_PER_YEAR)
    hold = _amount(effects.hazard_ratio_meanwhile, half_life, 1.0)
    return ShockRow(
        key=key_of_text("shock", name),
        segment=segment,
        number=number,
        begin=begin,
        end=begin + months_to_hours(shock.lasts),
        reach=shock.reach,
        shield=_shield(scenario, shock),
        hit=hit,
        hold=hold,
        again=hold - value_at(hold, 1.0, 0.0, half_life),
        paces=effects.requests.factors(),
        deals=effects.deals,
        wins=effects.new_logos,
    )


def _amount(hazard_ratio: float, half_life: float, over: float) -> float:
    return 0.0 if hazard_ratio == 1.0 else outside.event_amount(hazard_ratio, half_life, over)


def _shield(scenario: Scenario, shock: Shock) -> float:
    if scenario.health.relationship.level == 0.0:
        return 0.0
    usual = scenario.health.outside.shield if shock.what in SHIELDED else 0.0
    return usual if shock.shield is None else shock.shield
