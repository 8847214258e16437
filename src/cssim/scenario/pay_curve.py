"""Pay curves: which share of variable pay is due at which attainment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, NamedTuple

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from cssim.dynamics.incentives import MOST_POINTS
from cssim.quantities.read import parse_number
from cssim.quantities.write import write_share

LINEAR: Final = "linear"
_MOST: Final = 10.0


class Point(NamedTuple):
    """At ``attainment`` the share ``paid`` of the variable pay at target is due."""

    attainment: float
    paid: float


def parse_curve(value: Any) -> tuple[Point, ...]:
    """Return the points of a pay curve written as ``linear`` or ``{100%: 0, 110%: 1, 120%: 2}``; none if linear."""
    if isinstance(value, tuple):
        return value
    if value == LINEAR:
        return ()
    if not isinstance(value, Mapping):
        raise ValueError(f"{value!r} is no pay curve; write linear, or points such as {{100%: 0, 110%: 1, 120%: 2}}")
    points = tuple(sorted(Point(_number(at), _number(paid)) for at, paid in value.items()))
    if not 2 <= len(points) <= MOST_POINTS:
        raise ValueError(f"a pay curve has 2 to {MOST_POINTS} points, not {len(points)}")
    if len({point.attainment for point in points}) < len(points):
        raise ValueError("the same attainment is given twice, in different words")
    if any(after.paid < before.paid for before, after in zip(points, points[1:], strict=False)):
        raise ValueError("who attains more is not paid less; the shares must not fall")
    return points


def _number(value: Any) -> float:
    text = str(value).strip()
    number = parse_number(text.removesuffix("%")) / (100.0 if text.endswith("%") else 1.0)
    if not 0.0 <= number <= _MOST:
        raise ValueError(f"{value!r} is not between 0% and 1000%")
    return number


def write_curve(points: tuple[Point, ...]) -> str | dict[str, str]:
    """Return a pay curve as it is written in a file."""
    return {write_share(point.attainment): write_share(point.paid) for point in points} or LINEAR


PayCurve = Annotated[
    tuple[Point, ...],
    BeforeValidator(parse_curve),
    PlainSerializer(write_curve, when_used="json"),
    WithJsonSchema(
        {
            "type": ["string", "object"],
            "description": "linear, or shares of variable pay by attainment {100%: 0, 110%: 1, 120%: 2}",
            "additionalProperties": {"type": ["string", "number"]},
        },
        mode="validation",
    ),
]
"""A pay curve; without points it is linear."""
