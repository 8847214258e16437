"""Where compiled code is kept, and when it counts as compiled."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

pytest.importorskip("numba")

from cssim.engine.compiled import sources


@pytest.fixture(autouse=True)
def _no_place_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA", "NUMBA_DISABLE_JIT"):
        monkeypatch.delenv(name, raising=False)


def test_a_user_without_a_home_keeps_it_where_files_come_and_go(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("could not determine home directory")

    monkeypatch.setattr(Path, "home", homeless)
    assert sources.cache_folder().parent == Path(tempfile.gettempdir())


def test_it_is_compiled_when_every_door_is_there_and_plain_python_does_not_run_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    sources.mark_warm()
    assert not sources.is_warm(), "nothing was ever kept there"
    folder = sources.cache_folder()
    folder.mkdir()
    sources.mark_warm()
    assert not sources.is_warm(), "the code itself is gone"
    for door in range(sources.DOORS):
        folder.joinpath(f"door{door}.nbi").touch()
    assert sources.is_warm()
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    assert not sources.is_warm()
