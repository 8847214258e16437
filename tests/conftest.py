"""What holds for the whole suite: hypothesis profiles, the compiled engine compiled once, its doors of one type."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

from cssim.engine.compiled import installed

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("ci")
"""The same examples on every machine, and no deadline that a busy one could miss."""


def numba_is_off() -> bool:
    """Return whether compiled code runs as plain Python in this process."""
    return bool(int(os.environ.get("NUMBA_DISABLE_JIT") or 0))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the engine before tests are handed out, or every worker process would do it."""
    chosen = session.config.getoption("collectonly", default=False)
    if chosen or hasattr(session.config, "workerinput") or not installed() or numba_is_off():
        return
    from cssim.engine.compiled.warm import warm

    warm(lambda door, done, total: None)


@pytest.fixture(scope="session", autouse=True)
def _one_signature_per_door_after_all_tests() -> Iterator[None]:
    """Fail if any test of this process made a door compile for other types (P19)."""
    yield
    bind = sys.modules.get("cssim.engine.compiled.bind")
    if bind is not None and not numba_is_off():
        assert all(len(door.signatures) <= 1 for door in bind.doors()), "a door was compiled for other types"
