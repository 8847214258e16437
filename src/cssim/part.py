"""Part: the frozen, extra-forbidding base of everything that can be written in a scenario file.

A field of a part carries, next to its type, what a reader needs to trust it: a sentence, a unit, a range, the value
that switches its mechanism off, the evidence label and the source of its default. ``cssim explain`` and
``cssim schema`` read these and nothing else.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

Evidence = Literal["published study", "large survey", "vendor claim", "derived", "guess", "convention", "yours"]
"""How much a default can be trusted; *convention* is a definition or a choice, *yours* must come from the user."""


class About(NamedTuple):
    """What is known about one field besides its type, as given to :func:`field`."""

    unit: str
    low: float | None
    high: float | None
    off: Any
    has_off: bool
    evidence: Evidence
    source: str
    drawn: bool


class Part(BaseModel):
    """One node of a scenario: frozen, knows its fields and refuses any other."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True, arbitrary_types_allowed=False)


_UNSET: Any = object()


def field(
    default: Any = ...,
    *,
    about: str,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    off: Any = _UNSET,
    evidence: Evidence = "convention",
    source: str = "",
    drawn: bool = False,
    **constraints: Any,
) -> Any:
    """Declare a field of a :class:`Part`.

    Parameters
    ----------
    default
        The value when the file does not say; ``...`` makes the field required.
    about
        A sentence a planner understands.
    unit
        Unit of the number, e.g. ``"working hours"``, ``"share"``, ``"per year"``.
    low, high
        Range of the evidence (for a guess: 0.5 to 2 times the default). Not a validation bound.
    off
        The value at which the mechanism has no effect at all.
    evidence, source
        Label and origin of the default; numbers in brackets refer to the sources of the evidence review.
    drawn
        Whether ``assumptions: drawn`` varies this number over its range from run to run.
    constraints
        Validation bounds handed to pydantic (``gt``, ``ge``, ``lt``, ``le``, ``min_length`` ...).
    """
    has_off = off is not _UNSET
    note = About(unit, low, high, off if has_off else None, has_off, evidence, source, drawn)
    if callable(default) and default is not ...:
        return Field(
            default_factory=default,
            description=about,
            json_schema_extra={"about": note._asdict()},
            **constraints,
        )
    return Field(default, description=about, json_schema_extra={"about": note._asdict()}, **constraints)


def about(info: FieldInfo) -> About:
    """Return what :func:`field` was told about a pydantic field.

    Raises
    ------
    TypeError
        If the field was not declared with :func:`field`.
    """
    extra = info.json_schema_extra
    if not isinstance(extra, dict) or not isinstance(extra.get("about"), dict):
        raise TypeError(f"a field of a Part must be declared with field(): {info!r}")
    return About(**extra["about"])  # type: ignore[arg-type]
