"""Plays: what CSMs do for the accounts of a segment without having been asked."""

from __future__ import annotations

from typing import Final, Literal

from cssim.part import Part, field
from cssim.quantities import Frequency, Length, Share, WorkTime
from cssim.sampling.distributions import Fixed, Law

_TABLE: Final = "default company of the model's documentation (mid-market)"


def _frequency(default: float, what: str, source: str = _TABLE) -> float:
    frequency: float = field(
        f"{default:g}/year", about=f"how often {what} falls due per account", unit="per year", low=default / 2,
        high=default * 2, off=0.0, evidence="guess", source=source,
    )  # fmt: skip
    return frequency


def _work(default: float, what: str) -> Law:
    work: Law = field(
        lambda: Fixed(hours=f"{default:g} working hours"), about=f"work of {what}, with preparation and follow-up",
        unit="working hours", low=default / 2, high=default * 2, evidence="guess", source=_TABLE,
    )  # fmt: skip
    return work


class Play(Part):
    """What every play says."""

    frequency: Frequency = _frequency(1.0, "it")
    work: Law = _work(1.0, "it")
    expires_after: WorkTime | None = field(
        None, about="how long a slot may wait to be begun; without it until the next one is due",
        unit="working hours", gt=0,
    )  # fmt: skip


class CheckIn(Play):
    """A planned contact: how are things?"""

    frequency: Frequency = _frequency(
        8.7, "a check-in", "[10] strategic accounts: 30 % every two weeks, 70 % monthly = 16.2 a year"
    )
    work: Law = _work(1.1, "a check-in")


class Training(Play):
    """Teaching people of the account to use the product."""

    frequency: Frequency = _frequency(1.0, "a training")
    work: Law = _work(1.5, "a training")


class Qbr(Play):
    """A business review, with those who decide."""

    frequency: Frequency = _frequency(0.5, "a business review")
    work: Law = _work(4.0, "a business review")


class SuccessPlan(Play):
    """Writing down, and bringing up to date, what the customer wants to reach."""

    frequency: Frequency = _frequency(1.0, "a look at the success plan")
    work: Law = _work(2.0, "a look at the success plan")


class ExpansionPlay(Play):
    """Asking the account to buy more: a pitch."""

    frequency: Frequency = _frequency(1.0, "an attempt to sell more")
    work: Law = _work(2.0, "an attempt to sell more")
    chance: Share = field(
        0.95, about="chance of success with a customer in the best of health that has never been asked", unit="share",
        low=0.475, high=1.0, off=0.0, evidence="guess", drawn=True,
        source="set with size so that pitches sell 9 to 12 % of ARR a year at the planned cadence",
    )  # fmt: skip
    size: Share = field(
        0.35, about="what a success adds, as a share of ARR; never more than there is to sell", unit="share", low=0.175,
        high=0.7, evidence="guess", source="the same",
    )  # fmt: skip


class RenewalPlay(Play):
    """Preparing a renewal."""

    frequency: Frequency = field(
        "1/year", about="at most how often a renewal is prepared; each end of a contract has one, unless it comes too "
        "soon after the last", unit="per year", low=0.5, high=2.0, off=0.0, evidence="guess", source=_TABLE,
    )  # fmt: skip
    work: Law = _work(1.5, "the preparation of a renewal")
    lead: Length = field(
        "3 months", about="how long before the end of the contract it falls due", unit="months", low=1.5, high=6.0,
        evidence="guess", gt=0,
    )  # fmt: skip
    expires_after: WorkTime | None = field(
        None, about="how long a slot may wait to be begun; without it, and at most, until the contract ends",
        unit="working hours", gt=0,
    )  # fmt: skip


class Save(Play):
    """Winning back an unhappy account."""

    frequency: Frequency = _frequency(0.25, "a rescue")
    when: Literal["at_risk", "cadence"] = field(
        "at_risk", about="at_risk: when the health score says so, and the frequency is what a planner counts with; "
        "cadence: as often as the frequency says", off="cadence",
    )  # fmt: skip
    again_after: Length = field(
        "6 months", about="how long after a rescue the score may call for another", unit="months", low=3.0, high=12.0,
        evidence="guess", gt=0,
    )  # fmt: skip
    effect: Share = field(
        0.4, about="share of what service, transfers, pressure and neglect have done that a rescue takes back",
        unit="share", low=0.2, high=0.8, off=0.0, evidence="guess", drawn=True,
        source="[82] recovery helps, but does not fully make up for what went wrong",
    )  # fmt: skip
    work: Law = _work(3.0, "a rescue")


class FeatureReview(Play):
    """Going through what the customer wishes of the product."""

    frequency: Frequency = _frequency(0.5, "a talk about wishes")
    work: Law = _work(0.5, "a talk about wishes")


class Plays(Part):
    """The plays of a segment."""

    check_in: CheckIn = field(CheckIn, about="planned contacts")
    training: Training = field(Training, about="teaching the product")
    qbr: Qbr = field(Qbr, about="business reviews")
    success_plan: SuccessPlan = field(SuccessPlan, about="looks at the success plan")
    expansion: ExpansionPlay = field(ExpansionPlay, about="attempts to sell more")
    renewal: RenewalPlay = field(RenewalPlay, about="preparation of renewals")
    save: Save = field(Save, about="rescue of unhappy accounts")
    feature_review: FeatureReview = field(FeatureReview, about="talks about wishes for the product")
