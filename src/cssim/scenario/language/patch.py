"""The one merge, used by ``extends``, ``designs``, ``--set`` and every study that varies a scenario.

Mappings merge key by key, anything else is replaced. Three rules know the schema:

- a mapping whose word (``model``, ``policy``, ``dist``, ``role``) changes keeps the keys the new alternative also
  has, and drops the others with a notice;
- of keys that exclude each other (``logo_churn``, ``new_logo_churn``) the one of the override wins;
- a customer book drops what only makes sense without one.

``null`` takes an inherited key away, so that its default counts again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from cssim.part import Part
from cssim.scenario.customers import Customers, Segment
from cssim.scenario.language.dump import raw
from cssim.scenario.schema import Scenario
from cssim.scenario.shape import Node, child, chosen, is_open, parts_at, word_of

Raw = dict[str, Any]


class Merged(NamedTuple):
    """A merged raw mapping, and what was dropped on the way: (path, notice)."""

    value: Raw
    notices: tuple[tuple[str, str], ...]


def merge(base: Mapping[str, Any], override: Mapping[str, Any]) -> Merged:
    """Return ``base`` with ``override`` laid over it; both are raw scenarios or parts of one, dotted keys allowed."""
    notices: list[tuple[str, str]] = []
    start = _merged({}, base, Scenario, "", [])
    return Merged(_merged(start, override, Scenario, "", notices), tuple(notices))


def patch(scenario: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """Return a scenario with ``changes``, by dotted path, as they could be written in a file.

    Raises
    ------
    pydantic.ValidationError
        If the changed scenario is not valid.
    """
    return Scenario.model_validate(merge(raw(scenario), changes).value)


def _merged(base: Raw, override: Mapping[str, Any], node: Node, path: str, notices: list[tuple[str, str]]) -> Raw:
    override = _expanded(override, node)
    value = _without_others(base, override, node, path, notices)
    for key, new in override.items():
        inner = child(node, key, Scenario) if node is not None else None
        deeper = f"{path}.{key}" if path else key
        if new is None and not path.startswith("designs"):
            value.pop(key, None)
        elif isinstance(new, Mapping) and is_open(inner):
            old = value.get(key)
            value[key] = _merged(old if isinstance(old, dict) else {}, new, inner, deeper, notices)
        else:
            value[key] = new
    return _in_order(value, list(base), list(override))


def _expanded(override: Mapping[str, Any], node: Node) -> Mapping[str, Any]:
    """Return a mapping whose dotted keys are nested ones; several under one name stay in written order.

    A dot after something that has no keys of its own is part of a name, such as the price of ``1.5 seats``.
    """
    if not any("." in key for key in override):
        return override
    tree: Raw = {}
    for key, value in override.items():
        head, dot, rest = key.partition(".")
        if dot and (node is None or not is_open(child(node, head, Scenario))):
            head, dot = key, ""
        nested = {rest: value} if dot else value
        if head in tree and isinstance(tree[head], Mapping) and isinstance(nested, Mapping):
            tree[head] = {**tree[head], **nested}
        else:
            tree[head] = nested
    return tree


def _without_others(
    base: Raw, override: Mapping[str, Any], node: Node, path: str, notices: list[tuple[str, str]]
) -> Raw:
    """Return a copy of ``base`` without what the override makes meaningless."""
    value = dict(base)
    parts = parts_at(node) if node is not None else ()
    _drop_alternative(value, override, parts, path, notices)
    for part in parts:
        for group in getattr(part, "either", ()):
            if any(override.get(name) is not None for name in group):
                for name in group:
                    value.pop(name, None)
        if part is Customers and override.get("book") is not None:
            _drop_drawn(value)
    return value


def _drop_alternative(
    value: Raw, override: Mapping[str, Any], parts: tuple[type[Part], ...], path: str, notices: list[tuple[str, str]]
) -> None:
    """Keep only what the alternative chosen by a new word also has."""
    word = word_of(parts)
    if word is None or word not in override or value.get(word) in (None, override[word]):
        return
    old, new = chosen(parts, value), chosen(parts, override)
    if new is None:
        return
    lost = [key for key in value if key not in new.model_fields]
    dropped = [key for key in lost if key not in override and not _is_default(old, key, value[key])]
    for key in lost:
        del value[key]
    if dropped:
        notices.append((path, f"{word} is now {override[word]}, which has no {' and no '.join(dropped)}: dropped"))


def _is_default(part: type[Part] | None, key: str, value: Any) -> bool:
    """Return whether a raw value says no more than the default: nobody needs to hear that it was dropped."""
    return part is not None and key in part.model_fields and part.model_fields[key].default == value


def _drop_drawn(value: Raw) -> None:
    """Take the numbers that accounts are drawn from out of inherited segments: the book has the accounts."""
    segments = value.get("segments")
    if not isinstance(segments, dict):
        return
    drawn = Segment.only_without_book
    value["segments"] = {
        name: {key: one for key, one in segment.items() if key not in drawn} if isinstance(segment, dict) else segment
        for name, segment in segments.items()
    }


def _in_order(value: Raw, before: list[str], asked: list[str]) -> Raw:
    """Return a mapping in the order ``before``, with new keys ahead of the next old one named after them.

    So a segment that is named before an inherited one is also tried before it.
    """
    order = list(before)
    new: list[str] = []
    for key in asked:
        if key not in before:
            new.append(key)
        else:
            position = order.index(key)
            order[position:position] = new
            new = []
    return {key: value[key] for key in [*order, *new] if key in value}
