"""YAML file -> Scenario, or every reason why not, each at its line and column."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from cssim.errors import InputError, Problem
from cssim.scenario.language import checks, designs
from cssim.scenario.language.dotted import override
from cssim.scenario.language.layers import Layer, Steps, find_key, find_value, steps_of
from cssim.scenario.language.messages import Finding, findings
from cssim.scenario.language.patch import Merged
from cssim.scenario.language.people import merged_layers, with_roster
from cssim.scenario.language.sources import read_sources
from cssim.scenario.schema import Scenario

_LOG = logging.getLogger("cssim")

_JUDGED_BY: Final[dict[Steps, Steps]] = {
    ("horizon",): ("decide", "on"),
    ("customers", "book"): ("customers", "segments"),
    ("organisation", "routing"): ("organisation", "teams"),
}
"""Sections that are checked against another value: nothing is said about them while that value is wrong."""


def load(path: str | os.PathLike[str], overrides: Sequence[str] = ()) -> Scenario:
    """Read a scenario.

    Parameters
    ----------
    path
        A YAML file, or ``cssim:name`` for a scenario that comes with cssim.
    overrides
        ``key=value`` each, with a dotted key and a value in YAML, laid over what the file says. What a design says
        for itself stays.

    Returns
    -------
    Scenario
        Validated, as is each of its designs. Whatever a change of ``model`` dropped was logged as a warning.

    Raises
    ------
    InputError
        With every problem of the file, what it extends, its designs and ``overrides``, sorted by place.
    """
    sources = read_sources(os.fspath(path))
    layers = with_roster([Layer(root) for root in sources.trees], [Layer(override(each)) for each in overrides])
    whole = merged_layers(layers)
    scenario, found = _validated(whole.value)
    problems = [_located(one, layers) for one in found]
    notices = _located_notices(whole, layers)
    for name, changes in _designs(whole.value).items():
        design = designs.merged(whole.value, name, changes)
        stack = [*layers, *_layers_of(name, layers)]
        problems += [_located(one, stack) for one in _validated(design.value)[1] if one not in found]
        notices += _located_notices(design, stack)
    to_check = scenario or _repaired(whole.value, found)
    if to_check is not None:
        problems += _contradictions(to_check, layers, found)
    if sources.problems or problems or scenario is None:
        raise InputError(_once(sources.problems, problems))
    for notice in notices:
        _LOG.warning("%s", notice)
    return scenario


def _validated(data: Mapping[str, Any]) -> tuple[Scenario | None, list[Finding]]:
    try:
        return Scenario.model_validate(data), []
    except ValidationError as error:
        return None, findings(error, Scenario, data)


def _designs(whole: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """Return the designs that are mappings, as written; the others are problems already."""
    written = whole.get("designs")
    if not isinstance(written, Mapping):
        return {}
    return {name: changes for name, changes in written.items() if isinstance(changes, Mapping)}


def _layers_of(name: str, layers: Sequence[Layer]) -> list[Layer]:
    """Return what each layer says for one design, as layers of their own on top of the scenario."""
    own = [designs_of.child(name) for layer in layers if (designs_of := layer.root.child("designs"))]
    return [Layer(node, ("designs", name)) for node in own if node is not None]


def _repaired(whole: dict[str, Any], found: Sequence[Finding]) -> Scenario | None:
    """Return the scenario without the values that are wrong, if it can do without them.

    So that contradictions are reported together with wrong values, and not only once those are mended.
    """
    if any(one.at == "missing" for one in found):
        return None
    value: Any = whole
    for one in found:
        value = _without(value, one.steps)
    return _validated(value)[0]


def _without(value: Any, steps: Sequence[str | int]) -> Any:
    """Return a raw value without what is at ``steps``."""
    if not steps or not isinstance(value, Mapping) or steps[0] not in value:
        return value
    rest = {key: one for key, one in value.items() if key != steps[0]}
    if len(steps) == 1:
        return rest
    return {key: _without(one, steps[1:]) if key == steps[0] else one for key, one in value.items()}


def _contradictions(scenario: Scenario, layers: Sequence[Layer], found: Sequence[Finding]) -> list[Problem]:
    """Return what the checks across fields find, except about values that are wrong in themselves."""
    wrong = {one.steps for one in found}
    wrong |= {theirs for ours, theirs in _JUDGED_BY.items() if any(steps[: len(ours)] == ours for steps in wrong)}
    around = {steps[:end] for steps in wrong for end in range(len(steps))}
    problems: list[Problem] = []
    for path, message in checks.problems(scenario):
        steps = steps_of(path, layers)
        if steps not in around and not any(steps[:end] in wrong for end in range(len(steps) + 1)):
            problems.append(_located(Finding(steps, "value", message), layers))
    return problems


def _located(one: Finding, layers: Sequence[Layer]) -> Problem:
    spot = (find_key if one.at == "key" else find_value)(layers, one.steps)
    return spot.place.problem(spot.path, one.message)


def _once(unreadable: Sequence[Problem], problems: Sequence[Problem]) -> list[Problem]:
    """Return all problems by place, each once; what could not even be read is not judged for its value."""
    places = {_order(one)[:3] for one in unreadable}
    judged = [one for one in problems if _order(one)[:3] not in places]
    return sorted(dict.fromkeys([*unreadable, *judged]), key=_order)


def _order(problem: Problem) -> tuple[str, int, int, str, str]:
    return problem.file, problem.line, problem.column, problem.path, problem.message


def _located_notices(merged: Merged, layers: Sequence[Layer]) -> list[str]:
    """Return what a merge dropped, each with its place."""
    lines: list[str] = []
    for path, notice in merged.notices:
        spot = find_key(layers, steps_of(path, layers))
        lines.append(str(spot.place.problem(spot.path, notice)).partition("\n")[0])
    return lines
