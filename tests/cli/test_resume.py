"""Work that was stopped goes on to the same bytes, and work that is done leaves nothing behind."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.cli.commands import cssim, files_of, ok

from cssim.experiments import replicate
from cssim.experiments.jobs import Job, RunResult, run_job

RUN = ("run", "cssim:tiny", "--runs", "5")
COMPARE = ("compare", "cssim:tiny", "--runs", "5", "--ledger")


def stopped_at(run: int, asked: Sequence[str | Path], monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what a command says that is interrupted in the middle of a run."""

    def stopping(job: Job) -> RunResult:
        if job.run == run:
            raise KeyboardInterrupt
        return run_job(job)

    with monkeypatch.context() as patch:
        patch.setattr(replicate, "run_job", stopping)
        result = cssim(*asked, "--jobs", "1")
    assert (result.exit_code, result.stdout) == (130, "")
    return result.stderr


@pytest.mark.parametrize("command", [RUN, COMPARE])
def test_a_study_stopped_twice_gives_the_same_bytes(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ok(*command, "--out", tmp_path / "whole", "--jobs", "1")
    asked = (*command, "--out", tmp_path / "out")
    assert "1 finished runs are kept" in stopped_at(1, asked, monkeypatch)
    said = stopped_at(3, (*asked, "--resume"), monkeypatch)
    assert "3 finished runs are kept" in said and "--resume" in said
    kept = sorted(path.name for path in (tmp_path / "out.runs").iterdir())
    assert kept == ["0000.npz", "0001.npz", "0002.npz", "key.json"]
    ok(*asked, "--resume", "--jobs", "2")
    assert files_of(tmp_path / "out") == files_of(tmp_path / "whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "whole"]


def test_damaged_and_foreign_runs_are_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = (*RUN, "--out", tmp_path / "out")
    stopped_at(4, asked, monkeypatch)
    stopped_at(4, (*RUN, "--seed", "9", "--out", tmp_path / "other"), monkeypatch)
    kept, other = tmp_path / "out.runs", tmp_path / "other.runs"
    (kept / "0000.npz").write_bytes((kept / "0000.npz").read_bytes()[:-50])
    (kept / "0001.npz").write_bytes((other / "0001.npz").read_bytes())
    (kept / "0002.npz").write_bytes((kept / "0003.npz").read_bytes())
    (kept / ".0004.npz.1.partial").write_bytes(b"PK")
    result = cssim(*asked, "--resume")
    assert result.exit_code == 0
    assert result.stderr.count("is not a whole run of this study") == 3
    ok(*RUN, "--out", tmp_path / "whole")
    assert files_of(tmp_path / "out") == files_of(tmp_path / "whole")


def test_another_study_is_not_resumed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped_at(2, (*RUN, "--out", tmp_path / "out"), monkeypatch)
    for other in (("--seed", "9"), ("--recording", "all"), ("--set", "settle=13 months")):
        result = cssim(*RUN, *other, "--out", tmp_path / "out", "--resume")
        assert (result.exit_code, "it cannot be resumed" in result.stderr) == (2, True)


@pytest.mark.parametrize("out", [False, True])
@pytest.mark.parametrize("gate", [(), ("--fail-if", "mean(grr_to_date.m3)<200%"), ("--json",)])
def test_a_finished_command_leaves_no_runs_behind(
    gate: tuple[str, ...], out: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    more = ("--out", tmp_path / "out") if out else ()
    assert cssim(*COMPARE, *more, *gate).exit_code == (3 if "--fail-if" in gate else 0)
    assert [path.name for path in tmp_path.iterdir()] == (["out"] if out else [])


def test_a_stop_without_out_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert "nothing is kept without --out" in stopped_at(2, RUN, monkeypatch)
    assert list(tmp_path.iterdir()) == []
