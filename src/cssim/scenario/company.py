"""The company: currency, finance year and margin."""

from __future__ import annotations

from typing import Literal

from cssim.part import Part, field
from cssim.quantities import Number, Share

MonthName = Literal[
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]  # fmt: skip


class Valuation(Part):
    """What the company would be worth to a buyer: two usual ways, each with a number of its own."""

    arr_multiple: Number = field(
        6.0, about="price of a company as a multiple of its ARR", unit="multiple of ARR", low=3.0, high=12.0,
        evidence="yours", source="C2; usual for private software companies, and it moves with the market", gt=0, le=100,
    )  # fmt: skip
    discount: Share = field(
        0.1, about="interest at which what is earned later counts less", unit="share a year", low=0.08, high=0.15,
        evidence="yours", source="C2; usual for software companies", gt=0,
    )  # fmt: skip


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
    valuation: Valuation = field(
        Valuation, about="what the company is worth: only what is told, nothing follows from it"
    )
