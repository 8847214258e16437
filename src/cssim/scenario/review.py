"""The yearly review: whether the last of a team has to leave."""

from __future__ import annotations

from cssim.part import Part, field
from cssim.quantities import Share


class Review(Part):
    """What becomes, once a year, of the person of a team whose own KPI is much below that of the others."""

    cut: Share = field(
        0.8, about="he falls short whose own KPI since the last review (what he has attained, where he has goals, else "
        "pieces of work per hour of presence) is below this share of the mean of his team", unit="share",
        low=0.6, high=0.95, evidence="guess", lt=1,
    )  # fmt: skip
    strictness: Share = field(
        0.0, about="probability that the last of a team, if he falls short, has to leave", unit="share", low=0.25,
        high=1.0, off=0.0, evidence="yours", source="[45] sales: 20 % leave a year, 34 % with those sent away",
    )  # fmt: skip
