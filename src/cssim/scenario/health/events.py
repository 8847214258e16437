"""What happens once and is felt for long: the beginning, a change of owner, events outside."""

from __future__ import annotations

from cssim.part import Part, field
from cssim.quantities import Frequency, Length, Number, Share


class Onboarding(Part):
    """How a customer began: one post when it is live, fading over years."""

    best: Number = field(
        0.5, about="effect on the log-odds of renewing for a year of a fast and good beginning", unit="log-odds",
        low=0.25, high=1.0, off=0.0, evidence="guess", drawn=True, ge=0, le=5,
        source="[93] onboarded customers renew 2.5 times as often, not causal: an upper bound; [73] the effect fades",
    )  # fmt: skip
    worst: Number = field(
        -0.9, about="effect on the log-odds of renewing for a year of never having come live", unit="log-odds",
        low=-1.8, high=-0.45, off=0.0, evidence="guess", drawn=True, ge=-5, le=0, source="[93] upper bound",
    )  # fmt: skip
    half_life: Length = field(
        "24 months", about="time in which half of it fades", unit="months", low=12.0, high=48.0, evidence="guess", gt=0
    )


class AccountChange(Part):
    """Losing the person one knew: the account gets another owner."""

    level: Number = field(
        -0.5, about="worst effect on the log-odds of renewing for a year", unit="log-odds", low=-1.0, high=-0.25,
        off=0.0, evidence="derived", drawn=True, ge=-5, le=0,
        source="[70,71] -13 to -18 % of sales where the person is the sole tie; scaled to a hazard ratio of 1.25",
    )  # fmt: skip
    half_life: Length = field(
        "9 months", about="time in which half of it is forgotten", unit="months", low=4.5, high=18.0,
        evidence="guess", gt=0,
    )  # fmt: skip
    cold: Share = field(
        0.3, about="share of the gap closed by a change without handover", unit="share", low=0.15, high=0.6,
        off=0.0, evidence="derived", drawn=True, source="[70,71]",
    )  # fmt: skip
    warm: Share = field(
        0.15, about="share closed by a change with handover", unit="share", low=0.07, high=0.3, off=0.0,
        evidence="derived", drawn=True, source="[71] better reassignment saves 40 % of the loss",
    )  # fmt: skip
    forgotten_cold: Share = field(
        0.7, about="share of the relationship that leaves with the person, without handover", unit="share", low=0.35,
        high=1.0, off=0.0, evidence="guess", drawn=True,
    )  # fmt: skip
    forgotten_warm: Share = field(
        0.4, about="share of the relationship that leaves with the person, with handover", unit="share", low=0.2,
        high=0.8, off=0.0, evidence="guess", drawn=True,
    )  # fmt: skip


class Outside(Part):
    """What comes from outside: shocks, champions that leave, competitors; each says how far it goes."""

    half_life: Length = field(
        "6 months", about="time in which half of it is forgotten", unit="months", low=3.0, high=12.0,
        evidence="guess", gt=0,
    )  # fmt: skip
    champion_leaves: Frequency = field(
        "0.2/year", about="how often somebody who stands up for us inside a customer leaves it", unit="per year",
        low=0.1, high=0.4, off=0.0, evidence="guess", drawn=True, source="[84] some 20 % leave in a year",
    )  # fmt: skip
    champion_hazard: Number = field(
        2.5, about="churn over the year after a champion has left, as a multiple of what it would have been",
        unit="multiple", low=1.5, high=5.0, off=1.0, evidence="guess", drawn=True, ge=1, le=50,
        source="[84] 51 % churn within a year, not causal: an upper bound",
    )  # fmt: skip
    shield: Share = field(
        0.5, about="share of it that the best possible relationship keeps away", unit="share", low=0.25, high=1.0,
        off=0.0, evidence="guess", drawn=True,
    )  # fmt: skip
