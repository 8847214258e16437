"""Health: the drivers of renewal, each with its level, its half-life and the shares of what moves it.

A cause closes a share of the gap between a driver and the level. A driver whose level (for neglect: target) is 0 is
off: none of its causes is posted.
"""

from __future__ import annotations

from cssim.part import Part, field
from cssim.scenario.health.events import AccountChange, Onboarding, Outside
from cssim.scenario.health.offer import Pressure, ProductGap, Readiness
from cssim.scenario.health.service import Service, Transfers
from cssim.scenario.health.touch import Adoption, Neglect, Relationship


class Health(Part):
    """What makes customers stay, besides what they are: stocks in log-odds."""

    adoption: Adoption = field(Adoption, about="using the product well")
    relationship: Relationship = field(Relationship, about="knowing and trusting a person")
    service: Service = field(Service, about="waiting and complaints")
    transfers: Transfers = field(Transfers, about="being passed on, and new faces")
    neglect: Neglect = field(Neglect, about="silence")
    onboarding: Onboarding = field(Onboarding, about="how the customer began")
    account_change: AccountChange = field(AccountChange, about="losing the person one knew")
    pressure: Pressure = field(Pressure, about="being sold to, charged more, cut down")
    readiness: Readiness = field(Readiness, about="a renewal that was prepared")
    product_gap: ProductGap = field(ProductGap, about="wishes that were not heard")
    outside: Outside = field(Outside, about="what comes from outside")

    def spans(self) -> dict[str, float]:
        """Return highest minus lowest level of each driver that has levels [log-odds]: what it can do at most."""
        return {
            "adoption": self.adoption.level,
            "relationship": self.relationship.level,
            "service": -min(self.service.level, self.service.wrong_level) if self.service.level else 0.0,
            "transfers": -self.transfers.level,
            "neglect": -self.neglect.target,
            "onboarding": self.onboarding.best - self.onboarding.worst,
            "account_change": -self.account_change.level,
            "pressure": -self.pressure.level,
            "readiness": self.readiness.level,
            "product_gap": -self.product_gap.level,
        }
