"""A scenario file and the files it extends, read into trees: the oldest ancestor first."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from cssim.errors import InputError, Problem
from cssim.scenario.language.dotted import expand
from cssim.scenario.language.tree import MAX_BYTES, Entry, Node, Place, Tree, decode, parse
from cssim.scenario.packaged import PACKAGED, packaged_names, packaged_path
from cssim.scenario.suggest import hint, instead, shown


@dataclass(frozen=True, slots=True)
class Sources:
    """The trees of a file and its ancestors, oldest first, and what is wrong with them so far."""

    trees: tuple[Node, ...]
    problems: tuple[Problem, ...]


def read_sources(path: str) -> Sources:
    """Read a scenario file, or ``cssim:name``, and all it extends.

    Raises
    ------
    InputError
        If a file cannot be read or is not YAML, a packaged name does not exist, or files extend each other in a
        circle: one problem, alone.
    """
    trees: list[Node] = []
    problems: list[Problem] = []
    seen: dict[Path, str] = {}
    asked: tuple[str, Place | None] | None = (path, None)
    while asked is not None:
        name, said_at = asked
        real = _locate(name, said_at)
        if real in seen:
            _fail(said_at, name, f"{name} extends itself: {' -> '.join([*seen.values(), name])}")
        seen[real] = name
        tree = _read(real, name, said_at)
        root, asked = _take_extends(tree.root, name)
        problems.extend(tree.problems)
        tree_of_file = expand(root, problems)
        for keys in (("customers", "book"), ("organisation", "roster")):
            tree_of_file = _with_file(tree_of_file, keys, name)
        trees.append(tree_of_file)
    return Sources(tuple(reversed(trees)), tuple(problems))


def relative_to(file: str, target: str) -> str:
    """Return ``target``, written in ``file``, as it is to be opened: relative to where ``file`` lies.

    Absolute paths and ``cssim:`` names stay; what a packaged scenario names is packaged with it.
    """
    if target.startswith(PACKAGED) or os.path.isabs(target):
        return target
    if file.startswith(PACKAGED):
        return PACKAGED + os.path.normpath(target).replace(os.sep, "/")
    return os.path.normpath(os.path.join(os.path.dirname(file), target))


def _locate(name: str, said_at: Place | None) -> Path:
    if not name.startswith(PACKAGED):
        try:
            return Path(os.path.realpath(name))
        except (OSError, ValueError) as error:
            _fail(said_at, name, _cannot_read(error, name, said_at))
    word = name.removeprefix(PACKAGED)
    names = packaged_names()
    if word not in names:
        _fail(said_at, name, f"{name!r} does not come with cssim{instead(word, names)}")
    return packaged_path(word)


def _read(real: Path, name: str, said_at: Place | None) -> Tree:
    try:
        with open(real, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        _fail(said_at, name, _cannot_read(error, name, said_at))
    return parse(decode(data, name), name)


def _cannot_read(error: OSError | ValueError, name: str, said_at: Place | None) -> str:
    """Return why a file cannot be read; a message in the extending file has to name the file."""
    subject = f"file {shown(name)}" if said_at else "file"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"{subject} not found{_near_files(name)}"
    if isinstance(error, IsADirectoryError) or os.path.isdir(name):
        return f"{subject} is a folder"
    if isinstance(error, ValueError):
        return f"{subject} has a name that no file can have"
    reason = os.strerror(error.errno).lower() if error.errno else "unknown reason"
    return f"{subject} cannot be read: {reason}"


def _near_files(name: str) -> str:
    folder, word = os.path.split(name)
    try:
        files = sorted(one for one in os.listdir(folder or ".") if one.endswith((".yaml", ".yml")))
    except OSError:
        return ""
    return hint(word, files)


def _take_extends(root: Node, name: str) -> tuple[Node, tuple[str, Place] | None]:
    """Return the tree without ``extends``, and the file it names with the place that names it."""
    if root.value is None:
        root = Node(root.place, {})
    if not isinstance(root.value, Mapping):
        raise InputError(
            [root.place.problem("", f"a scenario is a mapping of keys to values, not {shown(root.plain())}")]
        )
    entry = root.value.get("extends")
    if entry is None:
        return root, None
    rest = Node(root.place, {key: one for key, one in root.value.items() if key != "extends"})
    target = entry.node.value
    if not isinstance(target, str) or not target.strip():
        message = f"{shown(entry.node.plain())} is not the name of a file or of a packaged scenario (cssim:b2b_saas)"
        raise InputError([entry.node.place.problem("extends", message)])
    return rest, (relative_to(name, target.strip()), entry.node.place)


def _with_file(root: Node, keys: tuple[str, str], file: str) -> Node:
    """Return the tree with the name of a file, such as its customer book, as it is to be opened."""
    section = root.child(keys[0])
    said = section.child(keys[1]) if section else None
    if section is None or said is None or not isinstance(said.value, str) or not said.value:
        return root
    named = Node(said.place, relative_to(file, said.value))
    return _with(root, keys[0], _with(section, keys[1], named))


def _with(node: Node, key: str, value: Node) -> Node:
    """Return a mapping with another value under a key that it has."""
    return Node(node.place, {**node.entries(), key: Entry(node.entries()[key].key, value)})


def _fail(said_at: Place | None, name: str, message: str) -> NoReturn:
    """Stop with a problem at the ``extends`` that names a file, or about the file itself."""
    if said_at is None:
        raise InputError.of(message, file=name)
    raise InputError([said_at.problem("extends", message)])
