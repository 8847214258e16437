"""Where customers are, and who serves them there: regions and languages by name, with shares or with heads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from cssim.dynamics.routing import MOST_PLACES
from cssim.quantities.read import parse_share, parse_whole
from cssim.quantities.write import write_share

_TOLERANCE: Final = 1e-9


def parse_mix(value: Any) -> tuple[tuple[str, float], ...]:
    """Return places with their shares, written as ``{emea: 40%, amer: 60%}``; nothing if nothing is said."""
    if isinstance(value, tuple):
        return value
    mix = tuple((str(name).strip(), parse_share(share)) for name, share in _written(value).items())
    total = 0.0
    for _, share in mix:
        total += share
    if mix and abs(total - 1.0) > _TOLERANCE:
        raise ValueError(f"the shares add up to {100 * total:.6g}%, not to 100%")
    if len(mix) > MOST_PLACES:
        raise ValueError(f"{len(mix)} are too many; at most {MOST_PLACES} can be told apart")
    return tuple((name, share) for name, share in mix if share > 0.0)


def parse_heads(value: Any) -> tuple[tuple[str, int], ...]:
    """Return places with the number of people who serve them, written as ``{emea: 2, amer: 3}``."""
    if isinstance(value, tuple):
        return value
    heads = tuple((str(name).strip(), parse_whole(count)) for name, count in _written(value).items())
    for name, count in heads:
        if count < 1:
            raise ValueError(f"{count} people cannot serve {name}; at least 1 can")
    return heads


def _written(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{value!r} is not a list of places; write names with numbers, such as {{emea: 2, amer: 3}}")
    plain = [same(name) for name in value]
    for name in value:
        if not str(name).strip() or plain.count(same(name)) > 1:
            raise ValueError(f"{name!r} is no name of its own; every place needs one, capitals do not matter")
    return value


def same(name: object) -> str:
    """Return what two names of one place have in common: capitals and spaces around them do not matter."""
    return str(name).strip().casefold()


def _schema(description: str) -> WithJsonSchema:
    inner = {"type": ["string", "number"]}
    return WithJsonSchema(
        {"type": "object", "description": description, "additionalProperties": inner}, mode="validation"
    )


Mix = Annotated[
    tuple[tuple[str, float], ...],
    BeforeValidator(parse_mix),
    PlainSerializer(lambda mix: {name: write_share(share) for name, share in mix}, when_used="json"),
    _schema("names with their shares: {emea: 40%, amer: 60%}"),
]
"""Places with the shares of customers who are there."""

Heads = Annotated[
    tuple[tuple[str, int], ...],
    BeforeValidator(parse_heads),
    PlainSerializer(lambda heads: dict(heads), when_used="json"),
    _schema("names with numbers of people: {emea: 2, amer: 3}"),
]
"""Places with the number of people who serve them."""
