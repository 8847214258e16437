"""What the causes of the drivers post."""

from __future__ import annotations

from typing import NamedTuple


class EffectRow(NamedTuple):
    """Levels [log-odds] and shares of the causes that post to the drivers; share 0 means the cause is off."""

    adoption_level: float
    answer_share: float
    specialist_share: float
    relationship_level: float
    proactive_share: float
    reactive_share: float
    contacts_to_half: float
    familiarity_half_life: float
    service_level: float
    late_share: float
    restore_share: float
    transfer_level: float
    transfer_share: float
    extra_face_share: float
    free_faces: int
    neglect_share: float
    onboarding_best: float = 0.0
    onboarding_worst: float = 0.0
    change_level: float = 0.0
    change_cold_share: float = 0.0
    change_warm_share: float = 0.0
    forgotten_cold: float = 0.0
    forgotten_warm: float = 0.0
    pressure_level: float = 0.0
    pitch_share: float = 0.0
    pitch_below: float = 0.0
    price_rise_share: float = 0.0
    downsell_mark_share: float = 0.0
    readiness_level: float = 0.0
    renewal_play_share: float = 0.0
    full_lead: float = 1.0
    gap_level: float = 0.0
    unheard_share: float = 0.0
    wrong_level: float = 0.0
    wrong_share: float = 0.0
    warm_share: float = 0.0
    explain_share: float = 0.0
    digital_teach_share: float = 0.0
    digital_touch_share: float = 0.0
