"""Winback: lost customers that come back."""

from __future__ import annotations

from cssim.part import Part, field
from cssim.quantities import Length, Share


class Winback(Part):
    """How lost customers come back; how many do is said by segment."""

    delay: Length = field(
        "6 months", about="mean time from a loss until the customer is asked to come back", unit="months", low=3.0,
        high=12.0, evidence="guess",
    )  # fmt: skip
    arr: Share = field(
        0.7, about="ARR with which a customer comes back, as a share of what it left with", unit="share", low=0.35,
        high=1.0, evidence="guess", gt=0, source="as of customers that are won, customers.new_logos.*.land",
    )  # fmt: skip
    window: Length = field(
        "3 months", about="time after a loss in which coming back is a reactivation; later it is new ARR",
        unit="months", low=1.5, high=6.0, evidence="convention", source="the model's documentation",
    )  # fmt: skip
