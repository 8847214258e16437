"""Every key of the scenario language, read off the schema: what it is, what it may be, where its default is from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic import BeforeValidator, TypeAdapter, WithJsonSchema
from pydantic.fields import FieldInfo

from cssim.part import Part, about
from cssim.scenario.shape import Node, annotation_of, parts_at, plain, word_of, words_of

ANY_NAME: Final = "*"
"""Stands for a name that the user chooses, such as that of a segment, and for any item of a list."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known about one key. Texts are as a user would write them; empty where there is nothing to say."""

    key: str
    about: str
    kind: str
    allowed: tuple[str, ...] = ()
    """The words that may stand here, if it is a choice of words."""
    limits: str = ""
    unit: str = ""
    default: str = ""
    required: bool = False
    low: str = ""
    high: str = ""
    off: str = ""
    """The value at which the mechanism has no effect."""
    evidence: str = ""
    source: str = ""
    drawn: bool = False
    """Whether it varies over its range from future to future when assumptions are drawn."""
    only_with: tuple[str, ...] = ()
    """Words that choose the alternatives which have this key, such as ``role: csm``."""
    keys: tuple[str, ...] = ()
    """Names of the keys below this one."""
    others: tuple[Explanation, ...] = ()
    """The same key in other alternatives, where what is said about it differs."""


def catalog(root: type[Part]) -> tuple[Explanation, ...]:
    """Return every key of a part and of all below it, in the order in which they are declared.

    A key that several alternatives have comes once if all say the same about it, else once for each of them (the
    usual pay of a CSM, and that of a support agent).
    """
    return tuple(_rows(root, ""))


def parts_below(root: type[Part]) -> tuple[type[Part], ...]:
    """Return every part that may stand somewhere below a part, each once."""
    found: dict[type[Part], None] = {}
    _collect(root, found)
    return tuple(found)


def _collect(root: type[Part], found: dict[type[Part], None]) -> None:
    for info in root.model_fields.values():
        node = annotation_of(info)
        while node is not None:
            for part in parts_at(node):
                if part not in found:
                    found[part] = None
                    _collect(part, found)
            node = _item(node)


def _rows(part: type[Part], prefix: str) -> Iterator[Explanation]:
    for name, info in part.model_fields.items():
        yield _row(f"{prefix}{name}", info)
        yield from _below(f"{prefix}{name}", annotation_of(info))


def _below(key: str, node: Node) -> Iterator[Explanation]:
    """Yield the keys under a field that holds a part, one of several parts, or parts by name."""
    parts = parts_at(node)
    word = word_of(parts)
    if word:
        yield _word_row(f"{key}.{word}", word, parts)
        yield from _of_alternatives(key, word, parts)
    elif parts:
        yield from _rows(parts[0], f"{key}.")
    inner = _item(node)
    if inner is not None and parts_at(inner):
        yield _item_row(f"{key}.{ANY_NAME}", inner)
        yield from _below(f"{key}.{ANY_NAME}", inner)


def _of_alternatives(key: str, word: str, parts: tuple[type[Part], ...]) -> Iterator[Explanation]:
    """Yield the keys of several parts, joining what all say alike."""
    found: dict[Explanation, list[str]] = {}
    for part in parts:
        for row in _rows(part, f"{key}."):
            if row.key != f"{key}.{word}":
                found.setdefault(row, []).extend(f"{word}: {one}" for one in words_of(part, word))
    every = sum(len(words_of(part, word)) for part in parts)
    for row, chosen_by in found.items():
        yield row if len(chosen_by) == every else replace(row, only_with=(*chosen_by, *row.only_with))


def _row(key: str, info: FieldInfo) -> Explanation:
    note, node = about(info), annotation_of(info)
    return Explanation(
        key=key,
        about=info.description or "",
        kind=_kind(node),
        allowed=tuple(str(word) for word in get_args(plain(node))) if _origin(plain(node)) is Literal else (),
        limits=_limits(info),
        unit=note.unit,
        default=_default(info),
        required=info.is_required(),
        low=written(note.low, note.unit),
        high=written(note.high, note.unit),
        off=written(note.off, note.unit) if note.has_off else "",
        evidence="" if parts_at(node) and word_of(parts_at(node)) is None else note.evidence,
        source=note.source,
        drawn=note.drawn,
        keys=_names_below(node),
    )


def _word_row(key: str, word: str, parts: tuple[type[Part], ...]) -> Explanation:
    """Return the row of the word that chooses between ``parts``."""
    meanings = [
        f"{one}: {part.model_fields[word].description}" for part in parts for one in words_of(part, word)
    ]  # fmt: skip
    allowed = tuple(one for part in parts for one in words_of(part, word))
    return Explanation(key, "; ".join(meanings), "a word", allowed, required=True)


