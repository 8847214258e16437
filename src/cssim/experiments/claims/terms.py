"""Claims C1 to C11: what the terms of customer success are said to do."""

from __future__ import annotations

from typing import Final

from cssim.experiments.claims.claim import Arm, Claim, Decision, Dial, Measure
from cssim.experiments.claims.term_measures import (
    elasticity_of_value,
    inside_the_range,
    late_losses,
    lost_of_those_won,
    mark_of_a_discount,
    silence_against_service,
    silence_against_service_at_all,
    whole_risk_after_a_discount,
)

_SEGMENTS: Final = ("enterprise", "mid_market", "smb")
_LIMIT: Final = "organisation.coverage.enterprise.max_arr"
_CHAMPIONS: Final = "health.outside.champion_leaves"
_MARK: Final = "health.pressure.downsell"
_ADOPTION: Final = "health.adoption.level"
_WORST: Final = "health.onboarding.worst"
_NEGLECT: Final = "health.neglect.target"
_READY: Final = "health.readiness.level"
_REFERRALS: Final = "customers.referrals.rate"
_PROFILE: Final = "customers.ideal_profile.weight"
_CSM: Final = "organisation.teams.csm"
_ONE_MORE: Final = (Arm("five CSMs"), Arm("six CSMs", {f"{_CSM}.headcount": 6}))


def _won(**setting: object) -> dict[str, object]:
    """Return the same setting for the customers that every segment wins."""
    return {f"customers.new_logos.{segment}.{name}": value for segment in _SEGMENTS for name, value in setting.items()}


def _everywhere(path: str, value: object) -> dict[str, object]:
    """Return the same setting for every segment."""
    return {f"customers.segments.{segment}.{path}": value for segment in _SEGMENTS}


_KEY_ACCOUNTS: Final = "organisation.teams.key_accounts"
_OWN_CSMS: Final = {
    f"{_CSM}.headcount": 3,
    _KEY_ACCOUNTS: {
        "role": "csm",
        "headcount": 2,
        "cadence": {"plan": "fixed"},
        "pay": {"ote": "$110k", "base_share": "80%", "on_cost": "30%"},
    },
    "organisation.coverage.enterprise.team": "key_accounts",
}
_ON_CADENCE: Final = _everywhere("plays.save.when", "cadence")
_TOP_ONLY: Final = {"customers.segments.enterprise.plays.qbr.frequency": "2/year"}
_FOR_ALL: Final = _everywhere("plays.qbr.frequency", "2/year")

