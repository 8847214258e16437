"""What pydantic found wrong, in the words of the scenario language: a path, what was found, what is allowed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cssim.part import Part, about
from cssim.scenario.language.layers import Steps
from cssim.scenario.shape import Node, child, chosen, parts_at, path_of, plain, word_of, words_of
from cssim.scenario.suggest import hint, instead, shown

At = Literal["value", "key", "missing"]
"""What a finding points at: a value, the key of an entry, or the mapping in which something is missing."""


class Finding(NamedTuple):
    """One thing that is wrong: where, and what."""

    steps: Steps
    at: At
    message: str


def findings(error: ValidationError, root: type[Part], data: Any) -> list[Finding]:
    """Return what a validation found, each thing once.

    Parameters
    ----------
    error
        What pydantic raised for ``data``.
    root
        The part that ``data`` was to become.
    data
        The plain values that were validated.
    """
    found = [_finding(one, root, data) for one in error.errors(include_url=False)]
    return _sharpest(found, data)


def value_at(data: Any, steps: Steps) -> Any:
    """Return the plain value at ``steps``, which exist."""
    for step in steps:
        data = data[step]
    return data


def _finding(error: ErrorDetails, root: type[Part], data: Any) -> Finding:
    """Return one error of pydantic at its path, with the names of alternatives taken out of it."""
    kind, loc = error["type"], error["loc"]
    if loc and loc[-1] == "[key]":
        steps = _existing(loc[:-1], root, data)
        return Finding(steps, "key", _say(error, str(steps[-1]) if steps else ""))
    if kind == "missing":
        return Finding((*_existing(loc[:-1], root, data), loc[-1]), "missing", "missing")
    steps = _existing(loc, root, data)
    if kind == "extra_forbidden":
        return Finding(steps, "key", _unknown_key(root, data, steps))
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _wrong_word(root, data, steps)
    unit = _unit_at(root, data, steps) if kind in _BOUNDS else ""
    return Finding(steps, "value", _say(error, value_at(data, steps), unit))


def _existing(loc: tuple[str | int, ...], root: type[Part], data: Any) -> Steps:
    """Return the steps of a location that lead through ``data``.

    What a shorthand stands for is not in the file: the error of ``how_to: 24h`` is at ``how_to.hours`` of the law that
    it becomes, and belongs to ``how_to``.
    """
    steps: list[str | int] = []
    for step in path_of(loc, root, data):
        inside = isinstance(data, Mapping) and step in data or isinstance(data, list) and isinstance(step, int)
        if not inside:
            break
        data = data[step]
        steps.append(step)
    return tuple(steps)


def _node_at(root: type[Part], data: Any, steps: Steps) -> Node:
    """Return the node of the schema at ``steps``, narrowed to the alternative that the data choose."""
    node: Node = _narrowed(root, data)
    for step in steps:
        if node is None:
            return None
        node = (get_args(plain(node)) or (None,))[0] if isinstance(step, int) else child(node, step, root)
        data = data[step]
        node = _narrowed(node, data)
    return node


def _narrowed(node: Node, data: Any) -> Node:
    parts = parts_at(node) if node is not None else ()
    one = chosen(parts, data) if parts and isinstance(data, Mapping) else None
    return one or node


_MOVED: Final = {"check_ins": "plays.check_in"}
"""Keys of earlier days, and what they are called now."""


def _unknown_key(root: type[Part], data: Any, steps: Steps) -> str:
    """Say that a key is unknown, with the nearest of those its mapping may have."""
    node = _node_at(root, data, steps[:-1])
    allowed = dict.fromkeys(key for part in parts_at(node) for key in part.model_fields)
    moved = _MOVED.get(str(steps[-1]).partition(".")[0], "")
    if moved.partition(".")[0] in allowed:
        return f"unknown key; it is called {moved} now"
    return f"unknown key{instead(str(steps[-1]).partition('.')[0], allowed)}"


def _wrong_word(root: type[Part], data: Any, steps: Steps) -> Finding:
    """Say that the word that chooses between alternatives is wrong or missing, at that word."""
    parts = parts_at(_node_at(root, data, steps))
    key = word_of(parts) or ""
    allowed = [word for part in parts for word in words_of(part, key)]
    here = value_at(data, steps)
    if not isinstance(here, Mapping):
        return Finding(steps, "value", _mapping_wanted(here, {}))
    if key not in here:
        return Finding((*steps, key), "missing", f"missing; one of {', '.join(allowed)}")
    return Finding((*steps, key), "value", _not_one_of(here[key], allowed))


def _not_one_of(found: Any, allowed: Sequence[str]) -> str:
    near = hint(found, allowed) if isinstance(found, str) else ""
    return f"{shown(found)} is not one of {', '.join(allowed)}{near}"


def _mapping_wanted(found: Any, ctx: Mapping[str, Any]) -> str:
    return f"expects a mapping of keys to values, found {shown(found)}"


_TIME_UNITS: Final = ("months", "working hours")
"""Units that a bound is said with; shares and counts are understood without."""


def _unit_at(root: type[Part], data: Any, steps: Steps) -> str:
    """Return the unit of the field at ``steps`` if its bounds need one."""
    last = steps[-1] if steps else ""
    fields = [
        part.model_fields[last] for part in parts_at(_node_at(root, data, steps[:-1])) if last in part.model_fields
    ]
    units = [about(info).unit for info in fields]
    return units[0] if units and units[0] in _TIME_UNITS else ""


def _wanted(what: str) -> Callable[[Any, Mapping[str, Any]], str]:
    return lambda found, ctx: f"expects {what}, found {shown(found)}"


_BOUNDS: Final = {
    "greater_than": ("above", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("below", "lt"),
    "less_than_equal": ("at most", "le"),
}


def _bound(word: str, bound: Any, found: Any, unit: str) -> str:
    limit = f"{bound:,.10g}" if isinstance(bound, float) else f"{bound:,}"
    named = unit.removesuffix("s") if limit == "1" else unit
    return f"{shown(found)} is not allowed, it must be {word} {limit}{' ' * bool(named)}{named}"


_SAY: Final[dict[str, Callable[[Any, Mapping[str, Any]], str]]] = {
    "model_type": _mapping_wanted,
    "model_attributes_type": _mapping_wanted,
    "dict_type": _mapping_wanted,
    "mapping_type": _mapping_wanted,
    "list_type": _wanted("a list"),
    "tuple_type": _wanted("a list"),
    "string_type": _wanted("text"),
    "int_type": _wanted("a whole number"),
    "int_parsing": _wanted("a whole number"),
    "int_from_float": _wanted("a whole number"),
    "float_type": _wanted("a number"),
    "float_parsing": _wanted("a number"),
    "string_too_short": lambda found, ctx: "must not be empty",
    "string_pattern_mismatch": lambda found, ctx: f"{shown(found)} does not have the form {ctx['pattern']}",
    "too_short": lambda found, ctx: f"must have at least {ctx['min_length']}, has {ctx['actual_length']}",
}


def _say(error: ErrorDetails, found: Any, unit: str = "") -> str:
    """Return the message of one error about the value ``found``."""
    kind, ctx = error["type"], error.get("ctx", {})
    if kind == "literal_error":
        return _not_one_of(found, _literals(ctx["expected"]))
    if kind in ("value_error", "assertion_error"):
        return _own_words(str(ctx.get("error", error["msg"])), found)
    if kind in _BOUNDS:
        word, key = _BOUNDS[kind]
        return _bound(word, ctx[key], found, unit)
    say = _SAY.get(kind)
    return say(found, ctx) if say else f"{error['msg'][:1].lower()}{error['msg'][1:]}, found {shown(found)}"


def _own_words(message: str, found: Any) -> str:
    """Return what a reader of values says, with a mapping or a list named and not printed."""
    return message.replace(repr(found), shown(found), 1) if isinstance(found, dict | list) else message


def _literals(expected: str) -> list[str]:
    """Return the words in pydantic's ``"'a', 'b' or 'c'"``."""
    return [word.strip().strip("'\"") for word in expected.replace(" or ", ", ").split(", ")]


_TOO_GENERAL: Final = ("expects a ", "expects text", "expects true", "expects nothing")


def _sharpest(found: Sequence[Finding], data: Any) -> list[Finding]:
    """Return the findings without what the alternatives of one union say less well than another.

    A value that fits none of several types is reported once for each type: what is said deeper inside a mapping, or
    by a check of our own, is nearer to what the user meant than "expects a list".
    """
    kept: dict[tuple[Steps, At], Finding] = {}
    for one in found:
        key = (one.steps, one.at)
        if key not in kept or kept[key].message.startswith(_TOO_GENERAL):
            kept[key] = one
    return [
        one
        for one in kept.values()
        if not (
            one.message.startswith(_TOO_GENERAL) and any(_inside(other.steps, one.steps) for other in kept.values())
        )
    ]


def _inside(inner: Steps, outer: Steps) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer
