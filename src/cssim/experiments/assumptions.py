"""Assumptions: the numbers of a scenario that nobody knows exactly, drawn over their evidence range per run.

A drawn assumption is a *factor* on whatever value a design has: the same factor for every design of a run, so that
designs differ by what they change and not by what is unknown. A mechanism that is off stays off.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

from annotated_types import Ge, Gt, Le, Lt
from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from cssim.domain.keys import key_of_text
from cssim.part import About, Part, about
from cssim.sampling.streams import PERIOD_TRAITS, Purpose, Streams

_HAIR: Final = 1e-9
"""Relative distance kept from a bound that a value must not reach."""


@dataclass(frozen=True)
class Assumption:
    """One number that varies from run to run.

    ``path`` is its dotted place in a scenario; ``low``, ``center`` and ``high`` are its evidence range and default
    in ``unit``; ``label`` is the sentence of its field and ``evidence`` how much it can be trusted.
    """

    path: str
    low: float
    center: float
    high: float
    unit: str
    label: str
    evidence: str

    def value_at(self, u: float) -> float:
        """Return the value at quantile ``u``: the default at 1/2, the ends of the range at 0 and 1.

        The two halves are interpolated in the logarithm (linearly if the range touches 0), so that half and twice
        the default are equally far away; a range below 0 like one above it.
        """
        start, end, share = (self.low, self.center, 2 * u) if u < 0.5 else (self.center, self.high, 2 * u - 1)
        if self.low * self.high > 0.0:
            return start * math.exp(share * math.log(end / start))
        return start + share * (end - start)

    def factor(self, seed: int, run: int) -> float:
        """Return the factor by which this run's world differs from the default."""
        u = Streams(seed, run, PERIOD_TRAITS).uniform(Purpose.ASSUMPTION, key_of_text(self.path), 0)
        return self.value_at(u) / self.center


def assumptions_of(roots: Iterable[Part]) -> tuple[Assumption, ...]:
    """Return every assumption that varies in at least one of ``roots`` (the designs of a scenario), by path.

    A number varies if its field is declared as drawn with a range and a default inside it, and if it is not at the
    value that switches its mechanism off.
    """
    found: dict[str, Assumption] = {}
    for root in roots:
        for path, value, info in numbers(root):
            assumption = _assumption(path, value, info)
            if assumption is not None:
                found.setdefault(path, assumption)
    return tuple(found[path] for path in sorted(found))


def draw(assumptions: Sequence[Assumption], seed: int, run: int) -> dict[str, float]:
    """Return the factor of each assumption in one run, by path."""
    return {assumption.path: assumption.factor(seed, run) for assumption in assumptions}


def scaled(root: Any, factors: Mapping[str, float]) -> Any:
    """Return a part with its drawn numbers multiplied by their ``factors``, kept inside what their fields allow.

    Numbers that are off are left alone. Nothing is validated again: this is done once per run and design.
    """
    return _scaled(root, "", factors, None)


def numbers(root: Any, path: str = "") -> Iterator[tuple[str, float, FieldInfo]]:
    """Yield (path, value, field) of every number in a part, through parts, mappings and tuples below it."""
    for name, info in type(root).model_fields.items():
        for deeper, value in _leaves(getattr(root, name), _join(path, name)):
            if isinstance(value, Part):
                yield from numbers(value, deeper)
            elif _is_number(value):
                yield deeper, float(value), info


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    for key, item in _items(value):
        yield from _leaves(item, _join(path, key))
    if not _items(value):
        yield path, value


def _items(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, Mapping):
        return [(str(key), item) for key, item in value.items()]
    if isinstance(value, tuple):
        return [(str(i), item) for i, item in enumerate(value)]
    return []


def _scaled(value: Any, path: str, factors: Mapping[str, float], info: FieldInfo | None) -> Any:
    if isinstance(value, Part):
        return _scaled_part(value, path, factors)
    if isinstance(value, Mapping):
        items = {key: _scaled(item, _join(path, str(key)), factors, info) for key, item in value.items()}
        return items if any(items[key] is not item for key, item in value.items()) else value
    if isinstance(value, tuple):
        parts = [_scaled(item, _join(path, str(i)), factors, info) for i, item in enumerate(value)]
        return type(value)(parts) if any(a is not b for a, b in zip(parts, value, strict=True)) else value
    if path in factors and info is not None and _is_number(value) and not _is_off(value, about(info)):
        return _inside(float(value) * factors[path], info)
    return value


def _scaled_part(part: Part, path: str, factors: Mapping[str, float]) -> Part:
    update = {}
    for name, info in type(part).model_fields.items():
        old = getattr(part, name)
        new = _scaled(old, _join(path, name), factors, info)
        if new is not old:
            update[name] = new
    return part.model_copy(update=update) if update else part


def _assumption(path: str, value: float, info: FieldInfo) -> Assumption | None:
    note = about(info)
    if not note.drawn or note.low is None or note.high is None or _is_off(value, note) or not math.isfinite(value):
        return None
    center = _default(info, value)
    if center == 0.0 or not note.low <= center <= note.high or note.low == note.high:
        return None
    return Assumption(path, note.low, center, note.high, note.unit, info.description or path, note.evidence)


def _default(info: FieldInfo, value: float) -> float:
    """Return the default of a field as a number; ``value`` if the field has none."""
    if info.is_required():
        return value
    default = info.get_default(call_default_factory=True)
    if isinstance(default, str):
        # Defaults are written as people write them ("9 months"); the type knows how to read them.
        annotation: Any = info.annotation
        for note in info.metadata:
            annotation = Annotated[annotation, note]
        default = TypeAdapter(annotation).validate_python(default)
    return float(default) if _is_number(default) else value


def _inside(value: float, info: FieldInfo) -> float:
    """Return the nearest value that the field's bounds allow."""
    for bound in info.metadata:
        if isinstance(bound, Ge):
            value = max(value, float(bound.ge))  # type: ignore[arg-type]
        elif isinstance(bound, Gt):
            limit = float(bound.gt)  # type: ignore[arg-type]
            value = max(value, limit + _HAIR * max(1.0, abs(limit)))
        elif isinstance(bound, Le):
            value = min(value, float(bound.le))  # type: ignore[arg-type]
        elif isinstance(bound, Lt):
            limit = float(bound.lt)  # type: ignore[arg-type]
            value = min(value, limit - _HAIR * max(1.0, abs(limit)))
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_off(value: float, note: About) -> bool:
    return note.has_off and _is_number(note.off) and value == float(note.off)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
