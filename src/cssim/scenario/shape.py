"""The shape of a scenario: which parts and mappings may stand where, read off the types of the parts.

A *node* is a type annotation of a field. Everything that must know the schema without having a scenario at hand (the
merge, the paths of messages) asks here.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from cssim.part import Part

WORDS: Final = ("model", "policy", "dist", "role")
"""Fields whose word chooses between alternatives."""

Node = Any
"""A type annotation, or ``None`` where nothing is known about the inside of a value."""


class Overrides:
    """Marks a mapping that overrides parts of the whole scenario."""


def plain(node: Node) -> Node:
    """Return a node without its annotations, and without ``None`` as an alternative."""
    while _origin(node) is Annotated:
        node = get_args(node)[0]
    if _origin(node) in (Union, types.UnionType):
        real = [one for one in get_args(node) if one is not type(None)]
        if len(real) == 1:
            return plain(real[0])
    return node


def parts_at(node: Node) -> tuple[type[Part], ...]:
    """Return the parts that may stand at a node; more than one if a word chooses between them."""
    node = plain(node)
    if _origin(node) in (Union, types.UnionType):
        return tuple(part for one in get_args(node) for part in parts_at(one))
    return (node,) if isinstance(node, type) and issubclass(node, Part) else ()


def word_of(parts: tuple[type[Part], ...]) -> str | None:
    """Return the name of the field that chooses between ``parts``, if there is a choice."""
    names = [word for word in WORDS if len(parts) > 1 and all(word in part.model_fields for part in parts)]
    return names[0] if names else None


def words_of(part: type[Part], word: str) -> tuple[str, ...]:
    """Return the values of ``word`` that mean ``part``."""
    annotation = part.model_fields[word].annotation
    return tuple(get_args(annotation)) if _origin(annotation) is Literal else ()


def chosen(parts: tuple[type[Part], ...], raw: Mapping[str, Any]) -> type[Part] | None:
    """Return the part that a raw mapping means, if that can be told."""
    if len(parts) == 1:
        return parts[0]
    word = word_of(parts)
    if word is None or word not in raw:
        return None
    return next((part for part in parts if raw[word] in words_of(part, word)), None)


def child(node: Node, key: str, root: type[Part]) -> Node:
    """Return the node under a key; ``None`` where keys have no types of their own or the key does not exist."""
    if _is_overrides(node):
        return child(root, key, root)
    parts = parts_at(node)
    for part in parts:
        if key in part.model_fields:
            return annotation_of(part.model_fields[key])
    bare = plain(node)
    if isinstance(_origin(bare), type) and issubclass(_origin(bare), Mapping):
        return get_args(bare)[1]
    return None


def is_open(node: Node) -> bool:
    """Return whether a raw mapping at a node is merged key by key (a part or a mapping), not taken as one value."""
    bare = plain(node)
    origin = _origin(bare)
    return bool(parts_at(node)) or _is_overrides(node) or (isinstance(origin, type) and issubclass(origin, Mapping))


def annotation_of(info: FieldInfo) -> Node:
    """Return the whole annotation of a field, with the metadata that pydantic keeps apart."""
    node: Node = info.annotation
    for extra in info.metadata:
        node = Annotated[node, extra]
    return node


def path_of(loc: tuple[str | int, ...], root: type[Part], raw: Any) -> tuple[str | int, ...]:
    """Return the location of a validation error as a path of keys, without the words pydantic puts into it.

    Pydantic names the chosen alternative in the location (``coverage.smb.pooled.team``), and reports a wrong word at
    the mapping (``coverage.smb``) instead of at its word (``coverage.smb.model``).

    Parameters
    ----------
    loc
        Location given by pydantic.
    root
        The part that was validated.
    raw
        What was validated.
    """
    return tuple(_steps(loc, root, raw, root))


def _steps(loc: tuple[str | int, ...], node: Node, raw: Any, root: type[Part]) -> Iterator[str | int]:
    for position, step in enumerate(loc):
        if _is_tag(step, node, raw, position + 1 < len(loc)):
            continue
        yield step
        node = child(node, str(step), root) if node is not None else None
        raw = raw.get(step) if isinstance(raw, Mapping) else None


def _is_tag(step: str | int, node: Node, raw: Any, more: bool) -> bool:
    """Return whether a step of a location is the word of an alternative: it is no key of the raw mapping there."""
    parts = parts_at(node) if node is not None else ()
    word = word_of(parts)
    if word is None or not any(step in words_of(part, word) for part in parts):
        return False
    return more or not (isinstance(raw, Mapping) and step in raw)


def _origin(node: Node) -> Any:
    return get_origin(node)


def _is_overrides(node: Node) -> bool:
    return _origin(node) is Annotated and any(isinstance(extra, Overrides) for extra in get_args(node)[1:])
