"""Notebooks: no outputs kept, public names only, and they run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

import cssim

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


def read(path: Path) -> Any:
    """Return a notebook."""
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def code(path: Path) -> str:
    """Return all code of a notebook."""
    return "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "code")


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_valid_and_keeps_no_outputs(path: Path) -> None:
    notebook = read(path)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not [cell for cell in cells if cell.outputs or cell.execution_count]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_uses_public_names_only(path: Path) -> None:
    text = code(path)
    assert not re.findall(r"from cssim|import cssim\.", text)
    assert set(re.findall(r"\bcssim\.(\w+)", text)) <= set(cssim.__all__)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nbclient import NotebookClient

    monkeypatch.setenv("PYTHONPATH", str(path.parents[1] / "src"))
    client = NotebookClient(read(path), timeout=600, kernel_name="python3", resources={"metadata": {"path": tmp_path}})
    client.execute()
