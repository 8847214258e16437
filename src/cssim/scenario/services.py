"""Services that are sold beside the product: success plans, and onboarding."""

from __future__ import annotations

from cssim.part import Part, field
from cssim.quantities import Money, Number, Share


class SoldPlans(Part):
    """Success plans that customers pay for: they hear from their CSM more often."""

    share: Share = field(
        0.1, about="share of the customers that buy one", unit="share", low=0.05, high=0.3, off=0.0, evidence="yours"
    )
    price: Money = field(
        "$6,000", about="what a plan costs; a fee for a service, so no ARR", unit="currency a year", low=3_000,
        high=12_000, evidence="yours",
    )  # fmt: skip
    contacts: Number = field(
        1.5, about="how many times as often check-ins and looks at the success plan fall due for who has one",
        unit="factor", low=1.0, high=2.0, off=1.0, evidence="guess", drawn=True, gt=0, le=10,
    )  # fmt: skip


class Services(Part):
    """What customers of a segment may buy beside the product."""

    success_plans: SoldPlans = field(SoldPlans, about="success plans that are sold")
    onboarding: Money = field(
        0, about="what a new customer pays for being brought to first value", unit="currency", low=1_000, high=10_000,
        off=0, evidence="yours",
    )  # fmt: skip
