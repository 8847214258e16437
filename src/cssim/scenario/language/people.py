"""The people of a roster as a layer of a scenario: over what files say of headcount, under what ``--set`` says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cssim.errors import InputError
from cssim.quantities.read import parse_month
from cssim.scenario.language.layers import Layer, find_value
from cssim.scenario.language.patch import Merged, merge
from cssim.scenario.language.tree import Entry, Node, Place
from cssim.scenario.packaged import book_file
from cssim.scenario.roster import people_of
from cssim.scenario.schema import Scenario


def merged_layers(layers: Sequence[Layer]) -> Merged:
    """Return all layers merged into one raw scenario, and what was dropped."""
    value: dict[str, Any] = {}
    notices: list[tuple[str, str]] = []
    for layer in layers:
        merged = merge(value, _mapping(layer.root.plain()))
        value = merged.value
        notices.extend(merged.notices)
    return Merged(value, tuple(notices))


def with_roster(files: Sequence[Layer], overrides: Sequence[Layer]) -> list[Layer]:
    """Return all layers of a scenario, with one of its roster between those of ``files`` and ``overrides``, if any.

    Raises
    ------
    InputError
        If the roster cannot be read, with everything that is wrong with it.
    """
    layers = [*files, *overrides]
    whole = merged_layers(layers).value
    organisation = _mapping(whole.get("organisation"))
    name = organisation.get("roster")
    if not isinstance(name, str) or not name:
        return layers
    place = find_value(layers, ("organisation", "roster")).place
    if not book_file(name).is_file():
        message = f"there is no file {name!r}; name a CSV file, relative to the file that says it"
        raise InputError([place.problem("organisation.roster", message)])
    people = people_of(book_file(name), list(_mapping(organisation.get("teams"))), _start(whole))
    return [*files, Layer(_node({"organisation": {"teams": people}}, place)), *overrides]


def _start(whole: Mapping[str, Any]) -> date:
    """Return the first day of the simulation; the usual one where what the file says cannot be read."""
    try:
        return parse_month(whole["start"])
    except (KeyError, ValueError):
        return parse_month(Scenario.model_fields["start"].default)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _node(value: Any, place: Place) -> Node:
    """Return a plain value as a tree all of which stands at ``place``."""
    if isinstance(value, Mapping):
        return Node(place, {key: Entry(place, _node(each, place)) for key, each in value.items()})
    if isinstance(value, list):
        return Node(place, tuple(_node(each, place) for each in value))
    return Node(place, value)
