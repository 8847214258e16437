"""Process maturity: how far work follows a method, what that costs, and how hiring dilutes it."""

from __future__ import annotations

from cssim.part import Part, field
from cssim.quantities import Number, Share, WorkTime


class Process(Part):
    """How far the work of the teams follows a method; without this it does."""

    maturity: Share = field(
        0.6, about="how far it does so at the start: 0 everybody has his own way, 100 % there is one that all know",
        unit="share", low=0.3, high=0.9, off=1.0, evidence="yours",
    )  # fmt: skip
    invested: Share = field(
        0.0, about="share of everybody's time that goes into the method, and not to customers", unit="share", low=0.02,
        high=0.1, off=0.0, evidence="yours", lt=1,
    )  # fmt: skip
    cost: WorkTime = field(
        "2000 working hours", about="time after which 63 % of what is missing has been made", unit="working hours",
        low=1000.0, high=4000.0, evidence="guess", gt=0,
    )  # fmt: skip
    dilution: Number = field(
        0.5, about="what a hire takes of the maturity: this share, divided by the number of people then",
        unit="share times people", low=0.25, high=1.0, off=0.0, evidence="guess", ge=0, le=10,
        source="B4 gives the direction only",
    )  # fmt: skip
