"""A folder appears whole or not at all, whatever goes wrong on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cssim.errors import InputError
from cssim.experiments import protect
from cssim.results import folder, kept
from cssim.results.folder import NewFolder


def names(path: Path) -> list[str]:
    return sorted(file.name for file in path.iterdir())


def write(out: Path, text: str = "new", force: bool = False) -> None:
    with NewFolder(out, force=force) as made:
        made.write("manifest.json", text)
        made.write("monthly.csv", iter(["a\n", "ü\n"]))


def test_files_are_there_when_the_block_ends(tmp_path: Path) -> None:
    write(tmp_path / "not" / "yet" / "out")
    out = tmp_path / "not" / "yet" / "out"
    assert names(out) == ["manifest.json", "monthly.csv"]
    assert (out / "monthly.csv").read_bytes() == b"a\n\xc3\xbc\n"
    assert names(out.parent) == ["out"]


def test_a_crash_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    def text() -> Iterator[str]:
        yield "half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), NewFolder(tmp_path / "out") as made:
        made.write("manifest.json", "whole")
        made.write("monthly.csv", text())
    assert names(tmp_path) == []


def test_a_crash_leaves_what_stood_there(tmp_path: Path) -> None:
    write(tmp_path / "out", "old")
    with pytest.raises(RuntimeError), NewFolder(tmp_path / "out", force=True) as made:
        made.write("manifest.json", "new")
        raise RuntimeError
    assert (tmp_path / "out" / "manifest.json").read_text() == "old"
    assert names(tmp_path) == ["out"]


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    for name in (".out.abcdefgh.partial", ".out2.abcdefgh.partial", ".out.mine.partial"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "monthly.csv").write_text("half")
    write(tmp_path / "out")
    assert names(tmp_path) == [".out.mine.partial", ".out2.abcdefgh.partial", "out"]


def test_a_failed_rename_puts_the_old_folder_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "out", "old")
    renames = folder.patiently_replace

    def refuse(source: Path, target: Path) -> None:
        if source.suffix == ".partial":
            raise OSError("disk full")
        renames(source, target)

    monkeypatch.setattr(folder, "patiently_replace", refuse)
    with pytest.raises(OSError, match="disk full"):
        write(tmp_path / "out", "new", force=True)
    assert (tmp_path / "out" / "manifest.json").read_text() == "old"
    assert names(tmp_path) == ["out"]


def test_an_existing_folder_is_refused_without_force(tmp_path: Path) -> None:
    write(tmp_path / "out", "old")
    with pytest.raises(InputError, match="--force"):
        write(tmp_path / "out")
    write(tmp_path / "out", force=True)
    assert (tmp_path / "out" / "manifest.json").read_text() == "new"
    assert names(tmp_path) == ["out"]


def test_force_does_not_delete_what_lies_among_the_results(tmp_path: Path) -> None:
    write(tmp_path / "out")
    (tmp_path / "out" / ".DS_Store").write_text("of the system")
    write(tmp_path / "out", force=True)
    (tmp_path / "out" / "notes.xlsx").write_text("mine")
    with pytest.raises(InputError, match="also holds 'notes.xlsx'"):
        write(tmp_path / "out", force=True)
    assert (tmp_path / "out" / "notes.xlsx").read_text() == "mine"


@pytest.mark.parametrize("name", [kept.FILE, protect.FILE])
def test_force_replaces_what_only_some_commands_write(name: str, tmp_path: Path) -> None:
    write(tmp_path / "out", "old")
    (tmp_path / "out" / name).write_bytes(b"")
    write(tmp_path / "out", force=True)
    assert names(tmp_path / "out") == ["manifest.json", "monthly.csv"]


def test_a_file_may_come_in_parts_of_bytes(tmp_path: Path) -> None:
    with NewFolder(tmp_path / "out") as made:
        made.write("study.npz", iter([b"PK\x03", b"", b"\xff"]))
    assert (tmp_path / "out" / "study.npz").read_bytes() == b"PK\x03\xff"


def test_force_does_not_delete_other_people_s_files(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(InputError, match="not replaced"):
        write(tmp_path, force=True)
    assert names(tmp_path) == ["thesis.tex"]


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(InputError, match="is a file"):
        write(tmp_path / "out", force=True)


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write(tmp_path / "out")
    assert names(tmp_path) == ["out"]


def test_a_busy_file_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_PAUSE", 0.0)
    real, tries = Path.replace, []

    def busy(self: Path, target: Path) -> Path:
        tries.append(target)
        if len(tries) < 3:
            raise PermissionError("in use")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    write(tmp_path / "out")
    assert names(tmp_path) == ["out"]
    assert len(tries) == 3
    monkeypatch.setattr(Path, "replace", lambda self, target: (_ for _ in ()).throw(PermissionError("in use")))
    with pytest.raises(PermissionError):
        write(tmp_path / "other")
    assert names(tmp_path) == ["out"]
