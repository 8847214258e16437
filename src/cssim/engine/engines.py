"""The two engines behind one door: ``simpy``, to read, trace and extend, and ``compiled``, for many runs.

They agree fact for fact (``tests/agreement``); which one runs is a matter of time only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, Protocol

from cssim.domain.settled import SettledBook
from cssim.engine import simulate as told_in_simpy
from cssim.engine.compiled import installed
from cssim.engine.recorder import SUMMARY
from cssim.errors import InputError
from cssim.plan.tables import Plan
from cssim.results.run import Run

EngineName = Literal["simpy", "compiled"]
ENGINES: Final[tuple[EngineName, ...]] = ("simpy", "compiled")
INSTALL: Final = 'pip install "cssim[fast]"'
"""How to get the compiled engine."""


class Engine(Protocol):
    """What settles opening books and simulates runs; see :mod:`cssim.engine.simulate`."""

    def settle(self, plan: Plan, seed: int, run: int) -> SettledBook:
        """Let the opening book live before time 0."""
        ...

    def simulate(self, plan: Plan, opening: SettledBook, seed: int, run: int, recording: int = SUMMARY) -> Run:
        """Simulate one run of one design from the opening book."""
        ...


def engine_named(name: str) -> Engine:
    """Return an engine.

    Raises
    ------
    InputError
        If there is no such engine, or the compiled one lacks Numba or a place for its cache.
    """
    load = _LOAD.get(name)
    if load is None:
        raise InputError.of(f"{name!r} is not one of {', '.join(ENGINES)}", path="engine")
    return load()


def _told_in_simpy() -> Engine:
    return told_in_simpy


def _told_compiled() -> Engine:
    if not installed():
        message = f"the compiled engine needs Numba, which is not installed; {INSTALL} installs it"
        raise InputError.of(message, path="engine")
    try:
        # Numba takes most of a second to import. Making the doors compiles nothing, but finds them a cache.
        from cssim.engine.compiled import simulate as told_compiled
        from cssim.engine.compiled.bind import doors

        doors()
    except (ImportError, OSError, RuntimeError) as error:
        message = f"the compiled engine cannot be used here, --engine simpy can: {error}"
        raise InputError.of(message, path="engine") from error
    return told_compiled


_LOAD: Final[dict[str, Callable[[], Engine]]] = {"simpy": _told_in_simpy, "compiled": _told_compiled}
