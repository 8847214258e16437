"""Compilation as a step of its own: once per version and machine, seen by the user, never inside a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from cssim.domain.settled import Traits, untouched
from cssim.dynamics.drivers import N_DRIVERS, DriverRow
from cssim.engine.compiled import build
from cssim.engine.compiled.bind import doors
from cssim.engine.compiled.simulate import draw_traits
from cssim.engine.compiled.sources import mark_warm
from cssim.engine.recorder import SUMMARY
from cssim.plan.tables import AccountTable, ClockRow, EffectRow, Plan, RenewalRow, RoutingRow
from cssim.sampling.streams import PERIOD_RUN
from cssim.units import HOURS_PER_MONTH

OnDoor = Callable[[str, int, int], None]
"""Called with the name of the door that is looked for next, how many are done, and how many there are."""

_NOBODY: Final = Plan(
    clock=ClockRow(1, 0.0, 0.0),
    segments=(),
    accounts=AccountTable.of(()),
    request_types=(),
    teams=(),
    routing=RoutingRow(*(0,) * len(RoutingRow._fields)),
    drivers=(DriverRow(0.0, 1.0),) * N_DRIVERS,
    effects=EffectRow(*(0,) * len(EffectRow._fields)),
    renewal=RenewalRow(0.0, 0.0),
    frailty=0.0,
)
"""A company without accounts or people: enough for every door to know its types."""


def warm(on_door: OnDoor) -> None:
    """Read every door from the cache, or compile it; ``on_door`` is told before each."""
    book = untouched(Traits(np.zeros(0), np.zeros(0)), np.zeros((0, N_DRIVERS)), 0.0)
    world = build.open_world(_NOBODY, book, 0, 0, PERIOD_RUN, 0.0, HOURS_PER_MONTH, SUMMARY)
    calls: dict[str, Callable[[], object]] = {
        "draw_traits": lambda: draw_traits(_NOBODY, 0, 0),
        "advance": lambda: doors().advance(world, 1),
    }
    for done, (name, call) in enumerate(calls.items()):
        on_door(name, done, len(calls))
        call()
    on_door("", len(calls), len(calls))
    mark_warm()
