"""Terms of contracts: one length, or a mix of lengths with their shares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, NamedTuple

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from cssim.quantities.read import parse_length, parse_share
from cssim.quantities.write import write_length, write_share

_LONGEST: Final = 240.0
_TOLERANCE: Final = 1e-9


class Term(NamedTuple):
    """One length of contract [months] and the ``share`` of accounts that have it."""

    months: float
    share: float


def parse_terms(value: Any) -> tuple[Term, ...]:
    """Return the mix of terms written as ``12 months`` or ``{24 months: 70%, 36 months: 30%}``."""
    if isinstance(value, tuple):
        return value
    if not isinstance(value, Mapping):
        return (Term(_length(value), 1.0),)
    terms = tuple(Term(_length(length), parse_share(share)) for length, share in value.items())
    total = 0.0
    for term in terms:
        total += term.share
    if abs(total - 1.0) > _TOLERANCE:
        raise ValueError(f"the shares of the terms add up to {100 * total:.6g}%, not to 100%")
    if len({term.months for term in terms}) < len(terms):
        raise ValueError("the same length of contract is given twice, in different words")
    return tuple(term for term in terms if term.share > 0.0)


def write_terms(terms: tuple[Term, ...]) -> str | dict[str, str]:
    """Return a mix of terms as it is written in a file."""
    if len(terms) == 1:
        return write_length(terms[0].months)
    return {write_length(term.months): write_share(term.share) for term in terms}


def _length(value: Any) -> float:
    months = parse_length(value)
    if not 1.0 <= months <= _LONGEST:
        raise ValueError(f"{value!r} is not a term of a contract, which is between 1 month and 20 years")
    return months


Terms = Annotated[
    tuple[Term, ...],
    BeforeValidator(parse_terms),
    PlainSerializer(write_terms, when_used="json"),
    WithJsonSchema(
        {
            "type": ["string", "object"],
            "description": "a length (12 months), or lengths with their shares {24 months: 70%, 36 months: 30%}",
            "additionalProperties": {"type": ["string", "number"]},
        },
        mode="validation",
    ),
]
"""A mix of contract terms."""
