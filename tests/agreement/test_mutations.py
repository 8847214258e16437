"""Planted mistakes of one line, in either engine, are found by comparing the engines: each in a copy of the package."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import pytest

import cssim
from tests.agreement.apart import Told, compare_apart
from tests.agreement.engines import needs_numba
from tests.agreement.mutations import ALL_OF_THEM, IN_SIMPY, IN_THE_TWIN, Mutation

pytestmark = [needs_numba, pytest.mark.slow]

COMPANIES: Final = 60
"""Tiny companies on which a mistake must show, a third of them with time on a grid."""


def copied(folder: Path) -> Path:
    """Return a copy of the package, in a folder of its own."""
    place = folder / "cssim"
    shutil.copytree(Path(cssim.__file__).parent, place, ignore=shutil.ignore_patterns("__pycache__", "scenarios"))
    return place


def compared(folder: Path) -> Told:
    """Compare the engines of the copy of the package in a folder."""
    told = compare_apart("--size", "tiny", "--count", str(COMPANIES), package=folder)
    assert told.text.startswith(f"cssim of {folder / 'cssim'}"), "the copy has been compared, not the package itself"
    return told


def plant(mutation: Mutation, package: Path) -> None:
    """Change one line of a copy of the package."""
    file = package / mutation.file
    text = file.read_text(encoding="utf-8")
    assert text.count(mutation.old) == 1, f"{mutation.file} has changed: plant this mistake where its line is now"
    file.write_text(text.replace(mutation.old, mutation.new), encoding="utf-8")


def test_mistakes_of_every_kind_are_planted_in_both_engines() -> None:
    for planted in (IN_SIMPY, IN_THE_TWIN):
        kinds = {mutation.what.partition(":")[0] for mutation in planted}
        assert kinds >= {"formula", "order of ties", "order of wake", "queue key", "draw address", "idle order"}
        assert {"rounding"} <= kinds
    assert not [mutation for mutation in IN_SIMPY if mutation.file.startswith("engine/compiled/")]
    assert all(mutation.file.startswith("engine/compiled/") for mutation in IN_THE_TWIN)
    assert all("\n" not in mutation.old and mutation.old != mutation.new for mutation in ALL_OF_THEM)


def test_an_unchanged_copy_agrees(tmp_path: Path) -> None:
    copied(tmp_path)
    told = compared(tmp_path)
    assert told.code == 0, told.text


@pytest.mark.parametrize("mutation", ALL_OF_THEM, ids=lambda mutation: f"{mutation.file}, {mutation.what}")
def test_a_planted_mistake_is_found(mutation: Mutation, tmp_path: Path) -> None:
    plant(mutation, copied(tmp_path))
    told = compared(tmp_path)
    assert told.code == 1, told.text
    assert "simpy and compiled:" in told.text, "the engines disagree; the mistake has not just broken one of them"
