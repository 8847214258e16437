"""Compiled code of other sources is never used: an edit of a formula anywhere gives other doors, and another number."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

import cssim
from cssim.engine.compiled.sources import source_files
from tests.agreement.apart import run_apart
from tests.agreement.engines import needs_numba
from tests.agreement.test_mutations import copied

PACKAGE: Final = Path(cssim.__file__).parent
FORMULA: Final = ("dynamics/demand.py", "return known * frailty", "return known * frailty * 2.0")
PYTHON_SIDE: Final = ("bind", "build", "columns", "parts", "simulate", "sources", "warm", "__init__")
"""Modules beside the compiled stories that are never compiled."""


class Copy:
    """A copy of the package, with a cache of its own for compiled code."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.package = copied(folder)

    def edit(self, file: str, old: str, new: str) -> None:
        place = self.package / file
        text = place.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{file} has changed: say where this is now"
        place.write_text(text.replace(old, new), encoding="utf-8")

    def draws(self) -> dict[str, Any]:
        """Return how much accounts ask, in a process of its own, and how often a door had to be compiled for it."""
        told = run_apart(
            ["-W", "ignore", "-m", "tests.agreement.traits"], self.folder, NUMBA_CACHE_DIR=str(self.folder / "cache")
        )
        assert told.code == 0, told.text
        found: dict[str, Any] = json.loads(told.text)
        assert found["cssim"] == str(self.package / "__init__.py")
        return found


@needs_numba
@pytest.mark.slow
def test_an_edited_formula_is_compiled_again_and_an_unedited_one_is_not(tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    first = copy.draws()
    assert first["compiled"] == 1
    assert copy.draws() == first | {"compiled": 0}, "from the cache"
    copy.edit(*FORMULA)
    edited = copy.draws()
    assert edited["compiled"] == 1, "another digest is another door"
    assert edited["demand"] == [2.0 * each for each in first["demand"]]
    copy.edit(FORMULA[0], FORMULA[2], FORMULA[1])
    assert copy.draws() == first | {"compiled": 0}, "the old door is still there, for the old sources"


@needs_numba
@pytest.mark.slow
def test_without_the_digest_the_cache_would_be_stale(tmp_path: Path) -> None:
    """Numba looks at the file of a door only: this is what the digest is for, and what the test above would notice."""
    copy = Copy(tmp_path)
    copy.edit("engine/compiled/sources.py", "return digest.hexdigest()", 'return "0" * 64')
    first = copy.draws()
    copy.edit(*FORMULA)
    assert copy.draws() == first | {"compiled": 0}


def imported(file: Path) -> Iterator[str]:
    """Yield the modules of cssim that a file imports, and those that a name it imports may be."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def file_of(module: str) -> Path | None:
    """Return the file of a module of cssim, None if there is none, or it is a package."""
    file = PACKAGE.parent.joinpath(*module.split(".")).with_suffix(".py")
    return file if module.startswith("cssim.") and file.is_file() else None


def test_whatever_compiled_code_is_made_of_is_in_its_digest() -> None:
    """Constants and formulas are looked up where compiled stories import them from, and further where those do."""
    digested = {path.resolve() for path in source_files(PACKAGE)}
    stories = PACKAGE / "engine" / "compiled"
    todo = [path for path in sorted(stories.glob("*.py")) if path.stem not in PYTHON_SIDE]
    read: set[Path] = set()
    while todo:
        file = todo.pop()
        read.add(file.resolve())
        found = {each for module in imported(file) if (each := file_of(module)) is not None}
        todo += [each for each in found if each.resolve() not in read and each not in todo]
    assert len(read) > 25
    assert not {str(path.relative_to(PACKAGE)) for path in read - digested}
