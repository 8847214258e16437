"""The change from today's organization to another: when, in what steps, and what becomes of the people."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, SerializationInfo, WithJsonSchema

from cssim.part import Part, field
from cssim.quantities import Length, Month, Whole
from cssim.quantities.read import parse_length
from cssim.quantities.write import write_length

_WITHIN = "renewal within"


def parse_protection(value: Any) -> float:
    """Return how long before its contract's end [months] an account is not touched; ``nothing`` is 0."""
    if isinstance(value, str) and value.strip().lower() == "nothing":
        return 0.0
    text = value.strip() if isinstance(value, str) else value
    if isinstance(text, str) and text.lower().startswith(_WITHIN):
        text = text[len(_WITHIN) :].strip()
    try:
        return float(value) if isinstance(value, float) else parse_length(text)
    except ValueError as error:
        raise ValueError(f"{error}; write renewal within 60 days, or nothing") from None


def write_protection(months: float, info: SerializationInfo) -> str:
    """Return a protection as it is written in a file."""
    return f"{_WITHIN} {write_length(months)}" if months > 0.0 else "nothing"


Protection = Annotated[
    float,
    BeforeValidator(parse_protection),
    Field(ge=0.0, le=12.0),
    PlainSerializer(write_protection, when_used="json"),
    WithJsonSchema({"type": "string", "description": "renewal within 60 days, or nothing"}, mode="validation"),
]


class Retrain(Part):
    """Who learns what the new design asks of his team."""

    people: Whole | None = field(
        None, about="people of the team who are retrained; the others stay as they are; without it everybody",
        unit="people", ge=0,
    )  # fmt: skip
    over: Length | None = field(
        None, about="how long they work below the usual pace; without it as long as somebody new", unit="months",
        ge=0, le=60,
    )  # fmt: skip


class Move(Part):
    """People who go to another team."""

    # ``from`` is a word of Python, which no class can spell as the name of a field
    __annotations__["from"] = str
    vars()["from"] = field(about="team that they leave")
    to: str = field(about="team that they join")
    people: Whole = field(1, about="how many", unit="people", ge=0)

    @property
    def origin(self) -> str:
        """Name of the team that they leave."""
        origin: str = getattr(self, "from")
        return origin


class Change(Part):
    """How a design comes about that differs from the first one, where designs start from today."""

    start: Month | None = field(
        None, about="first month of the new design; without it the first month of the simulation", evidence="yours"
    )
    mode: Literal["by-segment", "big-bang", "at-renewal"] = field(
        "by-segment", about="when accounts change owner: one segment after another, all at once, or each when its "
        "contract has been renewed; those whose owner leaves or moves change at the start",
    )  # fmt: skip
    over: Length = field(
        "3 months", about="by segment: time from the first segment to the last", unit="months", low=1.0, high=6.0,
        evidence="guess", le=60,
    )  # fmt: skip
    protect: Protection = field(
        "nothing", about="accounts that are left alone until they have renewed: renewal within 60 days, or nothing",
        unit="months", off=0.0,
    )  # fmt: skip
    team: str | None = field(
        None, about="team that retrain and leave speak of; without it the first CSM team that the design changes"
    )
    retrain: Retrain | None = field(
        None, about="who is retrained where a team is to close more alone; without it all who stay"
    )
    move: Move | None = field(None, about="who goes to another team; nobody's pay falls")
    leave: Whole = field(
        0, about="people of the team who leave, beside those for whom there is no post any more", unit="people", off=0,
        evidence="yours", ge=0,
    )  # fmt: skip
    severance: Length = field(
        "8 weeks", about="base pay that somebody who has to leave gets for it", unit="months", low=1.0, high=4.0,
        off=0.0, evidence="guess", le=36,
    )  # fmt: skip
    notice: Length = field(
        "4 weeks", about="notice that he is paid, with what goes on top of pay, and does not work", unit="months",
        low=0.5, high=3.0, off=0.0, evidence="guess", le=36,
    )  # fmt: skip
