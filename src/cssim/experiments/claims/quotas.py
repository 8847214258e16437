"""Claims A1 to A7: what CSMs should be paid for, and what should reach them."""

from __future__ import annotations

from typing import Final

import numpy as np

from cssim.domain.ledger import CROSS_SELL, UPSELL
from cssim.experiments.claims.claim import Arm, Claim, Decision, Dial, Measure, Values
from cssim.results.record import RunRecord
from cssim.results.studies import Result

_CSM: Final = "organisation.teams.csm"
_PAY: Final = f"{_CSM}.incentive"
_COVERAGE: Final = "organisation.coverage"
_MISROUTED: Final = "organisation.routing.misrouted_support"
_ASKED_FOR: Final = "product.modules.asked_for"
_BUYS: Final = "expansion.health"
_QUOTA: Final = {_PAY: {"policy": "quota"}}
_SEGMENTS: Final = ("enterprise", "mid_market", "smb")
_CONTACTS: Final = {
    f"customers.segments.{segment}.plays.{play}.frequency": "0/year"
    for segment in _SEGMENTS
    for play in ("check_in", "training", "qbr", "success_plan")
}
_SELLERS: Final = {
    "organisation.teams": {
        "csm": {"headcount": 4},
        # at the pay of a CSM, so that both designs have five people and cost the same
        "sellers": {
            "role": "account_manager",
            "headcount": 1,
            "pay": {"ote": "$110k"},
            "incentive": {"policy": "quota"},
        },
    },
    **{f"{_COVERAGE}.{segment}": {"renewals": "sellers", "commercial": "sellers"} for segment in _SEGMENTS},
}
_HARM: Final = Dial("health.pressure.pitch")
_RECOVERY: Final = Dial("expansion.recovery")


def sold_to_the_healthy(without: Result, with_: Result) -> Values:
    """Return by how much the share of sold ARR that goes to the healthier half of customers is larger, (n_runs,)."""
    shares = [[_healthy_share(record) for record in result.records] for result in (without, with_)]
    return np.subtract(shares[1], shares[0])


def _healthy_share(record: RunRecord) -> float:
    """Return the share of upsell and cross-sell that customers above the median health of their segment bought."""
    accounts, ledger = record.accounts, record.ledger
    bought = np.isin(ledger.kind, (UPSELL, CROSS_SELL))
    healthy = np.zeros(len(accounts.health), dtype=bool)
    for segment in np.unique(accounts.segment):
        members = accounts.segment == segment
        healthy[members] = accounts.health[members] > np.median(accounts.health[members])
    amount, buyer = ledger.amount[bought], ledger.account[bought]
    return float(amount[healthy[buyer]].sum() / amount.sum()) if len(amount) else np.nan


A1: Final = Claim(
    id="A1",
    says="A CSM should carry a revenue quota: of a hundred customers worth $1M, $1.2M should come out.",
    kind="emergent",
    parameter=f"{_PAY}.policy",
    off="none",
    arms=(Arm("no target"), Arm("a quota for growth", _QUOTA)),
    dials=(_RECOVERY, _HARM),
    beside=("nrr.end", "grr_to_date.end", "expansion.whole", "cs_cost.whole", "contribution.whole"),
    note="Judged is whether a quota raises net retention; 120 % a year would be 173 % after three years.",
)
A2: Final = Claim(
    id="A2",
    says="The CSM answers for churn too, not only for upsell.",
    kind="emergent",
    parameter=f"{_PAY}.churn_counts",
    off="no",
    arms=(
        Arm("a quota for what is sold", {_PAY: {"policy": "quota", "churn_counts": "no"}}),
        Arm("a quota less what is lost", {_PAY: {"policy": "quota", "churn_counts": "yes"}}),
    ),
    measure=Measure("grr_to_date.end"),
    dials=(Dial("health.readiness.level"), _HARM),
    beside=("nrr_to_date.end", "expansion.whole", "held_save.whole", "held_renewal.whole"),
)
A3: Final = Claim(
    id="A3",
    says="An upsell proves delivered value: nobody buys more who gets nothing from what he has.",
    kind="assumed",
    parameter=_BUYS,
    off="0",
    arms=(Arm("buying has nothing to do with health", {_BUYS: "0"}), Arm("the healthy buy more, as usual")),
    measure=Measure(of=sold_to_the_healthy, words="share of sold ARR that the healthier half of customers bought"),
    decision=Decision(
        (Arm("a quota for growth", _QUOTA), Arm("pay for health", {_PAY: {"policy": "health"}})),
    ),
    beside=("expansion.whole", "nrr_to_date.end"),
    note="Healthier: above the median score of the segment at the end, or when the customer left.",
)
A4: Final = Claim(
    id="A4",
    says="Roles without a quota may exist as long as the division carries one.",
    kind="emergent",
    parameter=f"{_COVERAGE}.mid_market.commercial",
    off="csm",
    arms=(Arm("five CSMs carry the quota", _QUOTA), Arm("a seller carries it, four CSMs carry none", _SELLERS)),
    dials=(Dial("organisation.teams.sellers.headcount", ("0.5", "2")), _RECOVERY),
    beside=("grr_to_date.end", "expansion.whole", "cs_cost.whole", "contribution.whole"),
    note="At equal pay and head count. The claim says *may*, so no material effect agrees with it too; only contrary "
    "speaks against it.",
)
A5: Final = Claim(
    id="A5",
    says="CS is not support: how-to questions that reach a CSM take the time of contacts, and customers leave.",
    kind="emergent",
    parameter=_MISROUTED,
    off="0%",
    arms=(Arm("no question of support reaches a CSM", {_MISROUTED: "0%"}), Arm("some do, as usual")),
    measure=Measure("grr_to_date.end", direction=-1),
    dials=(Dial(_MISROUTED), Dial(f"{_CSM}.headcount", ("3", "4"))),
    beside=("slots_done.whole", "nrr_to_date.end", "logo_churn_to_date.end"),
)
A6: Final = Claim(
    id="A6",
    says="CS reaches out and does not wait for a ticket: where nobody does, customers leave.",
    kind="emergent",
    parameter="customers.segments.mid_market.plays.check_in.frequency",
    off="0/year",
    arms=(Arm("nobody reaches out: no check-in, training, review or plan", _CONTACTS), Arm("contacts as planned")),
    measure=Measure("grr_to_date.end"),
    dials=(Dial("health.neglect.target"), Dial("health.adoption.level")),
    beside=("nrr_to_date.end", "logo_churn_to_date.end", "wait_hours_csm.whole", "contribution.whole"),
    note="People and pay are the same; who does not reach out answers sooner, sells more and prepares more renewals.",
)
A7: Final = Claim(
    id="A7",
    says="A growth target on CS makes product create what can be sold.",
    kind="assumed",
    parameter=_ASKED_FOR,
    off="0/year",
    arms=(Arm("a quota, and product builds as before", {**_QUOTA, _ASKED_FOR: "0/year"}), Arm("a quota", _QUOTA)),
    measure=Measure("whitespace.end"),
    decision=Decision((Arm("no target"), Arm("a quota for growth", _QUOTA))),
    beside=("modules_offered.whole", "expansion.whole", "nrr_to_date.end"),
)

QUOTAS: Final = (A1, A2, A3, A4, A5, A6, A7)
