"""Claims D4 and D10 to D14: a named contact or a pool, in between, a program in place of people, and when what wins."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from cssim.experiments.claims import models_measures as own
from cssim.experiments.claims.claim import Arm, Changes, Claim, Dial, Measure
from cssim.experiments.claims.models import (
    ALONE,
    CONSULTANTS,
    CONTROLLERS,
    D1,
    D2,
    D3,
    D5,
    D6,
    D7,
    D8,
    D9,
    EXPERTS,
    HEADS,
    HIRED,
    OTE,
    POOLED,
    PRODUCTS,
    YEARLY_MARGIN,
)

_SMALL: Final = "organisation.coverage.smb.model"
_INFLATION: Final = "requests.small_accounts.factor"
_NEGLECT: Final = "health.neglect.digital"

# Teams between controllers and experts, at the same budget; pay and the need of consultants change in straight lines.
_HALFWAY: Final[dict[str, Any]] = {ALONE: "50%", OTE: "$111.75k", HEADS: 5.158, CONSULTANTS: 2.35}
_NEARER: Final[dict[str, Changes]] = {
    "35%": {OTE: "$101.9k", HEADS: 5.077, CONSULTANTS: 2.68},
    "65%": {OTE: "$121.6k", HEADS: 5.216, CONSULTANTS: 2.03},
}
_MIXED: Final[dict[str, Any]] = {
    **EXPERTS,
    HEADS: 4.1,
    CONSULTANTS: 2,
    "organisation.teams.controllers": {
        "role": "csm",
        "headcount": 1.1,
        "resolves_alone": "air_traffic_controller",
        "pay": {"ote": "$92k"},
    },
    "organisation.coverage.smb.team": "controllers",
}
_ARR: Final[dict[str, Changes]] = {
    "$82k": {
        "customers.segments.enterprise.arr.p90": "$193k",
        "customers.segments.mid_market.arr": {"median": "$15.5k", "p90": "$30k"},
        "customers.segments.smb.arr": {"median": "$3.75k", "p90": "$8k"},
    },
    "$326k": {
        "customers.segments.enterprise.arr.p90": "$770k",
        "customers.segments.mid_market.arr": {"median": "$62k", "p90": "$120k"},
        "customers.segments.smb.arr": {"median": "$15k", "p90": "$32k"},
    },
}
_QUESTIONS: Final[dict[str, Changes]] = {
    rate: {
        "customers.segments.mid_market.requests.product_question": mid_market,
        "customers.segments.smb.requests.product_question": smb,
    }
    for rate, mid_market, smb in (("6/year", "2/year", "0.6/year"), ("24/year", "8/year", "2.4/year"))
}
_PROGRAM: Final[dict[str, Any]] = {
    "organisation.coverage.smb": {
        "model": "digital",
        "person_when": ["health below 40", "renewal within 60 days"],
    },
    "organisation.digital.smb": {"touches": "24/year", "platform": "$40"},
}

D4: Final = Claim(
    id="D4",
    says="Small accounts use a named contact more per dollar.",
    kind="emergent",
    parameter=_SMALL,
    off="pooled",
    arms=(Arm("small customers have a pool", {_SMALL: "pooled"}), Arm("they have a named contact")),
    measure=Measure(told=own.more_asked, words="hours of CSMs for requests of small customers per ARR, more by"),
    margin=0.05,
    dials=(Dial(_INFLATION, ("1", "1.3")),),
    beside=(Measure("requests.whole", segment="smb"), Measure("grr_to_date.end", segment="smb"), "people_met.end",
            "nrr_to_date.end"),
    note="They ask more often, but of somebody who knows them and has not to catch up.",
)  # fmt: skip
D10: Final = Claim(
    id="D10",
    says="Pooled CSMs do not solve the problem of the single contact; assigned ones do.",
    kind="emergent",
    parameter=_SMALL,
    off="pooled",
    arms=(Arm("pooled", POOLED), Arm("assigned")),
    dials=(Dial(HEADS, ("3", "4", "7")), Dial("health.relationship.level")),
    beside=("wait_hours_csm.end", "people_met.end", "transfers.whole", "grr_to_date.end", "csat.end",
            "contribution.whole"),
    note="All segments pooled against all assigned. A pool answers sooner; whoever answers knows less of the customer.",
)  # fmt: skip
D11: Final = Claim(
    id="D11",
    says="With assigned experts, low-value customers take a disproportionate share of time.",
    kind="emergent",
    parameter=_SMALL,
    off="pooled",
    arms=(
        Arm("experts, a pool of them for small customers", {**EXPERTS, _SMALL: "pooled"}),
        Arm("everybody has a named expert", EXPERTS),
    ),
    measure=Measure(told=own.more_taken, words="part of CSMs' time / part of ARR, of small customers"),
    margin=0.05,
    dials=(Dial(_INFLATION, ("1", "1.3")),),
    beside=(Measure(told=own.taken, words="the multiple itself, where everybody has a named expert"),
            "nrr_to_date.end", Measure("nrr_to_date.end", segment="enterprise"), "contribution.whole"),
    note="Judged is what a named expert adds; the multiple itself, above 1 where small customers take more than their "
    "part, is beside.",
)  # fmt: skip
D12: Final = Claim(
    id="D12",
    says="Hybrids end up closer to one end of the spectrum.",
    kind="emergent",
    parameter=ALONE,
    off="air_traffic_controller",
    arms=(Arm("controllers", CONTROLLERS), Arm("half-way", _HALFWAY)),
    others=(Arm("experts", EXPERTS), Arm("experts for the large, controllers for the small", _MIXED)),
    measure=Measure(of=own.less_than_best_end, direction=-1, words="NRR, in between less the better end"),
    dials=(
        Dial(ALONE, ("35%", "65%"), along=_NEARER),
        Dial("organisation.people.attrition_controller", ("1", "2"), ("organisation.people.attrition_expert",)),
    ),
    beside=(Measure(of=own.mixed_less_than_best_end, words="experts for the large and controllers for the small"),
            Measure("nrr_to_date.end"), Measure("grr_to_date.end"), "contribution.whole"),
    note="At one budget and equally busy consultants all along. If both ends were better than what lies between them, "
    "everybody would end up at one of them. That controllers and experts leave sooner than those in between is a guess "
    "and counts here; and who is like the generalists of today has less to change.",
)  # fmt: skip
D13: Final = Claim(
    id="D13",
    says="Start to automate part of the CSM's work.",
    kind="emergent",
    parameter=_SMALL,
    off="assigned",
    arms=(Arm("people for everybody"), Arm("a program for the small, one CSM fewer", {**_PROGRAM, HEADS: 4})),
    others=(Arm("a program for the small, as many CSMs", _PROGRAM),),
    measure=Measure(of=own.cost_at_equal_churn, direction=-1, unit="currency", words="cost at equal gross retention"),
    margin=3 * YEARLY_MARGIN,
    dials=(Dial(_NEGLECT), Dial("health.adoption.digital")),
    beside=("cs_cost.whole", "grr_to_date.end", "nrr_to_date.end", Measure("grr_to_date.end", segment="smb"),
            "contribution.whole", "utilisation_support.end"),
    note="What gross retention differs by is priced at what one more CSM costs and does for it. Fewer CSMs sell less, "
    "which is beside: net retention and contribution.",
)  # fmt: skip
D14: Final = Claim(
    id="D14",
    says="The right answer depends, most of all on the product.",
    kind="emergent",
    parameter=ALONE,
    off="air_traffic_controller",
    arms=(Arm("controllers", {**CONTROLLERS, **HIRED}), Arm("experts", {**EXPERTS, **HIRED})),
    measure=Measure("contribution.whole"),
    margin=3 * YEARLY_MARGIN,
    dials=(Dial(PRODUCTS[0], ("2", "4"), PRODUCTS[1:]), Dial(OTE, ("$115k", "$160k"))),
    grid=True,
    beside=("nrr_to_date.end", "grr_to_date.end", "cs_cost.whole"),
    note="Experts less controllers, who are paid $92k; consultants are hired while they are busy for more than 80 % of "
    "their time. That it depends is what the claim says.",
)
D14_BY_CUSTOMERS: Final = replace(
    D14,
    dials=(
        Dial("customers.segments.enterprise.arr.median", ("$82k", "$326k"), along=_ARR),
        Dial("customers.segments.enterprise.requests.product_question", ("6/year", "24/year"), along=_QUESTIONS),
    ),
)
"""The same question by what customers are like: all of them half or twice as large, asking half or twice as much."""

MODELS: Final = (D1, D2, D3, D4, D5, D6, D7, D8, D9, D10, D11, D12, D13, D14)
