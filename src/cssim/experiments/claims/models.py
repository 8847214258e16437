"""Claims D1 to D9: one contact who knows whom to ask, or one who knows the answer."""

from __future__ import annotations

from typing import Any, Final

from cssim.experiments.claims import models_measures as own
from cssim.experiments.claims.claim import Arm, Claim, Decision, Dial, Measure

CSM: Final = "organisation.teams.csm"
CONSULTANTS: Final = "organisation.teams.consultants.headcount"
ALONE: Final = f"{CSM}.resolves_alone"
OTE: Final = f"{CSM}.pay.ote"
HEADS: Final = f"{CSM}.headcount"
_ATTRITION: Final = "organisation.people.attrition_controller"
_BYPASS: Final = "organisation.routing.bypass_growth"
_FACES: Final = "health.transfers.extra_face"
_MOVED: Final = "health.account_change.level"
SEGMENTS: Final = ("enterprise", "mid_market", "smb")
PRODUCTS: Final = tuple(f"customers.segments.{segment}.products" for segment in SEGMENTS)
_PRODUCTS: Final = PRODUCTS[0]
YEARLY_MARGIN: Final = 43_500.0
"""Half a point of opening ARR a year [currency]."""

# One budget ($1.50M a year for these two teams, with managers, operations and tools), and consultants who are busy for
# the same 70 % of the time they are there: what differs is neither money nor the load of whom questions are passed to.
CONTROLLERS: Final[dict[str, Any]] = {
    HEADS: 5,
    ALONE: "air_traffic_controller",
    OTE: "$92k",
    CONSULTANTS: 3,
}
EXPERTS: Final[dict[str, Any]] = {
    HEADS: 5.276,
    ALONE: "product_expert",
    OTE: "$131.5k",
    CONSULTANTS: 1.7,
}
_FOOTING: Final = "At one budget, and with consultants who are equally busy."
_MORE_ROLES: Final[dict[str, Any]] = {
    HEADS: 3.07,
    "organisation.teams.sellers": {"role": "account_manager", "headcount": 1},
    "organisation.teams.renewals": {"role": "renewals_desk", "headcount": 1},
    **{f"organisation.coverage.{segment}": {"renewals": "renewals", "commercial": "sellers"}
       for segment in SEGMENTS},
}  # fmt: skip
POOLED: Final[dict[str, Any]] = {f"organisation.coverage.{segment}.model": "pooled" for segment in SEGMENTS}
HIRED: Final[dict[str, Any]] = {"organisation.teams.consultants.hiring": {"load_above": "80%", "most": 10}}
_CHOICE: Final = (Arm("controllers", CONTROLLERS), Arm("experts", EXPERTS))

