"""Growth: customers that are won."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator

from cssim.part import Part, field
from cssim.quantities import Frequency, Money, Number, Share
from cssim.scenario.company import MonthName


class LandedValue(Part):
    """The spread of ARR with which customers begin: lognormal, by two of its points."""

    median: Money = field(about="ARR of the customer in the middle", unit="currency", gt=0)
    p90: Money = field(about="ARR that nine of ten customers stay below", unit="currency", gt=0)


class IdealProfile(Part):
    """The ideal customer profile: what fitting it is worth."""

    weight: Number = field(
        0.5, about="log-odds of renewing for a year by which customers that fit the ideal profile are better than "
        "others", unit="log-odds", low=0.25, high=1.0, off=0.0, evidence="guess", drawn=True, ge=0, le=10,
        source="C11: a fitting profile makes everything else work",
    )  # fmt: skip
    today: Share = field(
        0.6, about="share of today's customers that fit it; their risk is known, so this only says what is usual",
        unit="share", low=0.3, high=0.9, evidence="guess",
    )  # fmt: skip


class NewLogos(Part):
    """The booking plan of a segment: how many customers it wins, when in the year, and how they begin."""

    rate: Frequency = field(
        about="customers won, such as 5/year; months follow by rounding, nothing is drawn", unit="per year", low=0.0,
        high=24.0, off=0.0, evidence="yours",
    )  # fmt: skip
    season: Mapping[MonthName, Number] = field(
        dict, about="weights of the calendar months in which they are won; a month that is not named has 1"
    )
    land: Share = field(
        0.7, about="ARR with which they begin, as a share of what customers of the segment have", unit="share",
        low=0.35, high=1.0, off=1.0, evidence="guess", drawn=True, gt=0, source="B14: land and expand",
    )  # fmt: skip
    fits: Share = field(
        0.6, about="share of them that fits the ideal customer profile", unit="share", low=0.3, high=1.0,
        evidence="guess", source="C11; as many as of today's customers",
    )  # fmt: skip
    arr: LandedValue | None = field(
        None, about="ARR with which they begin; without it the share land of what customers of the segment have"
    )


def _bare_rate(value: Any) -> Any:
    """Read a bare frequency as a plan of that many customers."""
    return value if isinstance(value, Mapping | Part) else {"rate": value}


BookingPlan = Annotated[NewLogos, BeforeValidator(_bare_rate, json_schema_input_type=str | NewLogos)]
"""A booking plan, or the bare number of customers it wins."""
