"""report: the page of a folder made again, byte for byte, and what is said where that cannot be."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from tests.cli.commands import cssim, document, files_of, ok

STUDIES = {
    "run": ("run", "cssim:tiny", "--set", "assumptions=drawn"),
    "compare": ("compare", "cssim:tiny", "--recording", "money"),
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the results of a run and of a comparison."""
    where = tmp_path_factory.mktemp("studies")
    for name, words in STUDIES.items():
        ok(*words, "--jobs", "1", "--engine", "simpy", "--out", where / name)
    return where


@pytest.fixture(params=STUDIES)
def folder(request: pytest.FixtureRequest, folders: Path) -> Path:
    """Return the results of a study."""
    return folders / str(request.param)


def test_the_report_is_the_same_bytes_again(folder: Path) -> None:
    before = files_of(folder)
    (folder / "report.html").unlink()
    assert ok("report", folder) == f"wrote {(folder / 'report.html').as_posix()}\n"
    assert files_of(folder) == before


def test_the_page_is_made_of_the_folder_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    page = (folder / "report.html").read_bytes()
    for name in ("manifest.json", "study.npz"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    assert document("report", tmp_path)["report"] == (tmp_path / "report.html").as_posix()
    assert (tmp_path / "report.html").read_bytes() == page


def test_no_customer_is_named_in_the_study(folder: Path) -> None:
    with zipfile.ZipFile(folder / "study.npz") as file:
        about = json.loads(file.read("study.json"))
        assert len(file.namelist()) == 1 + len(about["runs"])
    labels = {"start", "currency", "segments", "teams", "shocks"}
    assert all(set(design) == labels for design in about["designs"].values())


def test_folders_without_a_study_are_refused_in_one_line(folder: Path, tmp_path: Path) -> None:
    _refused(tmp_path / "none", "there is no such folder")
    _refused(folder / "manifest.json", "there is no such folder")
    _refused(tmp_path, "this is no folder of results: manifest.json is not there")
    (tmp_path / "manifest.json").write_bytes((folder / "manifest.json").read_bytes())
    _refused(tmp_path, "study.npz is not there; run and compare write it, but this is by: cssim")
    (tmp_path / "study.npz").write_bytes((folder / "study.npz").read_bytes()[:2000])
    _refused(tmp_path, "this is not a study that cssim can read")
    assert not (tmp_path / "report.html").exists()


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"schema_version": "x", "versions": {"cssim": "1"}}'])
def test_a_manifest_of_somebody_else_is_refused(manifest: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    _refused(tmp_path, "this is not a manifest that cssim wrote")


def test_a_newer_folder_says_which_cssim_it_needs(folder: Path, tmp_path: Path) -> None:
    found = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    found |= {"schema_version": 99, "versions": {"cssim": "9.8.7"}}
    (tmp_path / "manifest.json").write_text(json.dumps(found), encoding="utf-8")
    _refused(tmp_path, "schema_version 99 is newer than this cssim knows; cssim 9.8.7 wrote it")


def test_columns_of_another_version_are_not_taken_for_ours(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cssim.results import kept

    for name in ("manifest.json", "study.npz"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    monkeypatch.setattr(kept, "_LAYOUT", kept._LAYOUT | {"teams": ["something_else"]})
    _refused(tmp_path, "it counts other things than this cssim; cssim 0.1.0 wrote it")


def _refused(folder: Path, words: str) -> None:
    result = cssim("report", folder)
    assert result.exit_code == 2 and not result.stdout
    assert len(result.stderr.splitlines()) == 1 and words in result.stderr
