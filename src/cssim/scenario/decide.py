"""The decision: which figure decides between designs, and from which difference on it matters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, NamedTuple

from pydantic import BeforeValidator, PlainSerializer, SerializationInfo, WithJsonSchema

from cssim.part import Part, field
from cssim.quantities.read import parse_length, parse_money, parse_points, parse_share
from cssim.quantities.write import write_money, write_points, write_share
from cssim.units import MONTHS_PER_YEAR

BEFORE_COST: Final = ("retained_arr", "arr_closing")
"""Figures from which the cost of customer success may be taken away: kept money, and not yet counted."""
LOOKING_BACK: Final = (
    "nrr", "grr", "logo_churn", "nrr_ex_price", "net_churn", "nrr_of_balances", "grr_of_balances", "nrr_of_lines",
    "grr_of_lines", "logo_churn_of_lines", "logo_churn_of_parents", "logo_churn_of_accounts", "nrr_a_year",
    "grr_a_year",
)  # fmt: skip
"""Shares of twelve months, or of a year, which are not known before that is over."""
SHARES: Final = ("nrr_to_date", "grr_to_date", "logo_churn_to_date", *LOOKING_BACK)
"""Figures that are shares; the others are money."""
METRICS: Final = (*BEFORE_COST, "churn", "contraction", "contribution", *SHARES, "cs_cost")
"""Figures that may decide, without their period."""


class Margin(NamedTuple):
    """A difference that matters: ``cents``, plus ``share`` of the opening ARR for every year of the window."""

    cents: int
    share: float


def parse_margin(value: Any) -> Margin:
    """Return a margin written as money or as a percentage of opening ARR a year."""
    if isinstance(value, Margin):
        return value
    if isinstance(value, str) and "%" in value:
        return Margin(0, parse_share(value))
    return Margin(parse_money(value), 0.0)


def write_margin(margin: Margin, info: SerializationInfo) -> str:
    """Return a margin as it is written in a file."""
    return write_money(margin.cents, info) if margin.share == 0.0 else write_share(margin.share)


MarginField = Annotated[
    Margin,
    BeforeValidator(parse_margin),
    PlainSerializer(write_margin, when_used="json"),
    WithJsonSchema(
        {"type": ["string", "number"], "description": "money ($200k) or a share of opening ARR a year (0.5%)"},
        mode="validation",
    ),
]


class HalfWidth(NamedTuple):
    """How well an average is to be known: ``cents`` of a figure that is money, ``share`` of one that is a share."""

    cents: int
    share: float


def parse_half_width(value: Any) -> HalfWidth:
    """Return a half-width written as money or as points."""
    if isinstance(value, HalfWidth):
        return value
    if isinstance(value, str) and value.strip().lower().endswith(("%", "pt", "pts", "pp", "point", "points")):
        found = HalfWidth(0, parse_points(value))
    else:
        found = HalfWidth(parse_money(value), 0.0)
    if found.cents <= 0 and found.share <= 0.0:
        raise ValueError(f"{value!r} is no precision that runs can reach; write an amount above 0")
    return found


def write_half_width(half: HalfWidth, info: SerializationInfo) -> str:
    """Return a half-width as it is written in a file."""
    return write_money(half.cents, info) if half.cents else write_points(half.share)


HalfWidthField = Annotated[
    HalfWidth,
    BeforeValidator(parse_half_width),
    PlainSerializer(write_half_width, when_used="json"),
    WithJsonSchema(
        {"type": ["string", "number"], "description": "money ($20k), or points for a share (0.5pt)"},
        mode="validation",
    ),
]


class Decide(Part):
    """What decides between designs."""

    on: str = field(
        "",
        about="figure with its period, such as retained_arr.y2 or retained_arr.m18; without it retained ARR at the end",
    )
    minus: Literal["cs_cost", "nothing"] = field(
        "cs_cost",
        about="what is taken away from it: the cost of customer success from the start to that date; nothing where it "
        "cannot be taken away",
    )
    minimum_difference: MarginField = field(
        "0.5%", about="difference that matters: money, or a share of opening ARR for every year of the window",
        unit="currency, or share a year",
    )  # fmt: skip
    precision: HalfWidthField | None = field(
        None, about="how well compare is to know the average differences, as plus or minus so much (certainty of the "
        "mean, 95 %): it makes 30 runs or more, and once as many more as their spread asks for; without it, and with "
        "--runs, the number of runs says",
        unit="currency, or points",
    )  # fmt: skip
    balance: str | None = field(
        None, about="team whose headcount is scaled to put designs on an equal budget; without it the first CSM team"
    )

    @property
    def metric(self) -> str:
        """Name of the figure without its period."""
        return self.on.partition(".")[0]

    def margin_cents(self, opening_arr: int, months: int) -> float:
        """Return the difference that matters [cents] for an opening ARR [cents] and a window of ``months``."""
        margin = self.minimum_difference
        return margin.cents + margin.share * opening_arr * months / MONTHS_PER_YEAR


def completed(decide: Mapping[str, Any], horizon: Any) -> dict[str, Any]:
    """Return a raw decision with what it leaves out: retained ARR at the end, minus cost where that makes sense.

    A horizon that cannot be read is somebody else's problem.
    """
    value = dict(decide)
    if not value.get("on"):
        try:
            value["on"] = f"retained_arr.{last_period(parse_length(horizon))}"
        except ValueError:
            return value
    if isinstance(value["on"], str) and value["on"].partition(".")[0] in METRICS:
        value.setdefault("minus", "cs_cost" if value["on"].partition(".")[0] in BEFORE_COST else "nothing")
    return value


def period_end(period: str) -> int:
    """Return the month at whose end ``y2``, ``m18`` or ``last12`` can be read; 0 if it is no period.

    ``last12`` needs twelve months; it is read at the end of the horizon.
    """
    if period == "last12":
        return MONTHS_PER_YEAR
    digits = period[1:]
    if period[:1] not in ("y", "m") or not digits.isdecimal() or digits.startswith("0") or len(digits) > 4:
        return 0
    return int(digits) * (MONTHS_PER_YEAR if period[0] == "y" else 1)


def last_period(months: float) -> str:
    """Return the period that ends with, or last before, the end of a horizon [months]."""
    years = int(months) // MONTHS_PER_YEAR
    return f"y{years}" if years >= 1 else f"m{int(months)}"
