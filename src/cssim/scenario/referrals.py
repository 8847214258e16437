"""Referrals: customers that tell others of us, and who sells to those."""

from __future__ import annotations

from typing import Literal

from cssim.part import Part, field
from cssim.quantities import Frequency, Length, Share, WorkTime


class Referrals(Part):
    """How often customers bring others."""

    rate: Frequency = field(
        "0.05/year", about="customers that a customer who would recommend us brings; see surveys.nps for who would",
        unit="per year", low=0.025, high=0.1, off=0.0, evidence="guess", drawn=True,
        source="C10: promoters bring customers",
    )  # fmt: skip
    lead: Length = field(
        "2 months", about="time from a referral to the contract", unit="months", low=1.0, high=4.0, evidence="guess"
    )


class ReferralRules(Part):
    """Who sells to those of whom a customer has told, and how clear that is."""

    owner: Literal["sales", "csm"] = field(
        "sales", about="sales, which takes no time of customer success; or the CSM of the customer who told",
        source="B2: a CSM who sells referrals himself loses focus",
    )  # fmt: skip
    work: WorkTime = field(
        "6 working hours", about="work of a CSM who sells a referral himself", unit="working hours", low=3.0, high=12.0,
        evidence="guess",
    )  # fmt: skip
    disputed: Share = field(
        0.2, about="share of referrals that CSM and sales both claim, for want of a clear border", unit="share",
        low=0.1, high=0.4, off=0.0, evidence="guess", drawn=True, source="B2: unclear borders cause friction",
    )  # fmt: skip
    friction: WorkTime = field(
        "2 working hours", about="what settling such a claim costs the CSM", unit="working hours", low=1.0, high=4.0,
        off=0.0, evidence="guess",
    )  # fmt: skip
    delay: Length = field(
        "1 month", about="how much later the contract comes for it", unit="months", low=0.5, high=2.0, off=0.0,
        evidence="guess",
    )  # fmt: skip
