"""Claims B2 to B8 and B10: who does what, what people are measured by, and how they learn."""

from __future__ import annotations

from typing import Any, Final

from cssim.experiments.claims import rules_measures as own
from cssim.experiments.claims.claim import Arm, Claim, Decision, Dial, Measure

CSM: Final = "organisation.teams.csm"
_PAY: Final = f"{CSM}.incentive"
_POLICY: Final = f"{_PAY}.policy"
_SELLERS: Final = "organisation.teams.account_managers"
_POTENTIAL: Final = "customers.segments.enterprise.potential"
_ALSO_POTENTIAL: Final = ("customers.segments.mid_market.potential", "customers.segments.smb.potential")
_NO_MODULES: Final = {"product.modules.rate": "0/year", "product.modules.asked_for": "0/year"}
FIVE_YEARS: Final[dict[str, Any]] = {"horizon": "60 months"}

B2: Final = Claim(
    id="B2",
    says="Specialize: a CSM who sells to those whom customers tell of us loses focus.",
    kind="assumed",
    parameter="customers.referrals.rate",
    off="0/year",
    arms=(Arm("sales sells"), Arm("the CSM sells", {"organisation.referrals.owner": "csm"})),
    measure=Measure("nrr_to_date.end", direction=-1),
    dials=(Dial("customers.referrals.rate"), Dial("organisation.referrals.work")),
    decision=Decision((
        Arm("a twentieth of a salesperson sells", {_SELLERS: {"role": "account_manager", "headcount": 0.05}}),
        Arm("the CSM sells", {"organisation.referrals.owner": "csm"}),
    )),
    beside=("referrals.whole", "logos_won.whole", "utilisation_csm.end", "contribution.whole"),
    note="What sales costs is not in the model, so a twentieth of a post stands for it in the decision: ten referrals "
    "of six hours are about as much. What unclear borders cost, a fifth of the referrals, is the same in both.",
)  # fmt: skip

B3: Final = Claim(
    id="B3",
    says="Where customers buy many times a year, an account manager may fit better than a CSM.",
    kind="emergent",
    parameter="requests.frequent_buyers.asks",
    off="0",
    arms=(
        Arm("CSMs sell to small customers"),
        Arm("an account manager does, and there is one CSM fewer", {
            CSM: {"headcount": 3.95},
            _SELLERS: {"role": "account_manager", "headcount": 1},
            "organisation.coverage.smb.commercial": "account_manager",
        }),
    ),
    dials=(Dial("customers.segments.smb.buys", ("1/year", "6/year", "18/year", "24/year")),
           Dial("requests.frequent_buyers.above")),
    beside=("contribution.whole", "cs_cost.whole", "grr_to_date.end", "expansion.whole", "utilisation_csm.end"),
    company={"customers.segments.smb.buys": "12/year"},
    why="small customers buy every month",
    note="At one budget: the account manager costs as much as 1.05 CSMs. One head fewer keeps up less contact; one "
    "more desk has its own line. From a dozen deals on the account manager is busy all day, and what waits then waits "
    "for him and no longer for the CSM.",
)  # fmt: skip

B4: Final = Claim(
    id="B4",
    says="Standardize before scaling: without a method that all follow, hiring does not scale.",
    kind="emergent",
    parameter="organisation.process.maturity",
    off="100%",
    arms=(
        Arm("hire first: two people at once", {f"{CSM}.hiring.plan": [{"on": "2027-01", "people": 2}]}),
        Arm("standardize first: three people for the same money, eleven months later", {
            f"{CSM}.hiring.plan": [{"on": "2027-12", "people": 3}],
        }),
    ),
    dials=(Dial("organisation.process.maturity", ("0%", "60%", "100%")), Dial("organisation.process.dilution")),
    decision=Decision((Arm("nobody is hired"),
                       Arm("two people at once", {f"{CSM}.hiring.plan": [{"on": "2027-01", "people": 2}]}))),
    beside=("cs_cost.whole", "nrr_to_date.y1", "grr_to_date.end", "contribution.whole"),
    company={"organisation.process": {"maturity": "30%", "invested": "10%"}},
    why="there is little method, and a tenth of everybody's time goes into making one",
    note="The model invests a constant share of time, so the order is that of hiring: early, into little method, or "
    "late, into much. The same person-months are paid; at 100 % there is nothing to standardize, and what is left is "
    "the effect of the date alone. The decision asks from which maturity on hiring pays.",
)  # fmt: skip

