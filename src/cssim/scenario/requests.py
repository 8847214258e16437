"""Requests: how long each type takes, how hard it is, and what is served first."""

from __future__ import annotations

from cssim.part import Part, field
from cssim.quantities import Frequency, Money, Number, Share, Whole
from cssim.sampling.distributions import Law, Lognormal
from cssim.scenario.season import Season

_EFFORT = "[56] 45 to 90 minutes for a usual ticket of a technical product"


def _law(mean: str) -> Lognormal:
    return Lognormal(mean=mean)


class RequestWork(Part):
    """Hours a request takes whoever closes it, by type."""

    how_to: Law = field(
        lambda: _law("0.75 working hours"), about="work of a how-to question", unit="working hours", low=0.4,
        high=1.5,
        evidence="vendor claim", source=_EFFORT,
    )  # fmt: skip
    product_question: Law = field(
        lambda: _law("1.25 working hours"), about="work of a product question", unit="working hours", low=0.6,
        high=2.5,
        evidence="guess", source=_EFFORT,
    )  # fmt: skip
    feature_request: Law = field(
        lambda: _law("0.5 working hours"), about="work of a feature request", unit="working hours", low=0.25,
        high=1.0,
        evidence="guess",
    )  # fmt: skip
    complaint: Law = field(
        lambda: _law("1.5 working hours"), about="work of a complaint", unit="working hours", low=0.75, high=3.0,
        evidence="guess",
    )  # fmt: skip
    commercial: Law = field(
        lambda: _law("0.75 working hours"), about="work of a commercial question", unit="working hours",
        low=0.4, high=1.5,
        evidence="guess",
    )  # fmt: skip


def _bonus(default: float, what: str) -> float:
    bonus: float = field(
        default, about=f"added to resolves_alone for {what}", unit="share", low=0.0, high=0.6, off=0.0, evidence="guess"
    )
    return bonus


class Bonus(Part):
    """How much more often than a product question a type is closed without another person."""

    how_to: Share = _bonus(0.0, "a how-to question")
    product_question: Share = _bonus(0.0, "a product question")
    feature_request: Share = _bonus(0.3, "a feature request")
    complaint: Share = _bonus(0.3, "a complaint")
    commercial: Share = _bonus(0.0, "a commercial question")


def _urgency(what: str) -> int:
    urgency: int = field(1, about=f"rank of {what} in every queue; lower is served first", ge=0, le=99)
    return urgency


class Urgency(Part):
    """Rank of each type in every queue; within a rank the promised time decides. Plays come after all requests."""

    how_to: Whole = _urgency("a how-to question")
    product_question: Whole = _urgency("a product question")
    feature_request: Whole = _urgency("a feature request")
    complaint: Whole = _urgency("a complaint")
    commercial: Whole = _urgency("a commercial question")


class SmallAccounts(Part):
    """Small accounts that have a named contact: there is somebody to ask, and they do."""

    below: Money = field(
        "$10k", about="ARR below which an account counts as small here", unit="currency", low=5_000, high=20_000,
        evidence="guess", source="D4, D11",
    )  # fmt: skip
    factor: Number = field(
        1.15, about="how much more often it asks if it has a named contact", unit="multiple", low=1.08, high=1.3,
        off=1.0, evidence="guess", source="D4, D11", drawn=True, gt=0, le=10,
    )  # fmt: skip


class FrequentBuyers(Part):
    """Customers who buy so often that buying itself is work."""

    above: Frequency = field(
        "4/year", about="f*: deals of an account (customers.segments.*.buys) beyond which each further one is work",
        unit="per year", low=2.0, high=8.0, evidence="guess", source="B3",
    )  # fmt: skip
    asks: Number = field(
        1.0, about="commercial requests that come with each further deal, which only the owner may close",
        unit="requests a deal", low=0.5, high=2.0, off=0.0, evidence="guess", source="B3", ge=0, le=100,
    )  # fmt: skip


class Requests(Part):
    """What customers ask for, apart from how often (that belongs to the segments)."""

    frailty: Number = field(
        0.8, about="how much accounts differ in how often they ask: standard deviation of the logarithm",
        unit="log rate", low=0.4, high=1.6, off=0.0, evidence="guess", drawn=True, ge=0, le=3,
    )  # fmt: skip
    product_exponent: Number = field(
        0.5, about="how fast the share of questions that a CSM closes alone falls with the number of products (n "
        "products: n to the minus this)",
        unit="exponent of the number of products", low=0.25, high=1.0, off=0.0, evidence="guess", drawn=True,
        source="D9: several products make expertise much harder", ge=0, le=3,
    )  # fmt: skip
    how_to_elasticity: Number = field(
        0.55, about="how much less often an account asks how-to questions the more of its seats are in use",
        unit="elasticity", low=0.28, high=1.1, off=0.0, evidence="derived", drawn=True, ge=0, le=10,
        source="[73] guidance: use +46.57 %, questions -19.55 %; ln 0.8045 / ln 1.4657 = -0.57",
    )  # fmt: skip
    continuity: Share = field(
        0.0, about="share by which the time to the next request of a type is longer when the same CSM or specialist "
        "has answered the last two",
        unit="share", low=0.0, high=0.25, off=0.0, evidence="guess", source="no figure is known",
    )  # fmt: skip
    season: Season = field(Season, about="how much more or less customers ask in each calendar month")
    small_accounts: SmallAccounts = field(SmallAccounts, about="small accounts with a named contact ask more")
    frequent_buyers: FrequentBuyers = field(FrequentBuyers, about="customers who buy many times a year")
    work: RequestWork = field(RequestWork, about="hours a request takes, by type")
    bonus: Bonus = field(Bonus, about="types that are closed without another person more often")
    urgency: Urgency = field(Urgency, about="what is served first")
