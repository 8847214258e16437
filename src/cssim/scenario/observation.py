"""The health score: how the organization sees its customers."""

from __future__ import annotations

from typing import Literal

from cssim.part import Part, field
from cssim.quantities import Share, Whole


class HealthScore(Part):
    """What is known of a customer's health on the first of a month; people act on this, never on the truth."""

    validity: Share = field(
        0.7, about="correlation of the score with health; 100%: what is seen is true", unit="correlation", low=0.35,
        high=1.0, off=1.0, evidence="guess", drawn=True,
        source="[95-97] scores tell who will leave with an AUC of 0.65 to 0.85; cssim validate prints "
        "which validity gives which",
    )  # fmt: skip
    measures: Literal["health", "activity"] = field(
        "health", about="what the score is made of; activity takes much contact for health, as many scores do",
        off="health",
    )  # fmt: skip
    refresh: Whole = field(
        1, about="months after which scores are made anew", unit="number of months", low=1, high=3, off=1,
        evidence="guess", ge=1, le=12,
    )  # fmt: skip
    missing: Share = field(
        0.05, about="share of the scores that cannot be made; the last one stays", unit="share", low=0.02, high=0.1,
        off=0.0, evidence="guess", lt=1,
    )  # fmt: skip
    at_risk: Share = field(
        0.05, about="who has a score like the lowest of today's customers, so many of them, is at risk", unit="share",
        low=0.025, high=0.1, evidence="guess", gt=0, lt=1,
    )  # fmt: skip
