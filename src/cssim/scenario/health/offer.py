"""What selling, charging and the product itself do."""

from __future__ import annotations

from cssim.part import Part, field
from cssim.quantities import Length, Number, Share


class Pressure(Part):
    """Being sold to while unhappy, charged more, or cut down."""

    level: Number = field(
        -0.9, about="worst effect on the log-odds of renewing for a year", unit="log-odds", low=-1.8, high=-0.45,
        off=0.0, evidence="derived", drawn=True, ge=-5, le=0,
        source="[74] outreach that backfires: churn 6 to 10 % = -0.56 in log-odds",
    )  # fmt: skip
    half_life: Length = field(
        "9 months", about="time in which half of it is forgotten", unit="months", low=4.5, high=18.0,
        evidence="guess", gt=0,
    )  # fmt: skip
    pitch: Share = field(
        0.25, about="share of the gap closed by a pitch to a customer who is very unhappy; half of it at pitch_below",
        unit="share", low=0.12, high=0.5, off=0.0, evidence="guess", drawn=True, source="[74]",
    )  # fmt: skip
    pitch_below: Number = field(
        1.4, about="log-odds of renewing for a year at which a pitch does half its harm (1.4: 80 %)",
        unit="log-odds", low=0.7, high=2.8, evidence="guess", ge=-10, le=10,
    )  # fmt: skip
    price_rise: Share = field(
        0.10, about="share of the gap closed by each 5 % of price rise", unit="share", low=0.05, high=0.2, off=0.0,
        evidence="guess", drawn=True,
    )  # fmt: skip
    downsell: Share = field(
        0.30, about="share of the gap closed by a downsell", unit="share", low=0.15, high=0.6, off=0.0,
        evidence="guess", drawn=True,
    )  # fmt: skip


class Readiness(Part):
    """A renewal that was prepared in time."""

    level: Number = field(
        0.35, about="effect on the log-odds of renewing for a year of a fully prepared renewal", unit="log-odds",
        low=0.17, high=0.7, off=0.0, evidence="guess", drawn=True, ge=0, le=5,
    )  # fmt: skip
    half_life: Length = field(
        "2 months", about="time in which half of it is gone", unit="months", low=1.0, high=4.0, evidence="guess", gt=0
    )
    renewal_play: Share = field(
        0.8, about="share of the gap closed by a renewal play begun early enough", unit="share", low=0.4, high=1.0,
        off=0.0, evidence="guess", drawn=True,
    )  # fmt: skip
    full_lead: Length = field(
        "3 months", about="time before the end of the contract at which a renewal play has its full effect; later "
        "ones have less, in proportion", unit="months", low=1.5, high=6.0, evidence="guess", gt=0,
    )  # fmt: skip


class ProductGap(Part):
    """What the product lacks for the customer."""

    level: Number = field(
        -0.8, about="worst effect on the log-odds of renewing for a year", unit="log-odds", low=-1.6, high=-0.4,
        off=0.0, evidence="guess", drawn=True, ge=-5, le=0,
    )  # fmt: skip
    half_life: Length = field(
        "24 months", about="time in which half of it is forgotten", unit="months", low=12.0, high=48.0,
        evidence="guess", gt=0,
    )  # fmt: skip
    unheard: Share = field(
        0.05, about="share of the gap closed by a feature request that nobody heard", unit="share", low=0.025,
        high=0.1, off=0.0, evidence="guess", drawn=True,
    )  # fmt: skip
