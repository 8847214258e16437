"""The engines behind one door."""

from __future__ import annotations

import pytest

from cssim.engine import engines
from cssim.errors import InputError


def test_an_engine_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InputError, match="'turbo' is not one of simpy, compiled"):
        engines.engine_named("turbo")


def test_without_numba_the_compiled_engine_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "installed", lambda: False)
    with pytest.raises(InputError, match=r'pip install "cssim\[fast\]"'):
        engines.engine_named("compiled")
    assert engines.engine_named("simpy").settle
