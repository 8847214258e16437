"""Onboarding: how new customers are brought to first value."""

from __future__ import annotations

from cssim.part import Part, field
from cssim.quantities import Length, WorkTime


class OnboardingRules(Part):
    """How new customers are onboarded, whoever does it: a team of its own, or their CSMs where there is none."""

    session: WorkTime = field(
        "4 working hours", about="longest stretch of onboarding at once; more work takes several sessions",
        unit="working hours", low=2.0, high=8.0, evidence="guess", gt=0,
    )  # fmt: skip
    target: Length = field(
        "1 month", about="time from the contract to first value that is as good as at once", unit="months", low=0.5,
        high=2.0, evidence="vendor claim", source="[10,63,64] first contact, first value, onboarded: 14, 30, 45 days",
    )  # fmt: skip
    limit: Length = field(
        "3 months", about="time from which on first value comes too late; between target and limit in proportion",
        unit="months", low=2.0, high=6.0, evidence="vendor claim", gt=0,
        source="[10,63,64] 100 days until onboarded; 90 to 180 days for enterprise customers",
    )  # fmt: skip
