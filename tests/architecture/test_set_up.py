"""The set-up script: what makes an environment current, and what it refuses to replace."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def script_of(clone: Path) -> ModuleType:
    """Load the set-up script as it stands in a clone."""
    spec = importlib.util.spec_from_file_location("setup_venv", clone / "constraints" / "setup_venv.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a copy of what decides about an environment."""
    place = tmp_path / "clone"
    (place / "constraints").mkdir(parents=True)
    shutil.copy(ROOT / "pyproject.toml", place)
    for name in ("setup_venv.py", "run.txt", "dev.txt"):
        shutil.copy(ROOT / "constraints" / name, place / "constraints")
    return place


@pytest.fixture
def environment(clone: Path) -> Path:
    """Return a folder that looks like an environment with the run set, and starts this very Python."""
    place = clone / ".venv"
    place.mkdir()
    (place / "pyvenv.cfg").write_text("", encoding="utf-8")
    (place / ".set-up-run").write_text(script_of(clone).stamp("run"), encoding="utf-8")
    return place


def is_current(clone: Path, environment: Path, name: str) -> bool:
    script = script_of(clone)
    script.python_of = lambda place: Path(sys.executable)
    return bool(script.is_current(environment, name))


def test_a_stamped_set_is_current(clone: Path, environment: Path) -> None:
    assert is_current(clone, environment, "run")
    assert not is_current(clone, environment, "dev")


def test_dev_serves_whoever_asks_for_run(clone: Path) -> None:
    assert script_of(clone).SERVES == {"run": ("run", "dev"), "dev": ("dev",)}


def test_another_list_makes_it_stale(clone: Path, environment: Path) -> None:
    path = clone / "constraints" / "run.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("simpy==", "simpy==0."), encoding="utf-8")
    assert not is_current(clone, environment, "run")


def test_another_dependency_makes_it_stale(clone: Path, environment: Path) -> None:
    path = clone / "pyproject.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"simpy>=', '"simpy>=0.'), encoding="utf-8")
    assert not is_current(clone, environment, "run")


def test_another_lint_rule_does_not(clone: Path, environment: Path) -> None:
    path = clone / "pyproject.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("line-length = ", "line-length = 1"), encoding="utf-8")
    assert is_current(clone, environment, "run")


def test_a_moved_clone_is_stale(clone: Path, environment: Path) -> None:
    moved = clone.rename(clone.with_name("moved"))
    assert not is_current(moved, moved / ".venv", "run")


def test_an_environment_that_does_not_start_is_stale(clone: Path, environment: Path) -> None:
    assert not script_of(clone).is_current(environment, "run")


def test_a_folder_that_is_no_environment_is_kept(clone: Path) -> None:
    with pytest.raises(SystemExit, match="not an environment"):
        script_of(clone).start_afresh(clone)
    assert (clone / "pyproject.toml").is_file()