D1: Final = Claim(
    id="D1",
    says="Customers meet up to a dozen people, and are confused.",
    kind="assumed",
    parameter=_FACES,
    off="0%",
    arms=(Arm("new faces cost nothing", {_FACES: "0%"}), Arm("each beyond the third does, as usual")),
    measure=Measure("nrr_to_date.end", direction=-1),
    decision=Decision(
        (Arm("CSMs sell and renew"), Arm("sellers and a renewals desk do, and there are fewer CSMs", _MORE_ROLES))
    ),
    beside=("grr_to_date.end", "people_met.end", "health.end"),
    note="The decision is between five CSMs who do it all and, at the same cost, three with a seller and somebody for "
    "renewals beside them.",
)
D2: Final = Claim(
    id="D2",
    says="An air-traffic controller, who routes to the right person, is cheaper.",
    kind="emergent",
    parameter=ALONE,
    off="product_expert",
    arms=(
        Arm("product experts", {**EXPERTS, HEADS: 5}),
        Arm("controllers", {**CONTROLLERS, HEADS: 4}),
    ),
    measure=Measure("cs_cost.whole", direction=-1),
    margin=3 * YEARLY_MARGIN,
    dials=(Dial(HEADS, ("4.5", "5")), Dial(OTE, ("$75k", "$110k"))),
    beside=("nrr_to_date.end", "grr_to_date.end", "slots_done.whole", "utilisation_consultants.end", "hires.whole",
            "contribution.whole"),
    note="For the same service: as many plays held, and consultants who are equally busy. A controller answers less "
    "himself, so that four have as much time for plays as five experts, but need almost twice the consultants.",
)  # fmt: skip
D3: Final = Claim(
    id="D3",
    says="A controller adds little; customers learn to go round him, and specialists have more to do.",
    kind="emergent",
    parameter=_BYPASS,
    off="0%",
    arms=(
        Arm("controllers, and customers learn nothing", {**CONTROLLERS, _BYPASS: "0%"}),
        Arm("they learn to go round controllers, as usual", CONTROLLERS),
    ),
    measure=Measure("utilisation_consultants.end"),
    margin=0.06,
    dials=(Dial(_BYPASS), Dial("organisation.routing.wrong_person")),
    beside=("bypass.y1", "bypass.end", "wrong_answers.whole", "wait_hours_consultants.end", "csat.end",
            "nrr_to_date.end"),
    note="Both begin with what customers of generalists have learned until today, so the difference grows from zero: "
    "that of the first year and that of the last are beside. The margin is half a point of ARR a year in time of three "
    "consultants.",
)  # fmt: skip
D5: Final = Claim(
    id="D5",
    says="To be a controller is less rewarding and less paid: people leave.",
    kind="assumed",
    parameter=_ATTRITION,
    off="1",
    arms=(
        Arm("controllers who stay as long as others", {**CONTROLLERS, _ATTRITION: "1"}),
        Arm("they leave sooner, as usual", CONTROLLERS),
    ),
    measure=Measure("leavers.whole"),
    margin=0.25,
    decision=Decision(_CHOICE, margin=3 * YEARLY_MARGIN),
    beside=("cs_cost_one_time.whole", "owner_changes.whole", "grr_to_date.end", "nrr_to_date.end"),
)
D6: Final = Claim(
    id="D6",
    says="A product expert handles most matters himself; customers are more satisfied and renew more.",
    kind="emergent",
    parameter=ALONE,
    off="air_traffic_controller",
    arms=_CHOICE,
    measure=Measure("grr_to_date.end"),
    dials=(Dial("health.adoption.controller_quality"), Dial("health.adoption.level")),
    beside=("csat.end", "nps.end", "nrr_to_date.end", "expansion.whole", "slots_done.whole", "transfers.whole",
            "utilisation_consultants.end", "cs_cost.whole", "contribution.whole"),
    note=f"{_FOOTING} Judged is gross retention, which is what the claim speaks of; what the time for answers costs "
    "in plays, and so in sales, is beside.",
)  # fmt: skip
D7: Final = Claim(
    id="D7",
    says="Product experts cost much more, and others want them too.",
    kind="assumed",
    parameter=OTE,
    off="$92k",
    arms=(Arm("experts at the pay of controllers", {**EXPERTS, OTE: "$92k"}), Arm("at what they ask for", EXPERTS)),
    measure=Measure("cs_cost.whole"),
    margin=3 * YEARLY_MARGIN,
    dials=(Dial(OTE, ("$92k", "$110k", "$160k")), Dial("organisation.people.attrition_expert")),
    decision=Decision(_CHOICE, margin=3 * YEARLY_MARGIN),
    beside=("cs_cost_share.end", "cs_cost_one_time.whole", "leavers.whole"),
    note="Longer vacancies and ramps of experts are there in both: they cost work, while pay is saved. The decision is "
    "at the heads of one budget at $131.5k, whatever experts are paid.",
)
D8: Final = Claim(
    id="D8",
    says="It is hard to move accounts between experts.",
    kind="assumed",
    parameter=_MOVED,
    off="0",
    arms=(
        Arm("customers of experts do not mind another one", {**EXPERTS, _MOVED: "0"}),
        Arm("they do, as usual", EXPERTS),
    ),
    others=(
        Arm("customers of controllers do not mind another one", {**CONTROLLERS, _MOVED: "0"}),
        Arm("they do, as usual", CONTROLLERS),
    ),
    measure=Measure("nrr_to_date.end", direction=-1),
    dials=(Dial(_MOVED, ("0", "-0.25", "-1")), Dial("organisation.people.attrition")),
    decision=Decision(
        (Arm("experts in a pool", {**EXPERTS, **POOLED}), Arm("named experts", EXPERTS)), margin=3 * YEARLY_MARGIN
    ),
    beside=(
        Measure(of=own.harder_than, words="NRR: what it does with experts less what it does with controllers"),
        "owner_changes.whole",
        "leavers.whole",
        "grr_to_date.end",
    ),
    note="Accounts move when people leave. That a successor has to get to know them, and that relationships go with "
    "who leaves, is there in both.",
)
D9: Final = Claim(
    id="D9",
    says="Several products make expertise much harder.",
    kind="assumed",
    parameter=_PRODUCTS,
    off="1",
    arms=(
        Arm("experts of one product", {**EXPERTS, **HIRED, **dict.fromkeys(PRODUCTS, "1")}),
        Arm("of as many as there are", {**EXPERTS, **HIRED}),
    ),
    measure=Measure("contribution.whole", direction=-1),
    margin=3 * YEARLY_MARGIN,
    dials=(Dial(_PRODUCTS, ("1", "2", "4"), PRODUCTS[1:]), Dial("requests.product_exponent")),
    decision=Decision(
        (Arm("controllers", {**CONTROLLERS, **HIRED}), Arm("experts", {**EXPERTS, **HIRED})), margin=3 * YEARLY_MARGIN
    ),
    beside=("transfers.whole", "cs_cost.whole", "csat.end", "grr_to_date.end", "nrr_to_date.end"),
    company=dict.fromkeys(PRODUCTS, "3"),
    why="there are three products",
    note="Consultants are hired while they are busy for more than 80 % of their time, so that what experts do not know "
    "costs money. The advantage of experts over controllers is the decision, by the number of products.",
)
