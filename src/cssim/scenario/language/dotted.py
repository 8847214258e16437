"""Dotted keys, as designs and ``--set`` use them: ``organisation.teams.csm.headcount: 7`` written as a tree."""

from __future__ import annotations

from collections.abc import Mapping

from cssim.errors import InputError, Problem
from cssim.scenario import shape
from cssim.scenario.language.tree import MAX_DEPTH, Entry, Node, Place, parse
from cssim.scenario.schema import Scenario


def expand(node: Node, problems: list[Problem]) -> Node:
    """Return a scenario, or part of one, whose dotted keys are written as nested mappings.

    A key is taken apart as far as its parts name something that has keys of its own: the dot in a price list's
    ``1.5 seats`` is part of a name.

    Parameters
    ----------
    node
        The scenario as written.
    problems
        What is wrong with the keys is added here.
    """
    return _expanded(node, Scenario, "", problems)


def _expanded(node: Node, kind: shape.Node, path: str, problems: list[Problem]) -> Node:
    if not isinstance(node.value, Mapping) or kind is None:
        return node
    entries: dict[str, Entry] = {}
    for key, entry in node.value.items():
        names, inner = _names(key, kind)
        full = f"{path}.{key}" if path else key
        if full.count(".") >= MAX_DEPTH:
            problems.append(entry.key.problem("", f"keys are nested more than {MAX_DEPTH} deep"))
            continue
        _enter(entries, names, Entry(entry.key, _expanded(entry.node, inner, full, problems)), path, problems)
    return Node(node.place, entries)


def _names(key: str, kind: shape.Node) -> tuple[list[str], shape.Node]:
    """Return the names that a key stands for, and what the schema has under the last of them."""
    names: list[str] = []
    rest = key
    while True:
        head, dot, tail = rest.partition(".")
        inner = shape.child(kind, head, Scenario) if kind is not None else None
        if not dot or not head or not tail or not shape.is_open(inner):
            return [*names, rest], shape.child(kind, rest, Scenario) if kind is not None else None
        names.append(head)
        rest, kind = tail, inner


def _enter(entries: dict[str, Entry], names: list[str], new: Entry, path: str, problems: list[Problem]) -> None:
    """Put a value under a dotted name; two mappings under one name join, anything else is given twice."""
    for name in reversed(names[1:]):
        new = Entry(new.key, Node(new.key, {name: new}))
    old = entries.get(names[0])
    full = f"{path}.{names[0]}" if path else names[0]
    entries[names[0]] = new if old is None else _join(old, new, full, problems)


def _join(old: Entry, new: Entry, path: str, problems: list[Problem]) -> Entry:
    if not isinstance(old.node.value, Mapping) or not isinstance(new.node.value, Mapping):
        problems.append(new.key.problem(path, f"key given twice, first in line {old.key.line}"))
        return old
    entries = dict(old.node.value)
    for name, entry in new.node.value.items():
        entries[name] = _join(entries[name], entry, f"{path}.{name}", problems) if name in entries else entry
    return Entry(old.key, Node(old.node.place, entries))


def override(text: str) -> Node:
    """Return what ``--set key=value`` says as a tree; its file is shown as ``--set key=value``.

    Raises
    ------
    InputError
        If it is not of the form ``key=value``, or the value is not YAML.
    """
    shown = f"--set {text[:120]}"
    key, equals, value = text.partition("=")
    key = key.strip()
    if not equals or not key:
        raise InputError.of("expected key=value, such as organisation.teams.csm.headcount=7", file=shown)
    try:
        tree = parse(value, shown)
    except InputError as error:
        raise InputError([_flat(problem, key, shown) for problem in error.problems]) from None
    problems = [_flat(problem, key, shown) for problem in tree.problems]
    place = Place(shown)
    root = expand(Node(place, {key: Entry(place, _at(tree.root, place))}), problems)
    if problems:
        raise InputError(problems)
    return root


def _flat(problem: Problem, key: str, shown: str) -> Problem:
    """Return a problem inside the value of an override as one of the override."""
    return Problem(shown, 0, 0, key, problem.message)


def _at(node: Node, place: Place) -> Node:
    """Return a tree all of which stands at ``place``."""
    if isinstance(node.value, Mapping):
        return Node(place, {key: Entry(place, _at(entry.node, place)) for key, entry in node.value.items()})
    if isinstance(node.value, tuple):
        return Node(place, tuple(_at(one, place) for one in node.value))
    return Node(place, node.value)
