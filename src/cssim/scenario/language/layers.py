"""Which of several layers a merged value came from: the file, what it extends, its designs, ``--set``.

Merging works on plain values, so that there is one merge for everything. Where a merged value was written is found
afterwards: the place of a path is its place in the last layer that has this path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from cssim.scenario.language.tree import Entry, Node, Place
from cssim.scenario.packaged import PACKAGED

Steps = tuple[str | int, ...]
"""A path as keys and list indices."""


class Layer(NamedTuple):
    """One tree of a stack; ``prefix`` is what its paths are called in the file, such as ``designs.pooled``."""

    root: Node
    prefix: tuple[str, ...] = ()


class Spot(NamedTuple):
    """A place, and the full path by which its file names it."""

    place: Place
    path: str


def dotted(steps: Sequence[str | int]) -> str:
    """Return a path as users write it: dots between keys, list items counted from 1 in brackets."""
    text = ""
    for step in steps:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def find_value(layers: Sequence[Layer], steps: Steps) -> Spot:
    """Return where the value at ``steps`` was written, or else where the mapping that should hold it was.

    What is missing is best added to a file of the user's own: ``--set`` only adds to what files say, and a packaged
    scenario is not the user's to mend.
    """
    index = _last_with(layers, steps)
    if index is not None:
        node = _descend(layers[index].root, steps)
        return Spot(node.place if node else Place(""), dotted((*layers[index].prefix, *steps)))
    for wanted in (_is_own_file, _is_any):
        for depth in range(len(steps) - 1, -1, -1):
            index = _last_with(layers, steps[:depth], wanted)
            if index is not None:
                return _key_spot(layers[index], steps[:depth], steps)
    raise ValueError("no layer at all")


def _is_own_file(place: Place) -> bool:
    return place.line > 0 and not place.file.startswith(PACKAGED)


def _is_any(place: Place) -> bool:
    return True


def find_key(layers: Sequence[Layer], steps: Steps) -> Spot:
    """Return where the key at the end of ``steps`` was written; of a list item, its value."""
    index = _last_with(layers, steps)
    return find_value(layers, steps) if index is None else _key_spot(layers[index], steps, steps)


def steps_of(path: str, layers: Sequence[Layer]) -> Steps:
    """Return the steps of a dotted path; a key of a file that has a dot in it stays whole."""
    steps: list[str] = []
    words = path.split(".") if path else []
    while words:
        entries = [_entries(layer.root, tuple(steps)) for layer in layers]
        ends = range(len(words), 0, -1)
        end = next((end for end in ends if any(".".join(words[:end]) in one for one in entries)), 1)
        steps.append(".".join(words[:end]))
        words = words[end:]
    return tuple(steps)


def _last_with(layers: Sequence[Layer], steps: Steps, wanted: Callable[[Place], bool] = _is_any) -> int | None:
    """Return the index of the last layer that has a value at ``steps``, in a wanted place."""
    for index in range(len(layers) - 1, -1, -1):
        node = _descend(layers[index].root, steps)
        if node is not None and wanted(node.place):
            return index
    return None


def _key_spot(layer: Layer, owner: Steps, steps: Steps) -> Spot:
    """Return the spot of the key ``owner`` in a layer, under the name of ``steps``."""
    path = dotted((*layer.prefix, *steps))
    last = owner[-1] if owner else None
    entries = _entries(layer.root, owner[:-1]) if owner else {}
    if isinstance(last, str) and last in entries:
        return Spot(entries[last].key, path)
    node = _descend(layer.root, owner)
    return Spot(node.place if node else layer.root.place, path)


def _entries(root: Node, steps: Steps) -> Mapping[str, Entry]:
    node = _descend(root, steps)
    return node.entries() if node else {}


def _descend(root: Node, steps: Steps) -> Node | None:
    node: Node | None = root
    for step in steps:
        node = node.child(step) if node else None
    return node
