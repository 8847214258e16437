"""The digital programme: what customers are sent, and shown inside the product, without anybody's time."""

from __future__ import annotations

from cssim.part import Part, field
from cssim.quantities import Frequency, Money


class DigitalProgramme(Part):
    """The programme of a segment: guides, campaigns and messages that come by themselves."""

    touches: Frequency = field(
        "24/year", about="how often a customer is reached by the programme", unit="per year", low=12.0, high=48.0,
        off=0.0, evidence="guess",
        source="B12, D13; what a touch does is health.adoption.digital and health.neglect.digital",
    )  # fmt: skip
    platform: Money = field(
        "$40", about="cost of the platform per customer", unit="currency a year", low=20, high=80, off=0,
        evidence="guess",
    )  # fmt: skip
