"""Claims B1, B9 and B11 to B15: what customers wish for, what contacts and machines do, and how customers buy."""

from __future__ import annotations

from typing import Any, Final

from cssim.experiments.claims import rules_measures as own
from cssim.experiments.claims.claim import Arm, Claim, Decision, Dial, Measure
from cssim.experiments.claims.rules_people import CSM, FIVE_YEARS

SEGMENTS: Final = ("enterprise", "mid_market", "smb")
_NO_PITCHES: Final = {f"customers.segments.{name}.plays.expansion.frequency": "0/year" for name in SEGMENTS}
_RATES: Final = [f"customers.segments.{name}.self_serve.rate" for name in SEGMENTS]
_POTENTIALS: Final = [f"customers.segments.{name}.potential" for name in SEGMENTS]
_AGENT: Final = "organisation.routing.agent"
_LICENSES: Final = "customers.segments.mid_market.contracts"
_SMALL_LEAVE: Final = "customers.segments.smb.logo_churn"
_RIVAL: Final[dict[str, Any]] = {
    "what": "competitor", "start": "2028-01", "lasts": "6 months", "reach": "30%", "effects": {"hazard_ratio": 2},
    "shield": "50%",
}  # fmt: skip

B1: Final = Claim(
    id="B1",
    says="The back end knows customers better: its say in the roadmap makes the product fit, and fewer leave.",
    kind="assumed",
    parameter="product.match",
    off="0%",
    arms=(Arm("the roadmap is what sales wants", {"product.voice": "0%"}),
          Arm("who knows the customers has half a say")),
    dials=(Dial("product.match"), Dial("product.voice")),
    decision=Decision((
        Arm("one CSM more, and the roadmap of sales", {f"{CSM}.headcount": 6, "product.voice": "0%"}),
        Arm("who knows the customers has half a say"),
    )),
    beside=("wishes_shipped.whole", "grr_to_date.end", "contribution.whole"),
    note="What sales wants is drawn at random: it never helps by itself.",
)  # fmt: skip

B9: Final = Claim(
    id="B9",
    says="Correlation of contacts with renewals is not what contacts do, and small samples show nothing.",
    kind="emergent",
    parameter=_SMALL_LEAVE,
    off="0%",
    arms=(Arm("today's contacts"), Arm("the same customers, with half as many people more", {f"{CSM}.headcount": 7.5})),
    dials=(Dial(_SMALL_LEAVE, ("6%",)),),
    measure=Measure(told=own.correlation_less_cause,
                    words="points of renewal per ten contacts: as correlated, less as caused"),
    margin=0.005,
    beside=(
        Measure(told=own.causal, words="points of renewal per ten contacts, as caused"),
        Measure(told=own.seen_in_all, words="share of companies in which the correlation is significant"),
        Measure(told=own.seen_in_thirty, words="the same in samples of thirty customers"),
    ),
    company={"horizon": "24 months"},
    why="contracts that end in the second year are looked at",
    note="Cause: the same contract in two worlds that differ by people alone. Correlation: least squares over the "
    "customers of one world, as a company would. Small customers are seldom contacted and leave more often for reasons "
    "of their own: the dial says how much more often.",
)  # fmt: skip

B11: Final = Claim(
    id="B11",
    says="Machines need not replace all human service: people make customers stickier against a competitor.",
    kind="assumed",
    parameter="shocks.rival.shield",
    off="0%",
    arms=(Arm("nobody stays for whom he knows", {"shocks.rival.shield": "0%"}),
          Arm("relationships keep the rival away")),
    dials=(Dial("customers.segments.smb.arr.total", ("$1.6M", "$3M", "$5M")), Dial("shocks.rival.shield")),
    decision=Decision((
        Arm("a program for small customers, and people on conditions", {
            "organisation.coverage.smb": {
                "model": "digital", "team": "csm", "person_when": ["health below 40", "renewal within 60 days"],
            },
            "organisation.digital": {"smb": {"touches": "24/year", "platform": "$40"}},
            f"{CSM}.headcount": 4.3,
        }),
        Arm("a named CSM for everybody"),
    )),
    beside=("grr_to_date.end", "contribution.whole"),
    company={"shocks.rival": _RIVAL,
             "customers.segments.smb.arr": {"median": "$7.5k", "p90": None, "total": "$1.8M"}},
    why="a rival reaches 30 % of the customers in the second year and doubles their churn",
    note="The decision is over 200 small customers with $8k to $25k each; with the program CSMs are as busy as "
    "without it.",
)  # fmt: skip