B5: Final = Claim(
    id="B5",
    says="A CSM team measured by money alone becomes a second sales team: more at first, less in the long run.",
    kind="emergent",
    parameter=_POLICY,
    off="none",
    arms=(Arm("no target"), Arm("a quota", {_POLICY: "quota"})),
    measure=Measure(each=own.later_half, direction=-1, words="ARR at the end / ARR half-way, of the opening book"),
    dials=(Dial("health.pressure.pitch"), Dial(_POTENTIAL, ("1.25", "5"), _ALSO_POTENTIAL)),
    beside=("nrr_to_date.y1", "nrr_to_date.end", "grr_to_date.end", "health.end", "held_expansion.whole",
            "held_check_in.whole"),
    company=FIVE_YEARS,
    why="the long run needs years",
    note="The first half is beside: net retention after one year. The later half is what becomes, until the end, of "
    "what was there half-way.",
)  # fmt: skip

B6: Final = Claim(
    id="B6",
    says="Short-term revenue metrics show sooner how people differ in performance.",
    kind="emergent",
    parameter="organisation.people.skill",
    off="0",
    arms=(Arm("a health KPI", {_POLICY: "health"}), Arm("a quota", {_POLICY: "quota"})),
    measure=Measure(told=own.more_skill, words="mean skill gained if the last by his KPI goes after a year"),
    margin=0.01,
    dials=(Dial("settle", ("0 months",)), Dial("organisation.people.skill")),
    company={"horizon": "12 months"},
    why="the question is who is known after a year",
    note="Asked is what a review would have to go by: who is last by his KPI after four quarters, and how skilled are "
    "the others? With perfect sight five people would gain about 7 %. "
    "Health is a stock: it holds what people have done for their books in the settled two years; with 0 months of "
    "settling they have just begun.",
)

B7: Final = Claim(
    id="B7",
    says="Match the incentive to the stage, revenue early and health later: no worse than either alone.",
    kind="emergent",
    parameter=_POLICY,
    off="none",
    arms=(Arm("a quota all the time", {_POLICY: "quota"}),
          Arm("staged: a quota for a year, then health", {_POLICY: "staged"})),
    others=(Arm("health all the time", {_POLICY: "health"}),),
    measure=Measure(of=own.above_the_better, words="net retention to the end, less that of the better pure policy"),
    dials=(Dial(f"{_PAY}.switch_after"),),
    beside=("nrr_to_date.end", Measure(of=own.above_the_other, words="net retention to the end, less that of health"),
            "grr_to_date.end", "contribution.whole", "health.end"),
    note="Two pure policies have to be beaten: the measure is against the one that retains more here.",
)  # fmt: skip

B8: Final = Claim(
    id="B8",
    says="Find the link between activity and renewal: until it is found a health KPI steers blind.",
    kind="emergent",
    parameter="organisation.health_score.validity",
    off="100%",
    arms=(Arm("a quota", {_POLICY: "quota"}), Arm("a health KPI", {_POLICY: "health"})),
    dials=(Dial(_POTENTIAL, ("1.05", "1.1", "1.25", "5"), _ALSO_POTENTIAL, dict.fromkeys(("1.05", "1.1"), _NO_MODULES)),
           Dial("organisation.health_score.validity", ("0%", "35%", "100%"))),
    grid=True,
    beside=("grr_to_date.end", "expansion.whole", "contribution.whole", "health.end"),
    note="As claimed where the health KPI gains on the quota and passes it as the score gets better. It gains; whether "
    "it passes depends on how much there is to sell. So that the crossing is seen, companies are looked at whose "
    "customers have nearly all they could use (a potential of 1.05 and 1.1, beyond what is usual) and whose product "
    "gets no modules.",
)  # fmt: skip

B10: Final = Claim(
    id="B10",
    says="Tier customers by industry too: who serves one industry ramps faster and does more in an hour.",
    kind="assumed",
    parameter=f"{CSM}.industry_share",
    off="0%",
    arms=(Arm("mixed books", {f"{CSM}.industry_share": "0%"}),
          Arm("books of one industry", {f"{CSM}.industry_share": "100%"})),
    dials=(Dial(f"{CSM}.industry_share"), Dial("organisation.people.attrition")),
    decision=Decision((
        Arm("a quarter of a CSM more", {f"{CSM}.headcount": 5.25}),
        Arm("books of one industry", {f"{CSM}.industry_share": "100%"}),
    )),
    beside=("grr_to_date.end", "contribution.whole", "slots_done.whole", "utilisation_csm.end"),
    note="Accounts have no industry in the model: the share says how far books are matched. Tiers by size are what "
    "segments are.",
)  # fmt: skip

PEOPLE: Final = (B2, B3, B4, B5, B6, B7, B8, B10)
