"""Incentives: what the people of a team are measured by and paid for."""

from __future__ import annotations

from typing import Literal

from cssim.part import Part, field
from cssim.quantities import Length, Number, Share
from cssim.scenario.pay_curve import PayCurve


class Incentive(Part):
    """What a team is measured by: it decides which plays are held, in which order, and how much variable pay is due."""

    policy: Literal["none", "quota", "health", "blend", "staged"] = field(
        "none", about="none: plays are held as the cadence says; quota: growth of ARR; health: health scores; blend: "
        "both; staged: a quota first, health later", off="none",
    )  # fmt: skip
    goal: Share | None = field(
        None, about="full attainment of the one thing that is measured: growth_goal of a quota or a staged incentive, "
        "health_goal of health", unit="share", evidence="yours", gt=0,
    )  # fmt: skip
    growth_goal: Share = field(
        0.05, about="by how much the ARR in a person's book is to grow within a year (quota, blend, staged)",
        unit="share of ARR a year", low=0.025, high=0.2, evidence="guess",
        source="[9] one company asks for $250k a quarter on $700k; A1: 20 % a year; net of churn if churn counts", ge=0,
    )  # fmt: skip
    churn_counts: Literal["yes", "no"] = field(
        "yes", about="whether ARR that is lost counts against what is sold", source="A2"
    )
    health_goal: Share = field(
        0.9, about="mean health score of a person's book that is full attainment (health, blend, staged)",
        unit="share of 100", low=0.8, high=0.95, evidence="guess", gt=0,
    )  # fmt: skip
    weight: Share = field(
        0.5, about="weight of growth in a blend; the rest is health", unit="share", low=0.25, high=1.0, evidence="guess"
    )
    switch_after: Length = field(
        "12 months", about="when a staged incentive goes from growth to health", unit="months", low=6.0, high=24.0,
        evidence="guess", ge=0,
    )  # fmt: skip
    switch_at_maturity: Share | None = field(
        None, about="instead of switch_after: a staged incentive is health while the maturity of the process "
        "(organisation.process) is at least this, growth below", unit="share", low=0.35, high=0.95, evidence="guess",
        source="B7: revenue early, health once the method is known", gt=0,
    )  # fmt: skip
    by_size: Number = field(
        0.5, about="how much more the health of a large customer counts: its ARR to this power", unit="exponent",
        low=0.25, high=1.0, off=0.0, evidence="guess", ge=0, le=1,
    )  # fmt: skip
    period: Literal["quarter", "year"] = field(
        "quarter", about="after which time variable pay is paid, and goals are set anew; of the finance year"
    )
    pay_curve: PayCurve = field(
        "linear", about="share of variable pay by attainment, in points such as {100%: 0, 110%: 1, 120%: 2}; linear: "
        "attainment itself", evidence="guess",
        source="[9] {100%: 0, 110%: 1, 120%: 2}",
    )  # fmt: skip
    may_move_dates: Literal["no", "yes"] = field(
        "no", about="whether deals are put off into the next period, or brought forward from it at a discount, where "
        "that pays more; with linear pay it never does", off="no",
        source="[79] timing and discounts under steep pay cost 6 to 8 % of revenue",
    )  # fmt: skip
    discount: Share = field(
        0.1, about="what a deal gives away that is brought forward, as a share of its ARR", unit="share", low=0.05,
        high=0.2, evidence="guess", source="[79] 6 to 8 % of revenue", lt=1,
    )  # fmt: skip

    @property
    def full_growth(self) -> float:
        """By how much ARR has to grow within a year for full attainment, as a share."""
        return self.goal if self.goal is not None and self.policy in ("quota", "staged") else self.growth_goal

    @property
    def full_health(self) -> float:
        """Mean health score for full attainment, as a share of 100."""
        return self.goal if self.goal is not None and self.policy == "health" else self.health_goal


class SellerIncentive(Part):
    """What account managers or a renewals desk are measured by: what they sell, and what of it goes on."""

    policy: Literal["none", "quota"] = field(
        "none", about="none: pay at target, and plays as they fall due; quota: deals and renewals", off="none",
        source="A4",
    )  # fmt: skip
    growth_goal: Share = field(
        0.05, about="by how much the ARR of the customers they sell to is to grow within a year by their deals",
        unit="share of ARR a year", low=0.025, high=0.2, evidence="guess", source="as for CSMs", ge=0,
    )  # fmt: skip
    renewal_goal: Share = field(
        0.9, about="share of the ARR that ends in a period, of customers whose renewals are theirs, that is to go on",
        unit="share", low=0.8, high=0.98, evidence="guess", source="[20,31,35] gross retention of 88 to 92 %", ge=0,
    )  # fmt: skip
    period: Literal["quarter", "year"] = field(
        "quarter", about="after which time variable pay is paid, and goals are set anew; of the finance year"
    )
    pay_curve: PayCurve = field(
        "linear", about="share of variable pay by attainment, in points such as {100%: 0, 110%: 1, 120%: 2}; linear: "
        "attainment itself", evidence="guess",
    )  # fmt: skip
