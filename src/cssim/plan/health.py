"""Health in numbers: how drivers rest, and what their causes post."""

from __future__ import annotations

from cssim.dynamics.drivers import NAMES, DriverRow
from cssim.plan.rows.health import EffectRow
from cssim.scenario.health import Health
from cssim.units import months_to_hours


def lower_drivers(health: Health) -> tuple[DriverRow, ...]:
    """Return how every driver rests, in the order of :data:`cssim.dynamics.drivers.NAMES`."""
    return tuple(
        DriverRow(health.neglect.target if name == "neglect" else 0.0, months_to_hours(getattr(health, name).half_life))
        for name in NAMES
    )


def lower_effects(health: Health) -> EffectRow:
    """Return the causes of the drivers; a driver whose level is 0 has none."""
    adoption, relationship, service = (
        _on(health.adoption.level),
        _on(health.relationship.level),
        _on(health.service.level),
    )
    transfers, change, pressure = (
        _on(health.transfers.level),
        _on(health.account_change.level),
        _on(health.pressure.level),
    )
    return EffectRow(
        adoption_level=health.adoption.level,
        answer_share=adoption * health.adoption.answer,
        specialist_share=adoption * health.adoption.specialist,
        relationship_level=health.relationship.level,
        proactive_share=relationship * health.relationship.proactive,
        reactive_share=relationship * health.relationship.reactive,
        contacts_to_half=health.relationship.contacts_to_half,
        familiarity_half_life=months_to_hours(health.relationship.familiarity_half_life),
        service_level=health.service.level,
        late_share=service * health.service.late,
        restore_share=service * health.service.restore,
        wrong_level=health.service.wrong_level,
        wrong_share=service * _on(health.service.wrong_level) * health.service.wrong,
        transfer_level=health.transfers.level,
        transfer_share=transfers * health.transfers.each,
        warm_share=transfers * health.transfers.warm,
        explain_share=transfers * health.transfers.explain_twice,
        extra_face_share=transfers * health.transfers.extra_face,
        free_faces=health.transfers.free_faces,
        neglect_share=_on(health.neglect.target) * health.neglect.touch,
        onboarding_best=health.onboarding.best,
        onboarding_worst=health.onboarding.worst,
        change_level=health.account_change.level,
        change_cold_share=change * health.account_change.cold,
        change_warm_share=change * health.account_change.warm,
        forgotten_cold=relationship * health.account_change.forgotten_cold,
        forgotten_warm=relationship * health.account_change.forgotten_warm,
        pressure_level=health.pressure.level,
        pitch_share=pressure * health.pressure.pitch,
        pitch_below=health.pressure.pitch_below,
        price_rise_share=pressure * health.pressure.price_rise,
        downsell_mark_share=pressure * health.pressure.downsell,
        readiness_level=health.readiness.level,
        renewal_play_share=_on(health.readiness.level) * health.readiness.renewal_play,
        full_lead=months_to_hours(health.readiness.full_lead),
        gap_level=health.product_gap.level,
        unheard_share=_on(health.product_gap.level) * health.product_gap.unheard,
        digital_teach_share=adoption * health.adoption.digital,
        digital_touch_share=_on(health.neglect.target) * health.neglect.digital,
    )


def _on(level: float) -> float:
    """Return 1 for a driver with a level, 0 for one that is off."""
    return 1.0 if level != 0.0 else 0.0