B12: Final = Claim(
    id="B12",
    says="Never use people for what a machine does as well.",
    kind="emergent",
    parameter=f"{_AGENT}.how_to",
    off="0%",
    arms=(
        Arm("people answer"),
        Arm("an agent answers what it can, and so many hours of people fewer are paid", {
            _AGENT: {"how_to": "50%", "product_question": "30%"},
            f"{CSM}.headcount": 4.75, "organisation.teams.support.headcount": 1.75,
        }),
    ),
    measure=Measure("contribution.whole"),
    margin=43_500.0,
    dials=(Dial(f"{_AGENT}.wrong", ("0%", "5%", "20%")), Dial("health.service.wrong")),
    beside=("cs_cost.whole", "nrr_to_date.end", "grr_to_date.end"),
    note="The sign is not that of a parameter: wrong answers cost customers, hours cost money. Half a point of opening "
    "ARR is the margin. What the agent costs is not in the model.",
)  # fmt: skip

B13: Final = Claim(
    id="B13",
    says="Annual subscriptions make a culture of retention, perpetual licenses do not: converting them pays.",
    kind="emergent",
    parameter="expansion.conversion.chance",
    off="0%",
    arms=(Arm("owners of licenses are sold more of them", {"expansion.conversion.chance": "0%"}),
          Arm("they are asked to subscribe")),
    measure=Measure("nrr_to_date.end", segment="mid_market"),
    dials=(Dial(f"{_LICENSES}.maintenance_churn"), Dial("expansion.conversion.multiple")),
    beside=(Measure("grr_to_date.end", segment="mid_market"), "contribution.whole"),
    company={f"{_LICENSES}.perpetual": "30%", **FIVE_YEARS},
    why="30 % of mid-market customers own licenses; the long run needs years",
    note="The model has no culture: owners of licenses have a churn of their own, subscribers that of their segment.",
)  # fmt: skip

B14: Final = Claim(
    id="B14",
    says="Expansion is the best defense: land and expand.",
    kind="emergent",
    parameter="customers.segments.enterprise.plays.expansion.frequency",
    off="0/year",
    arms=(Arm("the time goes into keeping customers", _NO_PITCHES), Arm("customers are pitched as usual")),
    dials=(Dial(_POTENTIALS[0], ("1.25", "5"), tuple(_POTENTIALS[1:])), Dial("health.pressure.pitch")),
    beside=("renewal_rate.whole", "grr_to_date.end", "health.end", "held_check_in.whole", "contribution.whole"),
    note="Hours are the same: plays are planned to capacity. Whether it defends is beside: the share of the ARR that "
    "goes on when contracts end. Gross retention counts what a customer has bought back after a downsell.",
)  # fmt: skip

B15: Final = Claim(
    id="B15",
    says="Product-led growth suits few customers.",
    kind="emergent",
    parameter=_RATES[2],
    off="0/year",
    arms=(Arm("people sell", dict.fromkeys(_RATES, "0/year")), Arm("customers buy by themselves, nobody pitches", {
        **_NO_PITCHES, **dict.fromkeys(_RATES, "1/year"),
    })),
    measure=Measure("nrr_to_date.end", direction=-1),
    dials=(Dial(_RATES[2], ("0.5/year", "2/year", "4/year"), tuple(_RATES[:2])),
           Dial("customers.segments.smb.self_serve.size", (), tuple(
               f"customers.segments.{name}.self_serve.size" for name in SEGMENTS[:2]))),
    beside=(*(Measure("nrr_to_date.end", segment=name) for name in SEGMENTS), "grr_to_date.end", "contribution.whole"),
    note="Instead of pitches, not beside them: beside them it costs nothing here and only adds. As claimed if it loses "
    "over all customers; beside are the segments.",
)  # fmt: skip

CUSTOMERS: Final = (B1, B9, B11, B12, B13, B14, B15)
