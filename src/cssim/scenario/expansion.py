"""Expansion: what makes a customer buy more when it is asked."""

from __future__ import annotations

from cssim.part import Part, field
from cssim.quantities import Frequency, Length, Number, Share


class Conversion(Part):
    """From perpetual licenses to subscriptions: what a pitch is to who owns a license and pays for its maintenance."""

    chance: Share = field(
        0.4, about="chance that such a customer converts, when asked, if it is ready and very well", unit="share",
        low=0.2, high=0.8, off=0.0, evidence="guess", drawn=True, source="B13; 0: it is asked to buy more licenses",
    )  # fmt: skip
    multiple: Number = field(
        1.7, about="ARR of the subscription as a multiple of the maintenance", unit="multiple", low=1.25, high=3.0,
        evidence="guess", drawn=True, ge=1, le=20,
        source="a subscription of a third of the license a year, against maintenance of a fifth",
    )  # fmt: skip


class Expansion(Part):
    """What makes an attempt to sell more succeed, besides what the play of a segment says."""

    health: Number = field(
        1.0, about="how much more a healthy customer buys: log-odds of buying per log-odds of renewing above the usual",
        unit="ratio", low=0.5, high=2.0, off=0.0, evidence="guess", drawn=True, ge=0, le=10,
    )  # fmt: skip
    base: Number = field(
        1.0, about="log-odds of buying, when asked, of a customer of usual health (1: 73 %)", unit="log-odds", low=0.5,
        high=2.0, evidence="guess", ge=-10, le=10,
    )  # fmt: skip
    room: Number = field(
        0.3, about="how much harder it gets to sell what is left: power of the unsold share of the potential",
        unit="exponent", low=0.15, high=0.6, off=0.0, evidence="guess", ge=0, le=5,
    )  # fmt: skip
    recovery: Length = field(
        "12 months", about="time after which a customer is half as ready for another pitch as one who was never asked",
        unit="months", low=6.0, high=24.0, off=0.0, evidence="guess", drawn=True,
        source="model: pitching ever more often sells q ln 2 / half-life a year at most",
    )  # fmt: skip
    deal_delay: Length = field(
        "1 month", about="mean time from a successful pitch to the deal", unit="months", low=0.5, high=2.0, off=0.0,
        evidence="guess",
    )  # fmt: skip
    deal_spread: Number = field(
        0.7, about="how much that time differs: standard deviation of its logarithm", unit="log time", low=0.35,
        high=1.4, off=0.0, evidence="guess", ge=0, le=3,
    )  # fmt: skip
    cross_sell: Share = field(
        0.25, about="share of deals that are of another product and not more of the same; tells the two apart in the "
        "ledger, and changes nothing else",
        unit="share", low=0.125, high=0.5, off=0.0, evidence="guess",
    )  # fmt: skip
    conversion: Conversion = field(Conversion, about="converting perpetual licenses")


class SelfServe(Part):
    """Buying more without having been asked: more seats, a larger plan, by a few clicks."""

    rate: Frequency = field(
        "0/year", about="occasions on which an account of the segment considers buying more by itself", unit="per year",
        low=0.5, high=4.0, off=0.0, evidence="yours", source="B15: product-led growth suits few customers",
    )  # fmt: skip
    size: Share = field(
        0.1, about="what it buys then, as a share of ARR; never more than it can use", unit="share", low=0.05, high=0.2,
        evidence="guess",
    )  # fmt: skip
