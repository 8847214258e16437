"""Engines for tests, by name; and a reason to skip a test that needs the compiled one."""

from __future__ import annotations

from typing import Final

import pytest

from cssim.engine.compiled import installed
from cssim.engine.engines import Engine, engine_named

SIMPY: Final = "simpy"
COMPILED: Final = "compiled"
_NO_NUMBA: Final = "Numba is not installed, so there is no compiled engine"
needs_numba = pytest.mark.skipif(not installed(), reason=_NO_NUMBA)


def engine_or_skip(name: str) -> Engine:
    """Return an engine; skip the test if it is the compiled one and there is no Numba."""
    if name == COMPILED and not installed():
        pytest.skip(_NO_NUMBA)
    return engine_named(name)


def both() -> dict[str, Engine]:
    """Return both engines by name."""
    return {name: engine_named(name) for name in (SIMPY, COMPILED)}
