"""Checks of shocks: they must reach somebody, do something, and happen while the simulation goes on."""

from __future__ import annotations

from collections.abc import Iterator

from cssim.scenario.schema import Scenario
from cssim.scenario.shocks import Shock, ShockEffects
from cssim.scenario.suggest import hint
from cssim.units import HOURS_PER_MONTH, hours_of_date, month_label


def shocks(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Find shocks that could do nothing, by path."""
    for name, shock in scenario.shocks.items():
        path = f"shocks.{name}"
        if shock.effects.nothing():
            yield (
                path,
                f"it has no effect; say one below effects: {', '.join(ShockEffects.model_fields)}",
            )
        yield from _when(scenario, path, shock)
        yield from _whom(scenario, path, shock)


def _when(scenario: Scenario, path: str, shock: Shock) -> Iterator[tuple[str, str]]:
    month = hours_of_date(shock.start, scenario.start) / HOURS_PER_MONTH
    if not 0.0 <= month < scenario.horizon:
        first, last = (month_label(scenario.start, index) for index in (0, scenario.months - 1))
        yield f"{path}.start", f"{month_label(shock.start, 0)} is not simulated; allowed are {first} to {last}"


def _whom(scenario: Scenario, path: str, shock: Shock) -> Iterator[tuple[str, str]]:
    known = list(scenario.customers.segments)
    for name in shock.segments:
        if name not in known:
            said = f"there is no segment {name!r}; there are {', '.join(known)}{hint(name, known)}"
            yield f"{path}.segments", said
    if len(set(shock.segments)) < len(shock.segments):
        yield f"{path}.segments", "a segment is named twice"