C1: Final = Claim(
    id="C1",
    says="A CSM of enterprise customers carries $2M to $5M of ARR.",
    kind="emergent",
    parameter=_LIMIT,
    off="none",
    arms=(Arm("no limit"), Arm("at most $5M each", {_LIMIT: "$5M"})),
    measure=Measure(
        of=inside_the_range, unit="currency",
        words="how far inside $2M to $5M the ARR is that a CSM of enterprise customers carries at a load of 85 %",
    ),
    margin=0.0,
    dials=(
        Dial("customers.segments.enterprise.plays.check_in.frequency", ("8.1/year", "32.4/year")),
        Dial(f"{_KEY_ACCOUNTS}.availability", ("45%", "75%")),
    ),
    company=_OWN_CSMS,
    why="enterprise customers have CSMs of their own, who hold every planned contact: so one sees what they carry",
    note="No difference of the two designs but a level of the second: its distance from the nearer end, below 0 "
    "outside. It follows from the hours and the size of customers, so it could lie anywhere.",
)  # fmt: skip
C2: Final = Claim(
    id="C2",
    says="Ten per cent more retention can mean thirty per cent more company value.",
    kind="emergent",
    parameter=_CHAMPIONS,
    off="0/year",
    arms=(Arm("nobody who stands up for us leaves", {_CHAMPIONS: "0/year"}), Arm("some do, as usual")),
    measure=Measure(
        of=elasticity_of_value, unit="count", words="per cent of value per per cent of yearly gross retention, less 3"
    ),
    margin=0.0,
    dials=(Dial("company.valuation.discount"), Dial("company.gross_margin_before_cs")),
    beside=("value_discounted.end", "value_multiple.end", "grr_to_date.end", "contribution.whole"),
    note="Champions who leave or stay are what moves retention here, as that takes nobody's time. Value is discounted "
    "contribution, less cost that does not shrink with customers; beside it, value as a multiple of ARR.",
)
C3: Final = Claim(
    id="C3",
    says="A customer who renews only at a discount is at higher risk afterwards.",
    kind="assumed",
    parameter=_MARK,
    off="0%",
    arms=(Arm("a discount leaves no mark", {_MARK: "0%"}), Arm("it does, as usual")),
    measure=Measure(
        told=mark_of_a_discount, unit="count",
        words="risk at the next renewal after a discount / after none: what the mark adds to that",
    ),
    margin=0.0,
    decision=Decision(
        (Arm("discounts as usual"), Arm("half as many", {"renewal.downsell.odds": 0.325})), Measure("grr_to_date.end")
    ),
    beside=(
        Measure(told=whole_risk_after_a_discount, unit="count", words="the whole of that ratio"), "grr_to_date.end",
        "lost_to_pressure.whole",
    ),
    note="Without the mark the ratio is above 1 all the same: it is the unhappy who ask for discounts. Contracts of a "
    "year; each customer is held against those of its segment who renewed at full price.",
)  # fmt: skip
C4: Final = Claim(
    id="C4",
    says="Without engagement do not expect a renewal.",
    kind="assumed",
    parameter=_ADOPTION,
    off="0",
    arms=(Arm("using the product well changes nothing", {_ADOPTION: "0"}), Arm("it does, as usual")),
    measure=Measure("renewal_rate.whole"),
    decision=Decision(_ONE_MORE),
    beside=("grr_to_date.end", "user_adoption.end", "product_adoption.end", "engagement.end"),
)
C5: Final = Claim(
    id="C5",
    says="A health score is an early warning: it tells who needs attention now.",
    kind="emergent",
    parameter="customers.segments.mid_market.plays.save.when",
    off="cadence",
    arms=(Arm("rescues by the calendar", _ON_CADENCE), Arm("rescues when the score says so")),
    measure=Measure("grr_to_date.end"),
    dials=(Dial("organisation.health_score.validity"), Dial("customers.segments.mid_market.plays.save.effect",
                                                            also=("customers.segments.enterprise.plays.save.effect",
                                                                  "customers.segments.smb.plays.save.effect"))),
    beside=("logo_churn_to_date.end", "held_save.whole", "nrr_to_date.end"),
)  # fmt: skip
C6: Final = Claim(
    id="C6",
    says="A weak onboarding is hard to repair later.",
    kind="assumed",
    parameter=_WORST,
    off="0",
    arms=(Arm("a late beginning does no harm", {_WORST: "0"}), Arm("it does, as usual")),
    measure=Measure(
        each=late_losses, direction=1,
        words="share of those won in the first year, and kept for a year, that leave later",
    ),
    decision=Decision(
        (Arm("a quarter of a post for onboarding"), Arm("a whole one", {"organisation.teams.onboarding.headcount": 1}))
    ),
    beside=("onboarded_in_time.whole", "time_to_first_value.whole", "churn.whole"),
    company={"organisation.teams.onboarding.headcount": 0.25},
    why="onboarding is understaffed, so that many beginnings are late",
)  # fmt: skip
C7: Final = Claim(
    id="C7",
    says="Nobody can hold business reviews with every customer: tier, and pick.",
    kind="emergent",
    parameter="customers.segments.smb.plays.qbr.frequency",
    off="0/year",
    arms=(Arm("reviews for the top, as usual"), Arm("two a year for everybody", _FOR_ALL)),
    measure=Measure("grr_to_date.end", direction=-1),
    dials=(Dial("health.adoption.qbr"),
           Dial(f"{_CSM}.headcount", ("4", "6"))),
    beside=("nrr_to_date.end", "reviewed.end", "held_qbr.whole", "skipped_qbr.whole", "held_check_in.whole"),
    note="Cadence is planned to capacity: what is added here is taken from everything else.",
)  # fmt: skip
C8: Final = Claim(
    id="C8",
    says="Customers leave more often from indifference than from dissatisfaction.",
    kind="emergent",
    parameter=_NEGLECT,
    off="0",
    arms=(Arm("silence does no harm", {_NEGLECT: "0"}), Arm("it does, as usual")),
    measure=Measure(
        told=silence_against_service, unit="count",
        words="expected churn due to silence / to service and being passed on, less 1",
    ),
    margin=0.0,
    dials=(Dial(_NEGLECT), Dial("health.service.level")),
    beside=(
        Measure(
            told=silence_against_service_at_all, unit="count",
            words="silence / service and being passed on, against a world that has neither",
        ),
        "lost_to_neglect.whole", "lost_to_service.whole", "churn.whole",
    ),
    note="Folklore says five times as often; the verdict is on more or less, the ratio is what is found. Held against "
    "what was promised: planned contacts that were held cost nothing here, those that were not do.",
)  # fmt: skip
C9: Final = Claim(
    id="C9",
    says="Who knows the contract before the renewal talk renews sooner.",
    kind="assumed",
    parameter=_READY,
    off="0",
    arms=(Arm("a prepared renewal is like any other", {_READY: "0"}), Arm("it helps, as usual")),
    measure=Measure("renewal_rate.whole"),
    decision=Decision(
        (
            Arm("prepared a month before the end", _everywhere("plays.renewal.lead", "1 month")),
            Arm("three months before, as usual"),
        ),
    ),
    beside=("grr_to_date.end", "held_renewal.whole", "skipped_renewal.whole"),
    note="The model knows odds of renewal and not how long talks take: prepared in time is renewed more often.",
)
C10: Final = Claim(
    id="C10",
    says="Promoters bring customers and buy more.",
    kind="assumed",
    parameter=_REFERRALS,
    off="0/year",
    arms=(Arm("nobody brings anybody", {_REFERRALS: "0/year"}), Arm("promoters do, as usual")),
    measure=Measure("logos_won.whole", direction=1),
    margin=1.0,
    decision=Decision(_ONE_MORE),
    beside=("arr_closing.end", "won_by_referral.whole", "nps.end"),
    note="That those who feel well buy more is another parameter: A3.",
)
C11: Final = Claim(
    id="C11",
    says="A fitting ideal-customer profile makes everything else work.",
    kind="assumed",
    parameter=_PROFILE,
    off="0",
    arms=(Arm("fitting or not makes no difference", {_PROFILE: "0"}), Arm("it does, as usual")),
    measure=Measure(each=lost_of_those_won, direction=-1, words="expected losses of customers won / their first ARR"),
    decision=Decision(
        (
            Arm("win 45 a year, of whom 60 % fit", _won(fits="60%")),
            Arm("win 36 a year, of whom 90 % fit", {
                "customers.new_logos.enterprise.rate": "1.6/year",
                "customers.new_logos.mid_market.rate": "8.8/year",
                "customers.new_logos.smb.rate": "25.6/year",
            }),
        ),
        Measure("arr_closing.end"),
    ),
    beside=("arr_closing.end", "churn.whole", "won_fitting.whole"),
    company=_won(fits="90%"),
    why="sales go for customers that fit; at 60 %, as many as of today's, fitting cancels out",
)  # fmt: skip

TERMS: Final = (C1, C2, C3, C4, C5, C6, C7, C8, C9, C10, C11)
