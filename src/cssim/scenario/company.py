"""The company: currency, finance year and margin."""

from __future__ import annotations

from typing import Literal

from cssim.part import Part, field
from cssim.quantities import Share

MonthName = Literal[
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]  # fmt: skip


class Company(Part):
    """What finance needs to know about the company."""

    currency: str = field("USD", about="currency of every amount, as an ISO code", pattern="^[A-Z]{3}$")
    fiscal_year_starts: MonthName = field("January", about="first month of the finance year")
    gross_margin_before_cs: Share = field(
        0.8,
        about="gross margin of recurring revenue before the cost of customer success",
        unit="share",
        low=0.7,
        high=0.9,
        evidence="guess",
        source="usual for software; the company knows its own",
    )
