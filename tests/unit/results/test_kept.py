"""A study comes back from its file with every number, and in few bytes at a time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.unit.reporting.studies import study

from cssim.errors import InputError
from cssim.results import measures
from cssim.results.folder import NewFolder
from cssim.results.kept import FILE, kept, read_kept
from cssim.results.precision import parse_goals
from cssim.results.studies import Comparison, FailedRun, Result
from cssim.results.text_files import json_text

PAGE = {"title": "<b>Größe</b>", "rows": [[1, 0.1], [None, "x"]]}


def written(folder: Path, one: Result | Comparison) -> Path:
    """Write a folder with a study and return it."""
    with NewFolder(folder) as new:
        new.write("manifest.json", json_text({"schema_version": 1, "versions": {"cssim": "0.1.0"}}))
        new.write(FILE, kept(one, PAGE))
    return folder


def test_a_comparison_comes_back(tmp_path: Path) -> None:
    found, page = read_kept(written(tmp_path / "a", study()))
    assert isinstance(found, Comparison) and page == PAGE
    assert found.document() == study().document()
    for one, two in zip(found.results, study().results, strict=True):
        assert one.estimates() == two.estimates()
        assert one.labels == two.labels._replace(accounts=())


def test_what_was_asked_of_a_comparison_comes_back(tmp_path: Path) -> None:
    goals = parse_goals("arr_closing.m3=$1k,utilisation_csm.m3=1pt", 3, study().baseline.teams)
    asked = replace(study(), goals=goals, at="equal-heads", start="today", failed=(FailedRun(7, "it broke"),))
    found, _ = read_kept(written(tmp_path / "a", asked))
    assert isinstance(found, Comparison)
    assert found.document() == asked.document() and found.known == asked.known and found.decision == asked.decision


def test_a_result_comes_back(tmp_path: Path) -> None:
    one = study().results[1]
    found, _ = read_kept(written(tmp_path / "a", one))
    assert isinstance(found, Result) and found.design == one.design
    for before, after in zip(one.records, found.records, strict=True):
        assert np.array_equal(before.measures.cells, after.measures.cells)
        assert len(before.accounts.closing) and not len(after.accounts.closing) and not len(after.ledger.amount)


def test_a_study_is_written_run_by_run() -> None:
    parts = list(kept(study(), PAGE))
    assert len(parts) == study().runs + 1, "one per run, and the list of them at the end"
    assert b"".join(parts) == b"".join(kept(study(), PAGE))


def test_every_column_has_a_name() -> None:
    record = study().baseline.records[0]
    assert record.measures.cells.shape[2] == len(measures.COLUMNS) == measures.CELLS
    assert record.measures.teams.shape[2] == len(measures.TEAM_COLUMNS)


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.99])
def test_a_torn_file_is_refused(tmp_path: Path, keep: float) -> None:
    folder = written(tmp_path / "a", study())
    data = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(data[: int(keep * len(data))])
    with pytest.raises(InputError, match="not a study"):
        read_kept(folder)
