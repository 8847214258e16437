"""Shocks: what goes wrong, or right, from outside, at a date and for a while."""

from __future__ import annotations

from typing import Final, Literal

from cssim.part import Part, field
from cssim.quantities import Length, Month, Number, Share

Kind = Literal["outage", "recession", "competitor", "price_war", "key_person", "demand_surge", "other"]

SHIELDED: Final = ("competitor", "price_war")
"""Kinds from which a relationship shields unless a shock says otherwise: people stay with whom they know."""


def _factor(what: str) -> float:
    factor: float = field(
        1.0, about=f"how often {what} come while it lasts, as a multiple", unit="multiple", low=0.5, high=5.0, off=1.0,
        evidence="yours", ge=0, le=100,
    )  # fmt: skip
    return factor


class ShockRequests(Part):
    """How often customers ask while a shock lasts, by type, as multiples of how often they would have."""

    how_to: Number = _factor("how-to questions")
    product_question: Number = _factor("product questions")
    feature_request: Number = _factor("feature requests")
    complaint: Number = _factor("complaints")
    commercial: Number = _factor("commercial questions")

    def factors(self) -> tuple[float, ...]:
        """Return the multiples in the order in which types are written."""
        return self.how_to, self.product_question, self.feature_request, self.complaint, self.commercial


class ShockEffects(Part):
    """What a shock does to the customers it reaches; at least one of these must be said."""

    hazard_ratio: Number = field(
        1.0, about="churn over the year after a customer is hit, as a multiple; each is hit once, at a time of its own "
        "while the shock lasts", unit="multiple", low=0.5, high=4.0, off=1.0, evidence="yours", gt=0, le=100,
    )  # fmt: skip
    hazard_ratio_meanwhile: Number = field(
        1.0, about="churn while the shock lasts, as a multiple; it fades afterwards", unit="multiple", low=0.5,
        high=4.0, off=1.0, evidence="yours", gt=0, le=100,
    )  # fmt: skip
    requests: ShockRequests = field(ShockRequests, about="how often customers ask while it lasts")
    deals: Number = field(
        1.0, about="chance that a pitch succeeds while it lasts, as a multiple", unit="multiple", low=0.5, high=1.0,
        off=1.0, evidence="yours", ge=0, le=1,
    )  # fmt: skip
    new_logos: Share = field(
        1.0, about="share of the planned new customers that are won while it lasts, whatever its reach", unit="share",
        low=0.3, high=1.0, off=1.0, evidence="yours",
    )  # fmt: skip

    def nothing(self) -> bool:
        """Return whether there is no effect at all."""
        return self == ShockEffects()


class Shock(Part):
    """Something from outside that happens at a date, lasts for a while and reaches some of the customers."""

    what: Kind = field("other", about="what kind of thing it is; competitor and price_war are shielded from")
    start: Month = field(about="first month of it")
    lasts: Length = field("1 month", about="how long it lasts", unit="months", low=0.5, high=6.0, gt=0, le=600)
    segments: tuple[str, ...] = field((), about="kinds of customers it can reach; without it all of them")
    reach: Share = field(
        1.0, about="share of them that it reaches", unit="share", low=0.1, high=0.9, off=0.0, evidence="yours"
    )
    shield: Share | None = field(
        None, about="share of it that the best possible relationship keeps away; without it health.outside.shield for "
        "a competitor and a price war, nothing else", unit="share", low=0.25, high=1.0, off=0.0, evidence="guess",
    )  # fmt: skip
    effects: ShockEffects = field(ShockEffects, about="what it does to the customers it reaches")
