"""Designs: the ways to organize that a scenario compares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cssim.errors import InputError
from cssim.scenario.language.dump import raw
from cssim.scenario.language.patch import Merged, merge
from cssim.scenario.schema import Scenario
from cssim.scenario.suggest import hint


def names(scenario: Scenario) -> tuple[str, ...]:
    """Return the names of the designs; the first is the baseline."""
    return tuple(scenario.designs)


def resolve(scenario: Scenario, name: str) -> Scenario:
    """Return the scenario with one design applied, which is then its only one.

    Raises
    ------
    InputError
        If there is no such design.
    pydantic.ValidationError
        If the design makes the scenario invalid.
    """
    if name not in scenario.designs:
        known = names(scenario)
        raise InputError.of(f"{name!r} is not one of the designs {', '.join(known)}{hint(name, known)}", path="designs")
    return Scenario.model_validate(merged(raw(scenario), name, scenario.designs[name]).value)


def merged(whole: Mapping[str, Any], name: str, changes: Mapping[str, Any] | None) -> Merged:
    """Return a raw scenario with one design applied, and what was dropped; ``changes`` as written under its name."""
    base = {key: value for key, value in whole.items() if key != "designs"}
    value, notices = merge(base, changes or {})
    return Merged({**value, "designs": {name: {}}}, notices)
