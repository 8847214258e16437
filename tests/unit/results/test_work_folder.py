"""Finished runs are kept on disk, found again, and never mistaken for those of another study."""

from __future__ import annotations

import gc
import logging
from pathlib import Path

import pytest
from tests.fake_runs import record

from cssim.domain.ledger import CHURN
from cssim.errors import InputError
from cssim.results import work_folder
from cssim.results.archive import to_bytes
from cssim.results.work_folder import KeptRecords, WorkFolder, WorkKey

KEY = WorkKey("0.1.0", "abc", "summary")


def names(path: Path) -> list[str]:
    return sorted(file.name for file in path.iterdir())


def finished_run(run: int = 0, key: WorkKey = KEY) -> bytes:
    return to_bytes([record([100_00], [(1.5, 0, CHURN, -100_00)], run=run, design=name) for name in "ab"], key.digest)


def begun(folder: Path, *runs: int) -> WorkFolder:
    work = WorkFolder.beside(folder / "out", KEY, resume=False)
    for run in runs:
        work.save(run, finished_run(run))
    return work


def resumed(folder: Path, key: WorkKey = KEY) -> WorkFolder:
    return WorkFolder.beside(folder / "out", key, resume=True)


def test_finished_runs_are_kept_and_found_again(tmp_path: Path) -> None:
    work = begun(tmp_path)
    assert (work.finished(), work.needed) == ((), True)
    for run in (3, 0, 12345):
        work.save(run, finished_run(run))
    assert names(tmp_path / "out.runs") == ["0000.npz", "0003.npz", "12345.npz", "key.json"]
    again = resumed(tmp_path)
    assert again.finished() == (0, 3, 12345)
    assert (again.load(3, 1).run, again.load(3, 1).design) == (3, "b")
    again.remove()
    assert names(tmp_path) == []


def test_resuming_nothing_begins(tmp_path: Path) -> None:
    assert resumed(tmp_path).finished() == ()


def test_a_stop_before_there_was_a_key_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "out.runs").mkdir()
    (tmp_path / "out.runs" / ".key.json.77.partial").write_text("{")
    resumed(tmp_path).save(0, finished_run())
    assert resumed(tmp_path).finished() == (0,)


@pytest.mark.parametrize(
    ("other", "what"),
    [
        (WorkKey("0.2.0", "abc", "summary"), "another version"),
        (WorkKey("0.1.0", "def", "summary"), "another scenario hash"),
        (WorkKey("0.1.0", "abc", "all"), "another recording"),
    ],
)
def test_runs_of_another_study_are_refused(tmp_path: Path, other: WorkKey, what: str) -> None:
    begun(tmp_path, 0)
    with pytest.raises(InputError, match=what):
        resumed(tmp_path, other)
    assert WorkFolder.beside(tmp_path / "out", other, resume=False, force=True).finished() == ()


def test_a_damaged_run_is_no_finished_run(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    work = begun(tmp_path, 0, 1, 2)
    file = work.path / "0001.npz"
    file.write_bytes(file.read_bytes()[:-30])
    with caplog.at_level(logging.WARNING, "cssim"):
        assert resumed(tmp_path).finished() == (0, 2)
    assert "0001.npz is not a whole run of this study" in caplog.text
    work.save(1, finished_run(1))
    assert resumed(tmp_path).finished() == (0, 1, 2)


def test_a_file_of_another_study_or_run_is_never_counted(tmp_path: Path) -> None:
    work = begun(tmp_path, 0)
    (work.path / "0001.npz").write_bytes(finished_run(1, WorkKey("0.1.0", "def", "summary")))
    (work.path / "0002.npz").write_bytes(finished_run(0))
    (work.path / "3.npz").write_bytes(finished_run(3))
    (work.path / "4 (copy).npz").write_bytes(finished_run(4))
    assert resumed(tmp_path).finished() == (0,)


def test_finished_runs_are_not_thrown_away_by_mistake(tmp_path: Path) -> None:
    begun(tmp_path, 0)
    with pytest.raises(InputError, match="--resume"):
        WorkFolder.beside(tmp_path / "out", KEY, resume=False)


@pytest.mark.parametrize("text", ["", "[]", "{"])
def test_a_damaged_key_is_refused(tmp_path: Path, text: str) -> None:
    work = begun(tmp_path)
    (work.path / "key.json").write_text(text)
    with pytest.raises(InputError, match="resumed"):
        resumed(tmp_path)


def test_a_folder_of_something_else_is_neither_used_nor_deleted(tmp_path: Path) -> None:
    (tmp_path / "out.runs").mkdir()
    (tmp_path / "out.runs" / "marathon.csv").write_text("42.195")
    with pytest.raises(InputError, match="not made by cssim"):
        WorkFolder.beside(tmp_path / "out", KEY, resume=False, force=True)
    with pytest.raises(InputError, match="cannot be resumed"):
        resumed(tmp_path)
    assert names(tmp_path / "out.runs") == ["marathon.csv"]


def test_half_a_run_is_never_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = begun(tmp_path)
    write = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        write(self, data[:100])
        raise OSError("disk full")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="disk full"):
        work.save(0, finished_run())
    assert names(work.path) == ["key.json"]


def test_a_temporary_folder_goes_with_the_last_who_reads_it() -> None:
    work = WorkFolder.temporary()
    path = work.path
    work.save(0, finished_run())
    records = KeptRecords(work, (0,), 1)
    del work
    gc.collect()
    assert records[0].design == "b"
    del records
    gc.collect()
    assert not path.exists()


def test_a_copy_of_the_process_leaves_the_temporary_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    work_folder._remove_if_mine(tmp_path / "runs", -1)
    assert (tmp_path / "runs").exists()


def test_kept_records_are_a_sequence_of_one_design(tmp_path: Path) -> None:
    records = KeptRecords(begun(tmp_path, 0, 2, 5), (0, 2, 5), 0)
    assert len(records) == 3
    assert [one.run for one in records] == [0, 2, 5]
    assert {one.design for one in records} == {"a"}
    assert records[-1].run == 5
    assert [one.run for one in records[1:]] == [2, 5]
    with pytest.raises(IndexError):
        records[3]
