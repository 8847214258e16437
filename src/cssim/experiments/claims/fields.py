"""Parameters of claims, looked up in a scenario: what is known about them, and values as a user would write them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from cssim.errors import InputError
from cssim.part import Part, about
from cssim.results.claims import Field
from cssim.scenario.schema import Scenario
from cssim.scenario.shape import Node, annotation_of, child, chosen, parts_at
from cssim.units import CENTS

_TOLERANCE: Final = 1e-9


class Found(NamedTuple):
    """A field that a path leads to, and its value in a scenario; None where the scenario has nothing there."""

    info: FieldInfo
    value: Any


def found_at(scenario: Scenario, path: str) -> Found:
    """Return the field at a dotted path, such as ``organisation.teams.csm.incentive.policy``.

    Raises
    ------
    InputError
        If the path leads to no field.
    """
    node: Node = Scenario
    value: Any = scenario
    info: FieldInfo | None = None
    for name in path.split("."):
        info = _field_of(node, name, value)
        node = annotation_of(info) if info is not None else child(node, name, Scenario) if node is not None else None
        value = value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)
    if info is None:
        raise InputError.of(f"{path!r} is no field of a scenario", path=path)
    return Found(info, value)


def field_of(scenario: Scenario, path: str) -> Field:
    """Return what is known about the parameter at a path, with its value in ``scenario``."""
    found = found_at(scenario, path)
    note = about(found.info)
    value = found.info.get_default(call_default_factory=True) if found.value is None else found.value
    low, high = (written(found.info, kept(note.unit, end)) if end is not None else "" for end in (note.low, note.high))
    off = "" if not note.has_off else written(found.info, kept(note.unit, note.off))
    text = "" if isinstance(value, Part) else written(found.info, value)
    number = number_of(found.info, text) if text else math.nan
    return Field(path, found.info.description or "", text, low, high, off, note.evidence, note.source, number)


def written(info: FieldInfo, value: Any) -> str:
    """Return a value of a field as a user would write it."""
    if value is None or isinstance(value, str):
        return value or ""
    adapter: TypeAdapter[Any] = TypeAdapter(annotation_of(info))
    return str(adapter.dump_python(value, mode="json"))


def kept(unit: str, end: Any) -> Any:
    """Return an end of an evidence range as the field keeps it: money in cents."""
    return int(end * CENTS) if unit.startswith("currency") and not isinstance(end, str) else end


def number_of(info: FieldInfo, value: Any) -> float:
    """Return what a value as a user would write it is as a number, money in whole currency; not-a-number for words."""
    adapter: TypeAdapter[Any] = TypeAdapter(annotation_of(info))
    number = adapter.validate_python(value)
    if not isinstance(number, int | float) or isinstance(number, bool):
        return math.nan
    return number / CENTS if about(info).unit.startswith("currency") else float(number)


def is_beyond(info: FieldInfo, number: float) -> bool:
    """Return whether a number lies outside the range that evidence leaves to a field; a word does not."""
    note = about(info)
    ends = [
        -math.inf if note.low is None else number_of(info, written(info, kept(note.unit, note.low))),
        math.inf if note.high is None else number_of(info, written(info, kept(note.unit, note.high))),
    ]
    return not math.isnan(number) and not min(ends) - _TOLERANCE <= number <= max(ends) + _TOLERANCE


def _field_of(node: Node, name: str, value: Any) -> FieldInfo | None:
    """Return the field of a name in the part that stands at a node; the one the scenario has, if several may."""
    if isinstance(value, Part):
        return type(value).model_fields.get(name)
    parts = parts_at(node)
    part = parts[0] if len(parts) == 1 else chosen(parts, {})
    return part.model_fields.get(name) if part is not None else None
