"""How much of a study's time is spent inside the engine: engines that look at the clock."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from cssim.domain.settled import SettledBook
from cssim.engine import engines
from cssim.engine.engines import Engine
from cssim.plan.tables import Plan
from cssim.results.run import Run

T = TypeVar("T")


class Clocked:
    """An engine that adds up the CPU time [s] it takes."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.seconds = 0.0

    def settle(self, plan: Plan, seed: int, run: int) -> SettledBook:
        """Settle by the engine."""
        return self._clocked(self.engine.settle, plan, seed, run)

    def simulate(self, plan: Plan, book: SettledBook, seed: int, run: int, *recording: int) -> Run:
        """Simulate by the engine."""
        return self._clocked(self.engine.simulate, plan, book, seed, run, *recording)

    def _clocked(self, work: Callable[..., T], *arguments: Any) -> T:
        begin = time.process_time()
        try:
            return work(*arguments)
        finally:
            self.seconds += time.process_time() - begin


@contextmanager
def clocked(name: str) -> Iterator[Clocked]:
    """Let whoever asks for an engine of this process get one that looks at the clock, whatever its name."""
    found, original = Clocked(engines.engine_named(name)), engines.engine_named
    modules = [module for module in sys.modules.values() if getattr(module, "engine_named", None) is original]
    for module in modules:
        module.engine_named = lambda _: found  # type: ignore[attr-defined]
    try:
        yield found
    finally:
        for module in modules:
            module.engine_named = original  # type: ignore[attr-defined]
