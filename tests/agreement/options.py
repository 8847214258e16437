"""What can be written in a scenario, field by field, and which of it a set of scenarios makes use of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from cssim.part import Part, about
from cssim.scenario.shape import annotation_of, parts_at, plain, word_of

ABSENT: Final = "absent"
PRESENT: Final = "present"
OFF: Final = "off"
ON: Final = "on"


class Needs(NamedTuple):
    """What must be seen of a field: these ``labels``, and at least so many different ``values``."""

    labels: frozenset[str]
    values: int


class Field(NamedTuple):
    """A field of the schema: its ``path``, with ``*`` for a name and the part in brackets where there is a choice."""

    path: str
    info: FieldInfo


class Seen(NamedTuple):
    labels: set[str]
    values: set[str]


def fields_below(node: Any, path: str = "") -> Iterator[Field]:
    """Yield every field that can be reached from a type, through optional ones, mappings and choices."""
    node = plain(node)
    origin = get_origin(node)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        yield from fields_below(get_args(node)[1], f"{path}.*")
        return
    parts = parts_at(node)
    for part in parts:
        here = f"{path}[{part.__name__}]" if len(parts) > 1 else path
        for name, info in part.model_fields.items():
            at = f"{here}.{name}" if here else name
            yield Field(at, info)
            yield from fields_below(annotation_of(info), at)


def needs_of(info: FieldInfo) -> Needs:
    """Return what must be seen of a field before one may say that it was varied."""
    labels: set[str] = set()
    inner: Any = plain(annotation_of(info))
    if type(None) in get_args(info.annotation):
        labels |= {ABSENT, PRESENT}
    origin: Any = get_origin(inner)
    if origin is Literal:
        return Needs(frozenset(labels | {str(word) for word in get_args(inner)}), 0)
    if about(info).has_off:
        labels |= {OFF, ON}
    inside = parts_at(inner)
    return Needs(frozenset(labels), 0 if len(inside) == 1 and word_of(inside) is None else 2)


def seen_in(scenarios: Iterator[BaseModel]) -> dict[str, Seen]:
    """Return what these scenarios make use of, by the path of the field."""
    found: dict[str, Seen] = defaultdict(lambda: Seen(set(), set()))
    for scenario in scenarios:
        _look(scenario, "", found)
    return found


def _look(part: BaseModel, here: str, found: dict[str, Seen]) -> None:
    for name, info in type(part).model_fields.items():
        at, value = f"{here}.{name}" if here else name, getattr(part, name)
        note = about(info)
        found[at].labels.add(ABSENT if value is None else PRESENT)
        found[at].labels.add(str(value) if isinstance(value, str | int) else "")
        if note.has_off:
            found[at].labels.add(OFF if value == _stored(note.off) else ON)
        found[at].values.add(repr(value))
        _look_inside(value, at, annotation_of(info), found)


def _look_inside(value: Any, at: str, node: Any, found: dict[str, Seen]) -> None:
    if isinstance(value, Mapping):
        arguments = get_args(plain(node))
        for each in value.values():
            _look_inside(each, f"{at}.*", arguments[1] if len(arguments) == 2 else Any, found)
    elif isinstance(value, Part):
        _look(value, f"{at}[{type(value).__name__}]" if len(parts_at(node)) > 1 else at, found)


def _stored(off: Any) -> Any:
    """Return an off value as a scenario keeps it: ``none`` means no differences, that is, infinitely alike."""
    return float("inf") if off == "none" else off


def missing(needs: Needs, seen: Seen | None) -> str:
    """Return in words what has not been seen of a field; nothing if nothing is missing."""
    labels, values = (seen.labels, seen.values) if seen is not None else (set(), set())
    lacks = sorted(needs.labels - labels)
    if len(values) < needs.values:
        lacks.append(f"a second value beside {', '.join(sorted(values)) or 'none'}")
    return ", ".join(lacks)