def _item_row(key: str, node: Node) -> Explanation:
    docs = [(part.__doc__ or "").split("\n")[0] for part in parts_at(node)]
    return Explanation(key, " / ".join(docs), _kind(node), keys=_names_below(node))


def _names_below(node: Node) -> tuple[str, ...]:
    names = dict.fromkeys(name for part in parts_at(node) for name in part.model_fields)
    inner = _item(node)
    return tuple(names) or ((ANY_NAME,) if inner is not None and parts_at(inner) else ())


def _item(node: Node) -> Node:
    """Return the node of what a mapping or a list holds, ``None`` for anything else."""
    bare = plain(node)
    origin = _origin(bare)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return get_args(bare)[1]
    return get_args(bare)[0] if origin in (tuple, list) else None


_PLAIN_KINDS: Final = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


def _kind(node: Node) -> str:
    """Return what may be written at a node, in words."""
    described = _described(node)
    bare = plain(node)
    if described:
        return described
    if parts_at(node):
        return "a section, or its one value alone" if _has_short_form(node) else "a section"
    if _origin(bare) is Literal:
        return "a word"
    if isinstance(bare, type) and bare in _PLAIN_KINDS:
        return _PLAIN_KINDS[bare]
    inner = _item(node)
    if inner is None:
        return "a value"
    several = {"text": "texts", "a section": "sections"}.get(_kind(inner), "values")
    return f"{several} by name" if issubclass(_origin(bare) or object, Mapping) else f"a list of {several}"


def _has_short_form(node: Node) -> bool:
    """Return whether a part may be written as a scalar: something reads the raw value before the part does."""
    while _origin(node) is Annotated:
        if any(isinstance(extra, BeforeValidator) for extra in get_args(node)[1:]):
            return True
        node = get_args(node)[0]
    options = [one for one in get_args(node) if one is not type(None)]
    return _origin(node) in (Union, UnionType) and len(options) == 1 and _has_short_form(options[0])


def _described(node: Node) -> str:
    """Return the description that a quantity gives of how it is written."""
    while _origin(node) is Annotated:
        for extra in get_args(node)[1:]:
            if isinstance(extra, WithJsonSchema) and extra.json_schema:
                return str(extra.json_schema.get("description", ""))
        node = get_args(node)[0]
    options = [one for one in get_args(node) if one is not type(None)]
    return _described(options[0]) if _origin(node) in (Union, UnionType) and len(options) == 1 else ""


def _limits(info: FieldInfo) -> str:
    """Return the bounds that are checked, in words; those of every share are known from its kind."""
    low: tuple[Any, str] | None = None
    high: tuple[Any, str] | None = None
    for one in info.metadata:
        if isinstance(one, Gt | Ge):
            bound: tuple[Any, str] = (one.gt, "above") if isinstance(one, Gt) else (one.ge, "at least")
            low = bound if low is None else max(low, bound, key=lambda pair: (pair[0], pair[1] == "above"))
        elif isinstance(one, Lt | Le):
            bound = (one.lt, "below") if isinstance(one, Lt) else (one.le, "at most")
            high = bound if high is None else min(high, bound, key=lambda pair: (pair[0], pair[1] != "below"))
    said = ", ".join(
        f"{words} {limit:,.10g}" if isinstance(limit, float) else f"{words} {limit:,}"
        for limit, words in filter(None, (low, high))
    )
    return "" if said == "at least 0, at most 1" and "share" in _described(annotation_of(info)) else said


def _default(info: FieldInfo) -> str:
    """Return the default as it would be written; nothing for a section, whose keys have their own."""
    if info.is_required():
        return ""
    value = info.get_default(call_default_factory=True, validated_data={})
    if isinstance(value, str):
        return value
    if value is None or type(value) in parts_at(info.annotation) and word_of(parts_at(info.annotation)) is None:
        return ""
    adapter: TypeAdapter[Any] = TypeAdapter(annotation_of(info))
    return _flow(adapter.dump_python(adapter.validate_python(value), mode="json", exclude_none=True))


def _flow(value: Any) -> str:
    """Return a raw value on one line, as YAML."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return f"{value:g}" if isinstance(value, float) else str(value)


def written(number: Any, unit: str) -> str:
    """Return a number of the evidence range as a user would write it."""
    if number is None or isinstance(number, str):
        return number or ""
    if unit.startswith("share"):
        return f"{100 * number:g}%"
    return f"{number:,.0f}" if unit.startswith("currency") else f"{number:g}"


def _origin(node: Node) -> Any:
    """Return :func:`typing.get_origin`, whose declared type fits no comparison."""
    return get_origin(node)
