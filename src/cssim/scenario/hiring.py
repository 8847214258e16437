"""Hiring: posts that are opened on a date, or when there is too much to do for those who are there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema, model_validator

from cssim.part import Part, field
from cssim.quantities import Length, Money, Number, Share, Whole
from cssim.quantities.read import parse_month, parse_whole
from cssim.quantities.write import write_month

MOST_PEOPLE: Final = 1000
"""People whom one line of a plan may ask for."""
_KEYS: Final = {"on", "people"}


def parse_dated(value: Any) -> tuple[tuple[date, int], ...]:
    """Return a dated plan, written as ``[{on: 2027-03, people: 2}]``, in order of its dates."""
    if isinstance(value, tuple):
        return value
    if not isinstance(value, list):
        raise ValueError(f"{value!r} is not a plan; write a list such as [{{on: 2027-03, people: 2}}]")
    return tuple(sorted(_dated(each) for each in value))


def _dated(line: Any) -> tuple[date, int]:
    if not isinstance(line, Mapping) or set(line) != _KEYS:
        raise ValueError(f"{line!r} is not a line of a plan; write {{on: 2027-03, people: 2}}")
    people = parse_whole(line["people"])
    if not 1 <= people <= MOST_PEOPLE:
        raise ValueError(f"{people} people are not possible; allowed are 1 to {MOST_PEOPLE}")
    return parse_month(line["on"]), people


Dated = Annotated[
    tuple[tuple[date, int], ...],
    BeforeValidator(parse_dated),
    PlainSerializer(
        lambda plan: [{"on": write_month(day), "people": people} for day, people in plan], when_used="json"
    ),
    WithJsonSchema(
        {
            "type": "array",
            "description": "lines of a plan: {on: 2027-03, people: 2}",
            "items": {
                "type": "object",
                "properties": {"on": {"type": "string"}, "people": {"type": ["integer", "string"]}},
            },
        },
        mode="validation",
    ),
]
"""How many people, from the first day of which months on."""


def reductions() -> tuple[tuple[date, int], ...]:
    """Return the field of posts that are closed, which every team has."""
    plan: tuple[tuple[date, int], ...] = field(
        (), about="posts of today that are closed on a date, written as a plan of hiring: those of the last seats; who "
        "holds one then leaves, is paid for it, and his customers go to colleagues", unit="people", evidence="yours",
    )  # fmt: skip
    return plan


class Hiring(Part):
    """When a team opens posts beyond those it has; each is filled after the usual time, by somebody new.

    A bare list is its ``plan``.
    """

    plan: Dated = field((), about="posts that are opened on a date", unit="people", evidence="yours")
    accounts_per_head: Number | None = field(
        None, about="a post is opened on the first of a month when there are more customers for each post than this: "
        "those the team covers; all of them for specialists and support", unit="accounts", low=10.0, high=500.0,
        evidence="vendor claim", source="[1,2,12] 12 to 20 large, about 48 in the middle, some hundred small ones",
        gt=0,
    )  # fmt: skip
    arr_per_head: Money | None = field(
        None, about="likewise when there is more ARR for each post than this", unit="currency", low=1_000_000,
        high=5_000_000, evidence="large survey", source="[2,4] $2m a head; survey mean 1.72m",
    )  # fmt: skip
    load_above: Share | None = field(
        None, about="a post is opened when the people of the team have been busy for more than this share of the time "
        "they were present, for load_for; not while a post is vacant", unit="share", low=0.7, high=0.95,
        evidence="guess", gt=0, lt=1,
    )  # fmt: skip
    load_for: Length = field(
        "3 months", about="how many whole months the load has to be that high", unit="months", low=1.0, high=6.0,
        evidence="guess", ge=1, le=60,
    )  # fmt: skip
    most: Whole = field(
        0, about="how many posts these rules (not the plan) open at most", unit="people", off=0, evidence="yours",
        ge=0, le=MOST_PEOPLE,
    )  # fmt: skip

    @model_validator(mode="before")
    @classmethod
    def _listed(cls, raw: Any) -> Any:
        return {"plan": raw} if isinstance(raw, list) else raw

    @property
    def has_rules(self) -> bool:
        """Whether posts are opened because of what happens."""
        return any(rule is not None for rule in (self.accounts_per_head, self.arr_per_head, self.load_above))

    @property
    def opens_posts(self) -> int:
        """How many posts may be opened in all."""
        return sum(people for _, people in self.plan) + (self.most if self.has_rules else 0)
