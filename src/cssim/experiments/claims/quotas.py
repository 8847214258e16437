"""Claims A1 to A7: what CSMs should be paid for, and what should reach them."""

from __future__ import annotations

from typing import Final

from cssim.experiments.claims.claim import Arm, Claim, Dial, Measure

_PAY: Final = "organisation.teams.csm.incentive"
_MISROUTED: Final = "organisation.routing.misrouted_support"

A1: Final = Claim(
    id="A1",
    says="A CSM should carry a revenue quota: of a hundred customers worth $1M, $1.2M should come out.",
    kind="emergent",
    parameter=f"{_PAY}.policy",
    off="none",
    arms=(Arm("no target"), Arm("a quota for growth", {_PAY: {"policy": "quota"}})),
    dials=(Dial(f"{_PAY}.growth_goal"), Dial("expansion.health")),
    beside=("grr_to_date.end", "expansion.whole", "cs_cost.whole", "contribution.whole"),
)
A5: Final = Claim(
    id="A5",
    says="CS is not support: how-to questions that reach a CSM take the time of contacts, and customers leave.",
    kind="emergent",
    parameter=_MISROUTED,
    off="0%",
    arms=(Arm("no question of support reaches a CSM", {_MISROUTED: "0%"}), Arm("some do, as usual")),
    measure=Measure("grr_to_date.end", direction=-1),
    beside=("slots_done.whole", "nrr_to_date.end"),
)

QUOTAS: Final = (A1, A5)
