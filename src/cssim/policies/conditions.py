"""When a person looks at an account that is otherwise left to the digital programme."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

from pydantic import BeforeValidator

from cssim.part import Part, field
from cssim.quantities import Length, Number

_HEALTH: Final = re.compile(r"health\s+below\s+(?P<value>.+)", re.IGNORECASE)
_RENEWAL: Final = re.compile(r"renewal\s+within\s+(?P<value>.+)", re.IGNORECASE)


class PersonWhen(Part):
    """Conditions, of which one is enough; one that is not named never holds."""

    health_below: Number = field(
        0.0, about="a person is there while the health score, as it is seen, is below this", unit="score", low=20.0,
        high=80.0, off=0.0, evidence="guess", ge=0, le=100,
    )  # fmt: skip
    renewal_within: Length = field(
        0.0, about="a person is there from so long before the end of a contract on (before it is decided on, where "
        "notice must be given); not for contracts that are no longer than that",
        unit="months", low=1.0, high=4.0, off=0.0, evidence="guess",
    )  # fmt: skip


def _listed(value: Any) -> Any:
    """Read conditions as people list them: ``[health below 40, renewal within 60 days]``."""
    if not isinstance(value, list | str):
        return value
    found: dict[str, str] = {}
    for said in [value] if isinstance(value, str) else value:
        key, number = _condition(str(said).strip())
        if key in found:
            raise ValueError(f"{said!r} is said twice; one of each kind is enough")
        found[key] = number
    return found


def _condition(text: str) -> tuple[str, str]:
    for key, pattern in (("health_below", _HEALTH), ("renewal_within", _RENEWAL)):
        match = pattern.fullmatch(text)
        if match:
            return key, match["value"]
    raise ValueError(f"{text!r} is not a condition; write 'health below 40' or 'renewal within 60 days'")


Conditions = Annotated[PersonWhen, BeforeValidator(_listed, json_schema_input_type=list[str] | str | PersonWhen)]
"""Conditions, or a list of them in words."""


def usual_conditions() -> PersonWhen:
    """Return the conditions of a coverage that names none."""
    return PersonWhen(health_below=40, renewal_within="60 days")
