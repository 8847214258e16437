"""Which drivers can differ from nothing."""

from __future__ import annotations

from cssim.dynamics.drivers import N_DRIVERS
from cssim.plan.tables import Plan


def felt_drivers(plan: Plan) -> tuple[int, ...]:
    """Return the drivers that can differ from nothing: those with a target, a reference or a cause that posts."""
    effects = plan.effects
    reached = any(row.digital_interval > 0.0 for row in plan.digital)
    digital = (effects.digital_teach_share, effects.digital_touch_share) if reached else (0.0, 0.0)
    causes = (
        max([effects.answer_share, effects.specialist_share, digital[0], *_taught(plan)]),
        max(effects.proactive_share, effects.reactive_share),
        max([effects.late_share, effects.wrong_share, *(row.raise_share for row in plan.request_types)]),
        max(effects.transfer_share, effects.warm_share, effects.explain_share, effects.extra_face_share),
        max(effects.neglect_share, digital[1]),
        max(effects.onboarding_best, -effects.onboarding_worst),
        max(effects.change_cold_share, effects.change_warm_share),
        max(effects.pitch_share, effects.price_rise_share, effects.downsell_mark_share),
        effects.renewal_play_share,
        effects.unheard_share,
        max([plan.outside.champion_rate, *(abs(row.hit) + abs(row.hold) for row in plan.shocks)]),
    )
    return tuple(
        driver
        for driver in range(N_DRIVERS)
        if causes[driver] > 0.0
        or plan.drivers[driver].target != 0.0
        or any(segment.reference[driver] != 0.0 for segment in plan.segments)
    )


def _taught(plan: Plan) -> list[float]:
    """Return the share of the adoption gap that every play closes."""
    return [play.teach_share for segment in plan.segments for play in segment.plays]
