"""Checks of digital programmes: every one belongs to a segment."""

from __future__ import annotations

from collections.abc import Iterator

from cssim.scenario.schema import Scenario
from cssim.scenario.suggest import hint


def digital(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Find programmes of segments that do not exist, by path."""
    known = list(scenario.customers.segments)
    for name in scenario.organisation.digital:
        if name not in known:
            said = f"there is no segment {name!r}; there are {', '.join(known)}{hint(name, known)}"
            yield f"organisation.digital.{name}", f"{said}; '{name}: null' takes an inherited programme away"
