"""Checks of digital programmes, and of services that are sold: every one belongs to a segment."""

from __future__ import annotations

from collections.abc import Iterator

from cssim.scenario.schema import Scenario
from cssim.scenario.suggest import hint


def digital(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Find programmes of segments that do not exist, by path."""
    yield from _of_no_segment(scenario, "digital", "programme")


def services(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Find services that are sold to segments that do not exist, by path."""
    yield from _of_no_segment(scenario, "services", "offer")


def _of_no_segment(scenario: Scenario, part: str, what: str) -> Iterator[tuple[str, str]]:
    known = list(scenario.customers.segments)
    for name in getattr(scenario.organisation, part):
        if name not in known:
            said = f"there is no segment {name!r}; there are {', '.join(known)}{hint(name, known)}"
            yield f"organisation.{part}.{name}", f"{said}; '{name}: null' takes an inherited {what} away"
