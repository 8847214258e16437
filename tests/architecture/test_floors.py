"""Imports for types only, which import-linter leaves out: up no floor either, though siblings may name each other."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "cssim"


def floors() -> dict[str, int]:
    """Return each package's floor, the lowest 0, as written in pyproject.toml."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = (c for c in config["tool"]["importlinter"]["contracts"] if c["name"] == "Floors")
    rows = reversed(contract["layers"])
    return {name.strip(): floor for floor, row in enumerate(rows) for name in row.split("|")}


FLOORS = floors()


def type_only_imports(source: str) -> list[tuple[int, str]]:
    """Return line and package (below cssim) of the imports under ``if TYPE_CHECKING``."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            for inner in ast.walk(node):
                if isinstance(inner, ast.ImportFrom) and (inner.module or "").startswith("cssim."):
                    found.append((inner.lineno, (inner.module or "").split(".")[1]))
                elif isinstance(inner, ast.Import):
                    names = [alias.name for alias in inner.names if alias.name.startswith("cssim.")]
                    found += [(inner.lineno, name.split(".")[1]) for name in names]
    return found


def climbs(home: str, source: str) -> list[str]:
    """Return the type-only imports of a file of package ``home`` that go up, or across to another package."""
    return [
        f"{home}:{line}: {package}"
        for line, package in type_only_imports(source)
        if package != home and FLOORS[package] >= FLOORS[home]
    ]


def test_every_package_has_a_floor() -> None:
    there = {path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert there - {"__init__"} == FLOORS.keys()


@pytest.mark.parametrize("home", sorted(FLOORS))
def test_types_come_from_lower_floors_too(home: str) -> None:
    place = SOURCE / home
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    assert files
    assert not [climb for file in files for climb in climbs(home, file.read_text(encoding="utf-8"))]


def test_a_climb_is_noticed() -> None:
    line = "if TYPE_CHECKING:\n    from cssim.{}.x import X\n"
    assert climbs("domain", line.format("engine"))
    assert climbs("engine", line.format("reporting"))
    assert climbs("domain", "if typing.TYPE_CHECKING:\n    import cssim.scenario.schema\n")
    assert not climbs("domain", line.format("domain"))
    assert not climbs("engine", line.format("domain"))
