"""run, compare and demo: what they print, what they write, and with which code they end."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.commands import cssim, document, environment, files_of, ok, process
from tests.signals import hear_ctrl_c

from cssim.cli import ask
from cssim.experiments import replicate
from cssim.experiments.jobs import Job, RunResult, run_job
from cssim.results import store

TINY = ("cssim:tiny", "--jobs", "1")
ALWAYS = {"manifest.json", "audit.json", "scenario.yaml", "summary.json", "monthly.csv"}
COMPARED = {"comparison.json", "comparison.png", "report.html", "study.npz"}


def test_run_projects_and_keeps_bands_apart() -> None:
    text = ok("run", *TINY, "--design", "pooled", "--runs", "3")
    assert "pooled: Ten customers, three months (2027-01 to 2027-03, 3 runs)" in text
    assert "range of outcomes (P10–P90 of 3 runs)" in text and "certainty of the mean (95 %)" in text
    assert "closing ARR" in text and "consultants: wait" in text


def test_compare_answers_in_sentences() -> None:
    text = ok("compare", *TINY)
    question, rest = text.split("Model check", 1)
    assert question.startswith(
        "Question      from steady: every design starts from today's settled stocks; the change itself costs nothing."
    )
    for words in (
        "Answer",
        "pooled against named:",
        "What matters:",
        "Cost",
        "Methods",
        "Next",
        "2 runs: these are few",
    ):
        assert words in " ".join(rest.split())


def test_run_writes_its_files(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert f"Files in {out.as_posix()}:" in ok("run", *TINY, "--out", out)
    assert {path.name for path in out.iterdir()} == ALWAYS | {"ledger.csv", "accounts.csv", "report.html", "study.npz"}
    assert not [path for path in tmp_path.iterdir() if path != out]
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"] == "cssim run cssim:tiny" and manifest["runs"] == 2
    assert str(tmp_path) not in (out / "manifest.json").read_text(encoding="utf-8")


def test_compare_writes_its_files(tmp_path: Path) -> None:
    ok("compare", *TINY, "--out", tmp_path / "a")
    assert set(files_of(tmp_path / "a")) == ALWAYS - {"audit.json"} | COMPARED
    ok("compare", *TINY, "--out", tmp_path / "b", "--ledger")
    assert {"ledger.csv", "accounts.csv"} < set(files_of(tmp_path / "b"))
    ok("compare", *TINY, "--out", tmp_path / "c", "--recording", "money")
    assert set(files_of(tmp_path / "c")) - set(files_of(tmp_path / "a")) == {"attribution.csv"}
    assert 'id="why"' in (tmp_path / "c" / "report.html").read_text(encoding="utf-8")
    audit = json.loads((tmp_path / "a" / "audit.json").read_text(encoding="utf-8"))
    assert audit["inputs"][0]["rows"] is None
    assert audit["inputs"][0]["name"] == "tiny.yaml" and len(audit["inputs"][0]["sha256"]) == 64


def test_the_resolved_scenario_gives_the_same_numbers(tmp_path: Path) -> None:
    ok("compare", *TINY, "--out", tmp_path / "a", "--seed", "5", "--set", "organisation.teams.csm.headcount=1.5")
    ok("compare", tmp_path / "a" / "scenario.yaml", "--jobs", "1", "--out", tmp_path / "b")
    first, second = files_of(tmp_path / "a"), files_of(tmp_path / "b")
    same = [
        name for name in first if name not in ("manifest.json", "report.html", "study.npz")
    ]  # they say what was asked
    assert {name: first[name] for name in same} == {name: second[name] for name in same}


def test_a_folder_is_not_replaced_without_force(tmp_path: Path) -> None:
    out = tmp_path / "out"
    ok("run", *TINY, "--out", out)
    before = files_of(out)
    refused = cssim("run", *TINY, "--out", out, "--seed", "9")
    assert refused.exit_code == 2 and "--force" in refused.stderr
    assert files_of(out) == before
    ok("run", *TINY, "--out", out, "--seed", "9", "--force")
    assert files_of(out) != before


def test_files_are_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.NewFolder, "write", full)
    result = cssim("run", *TINY, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert not (tmp_path / "out").exists()
    assert "No space left" in result.stderr


def test_json_is_all_there_is_on_stdout(tmp_path: Path) -> None:
    found = document("compare", *TINY, "--out", tmp_path / "out")
    assert found["schema_version"] == 1
    assert found["comparison"]["baseline"] == "named"
    assert set(found["summary"]["designs"]) == {"named", "pooled"}
    assert document("run", *TINY)["summary"]["designs"]["named"]


def test_a_dry_run_does_nothing(tmp_path: Path) -> None:
    result = cssim("compare", *TINY, "--out", tmp_path / "out", "--dry-run")
    assert result.exit_code == 0
    assert "2 designs (named, pooled) in 2 runs of 3 months with 10 accounts" in result.stdout
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("gate", "code"),
    [
        ("nrr_to_date.m3>50%", 3),
        ("pooled: chance(arr_closing.m3>1)>=100%", 3),
        ("grr_to_date.m3<1%", 0),
        ("nrr<1", 2),
        ("nrr.y2<1", 2),
        ("elsewhere: nrr_to_date.m3<1", 2),
    ],
)
def test_gates(gate: str, code: int) -> None:
    result = cssim("compare", *TINY, "--fail-if", gate)
    assert result.exit_code == code, result.stderr
    assert ("--fail-if" in result.stderr) == (code != 0)
    assert bool(result.stdout) == (code != 2)


def test_failed_runs_are_named_and_the_rest_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replicate, "run_job", _fails_in_run_1)
    result = cssim("run", *TINY, "--runs", "3", "--out", tmp_path / "out")
    assert result.exit_code == 4
    assert "run 1 failed" in result.stderr and "out of luck" in result.stderr
    assert "2 runs" in result.stdout and (tmp_path / "out" / "monthly.csv").exists()


def _fails_in_run_1(job: Job) -> RunResult:
    if job.run == 1:
        raise RuntimeError("out of luck")
    return run_job(job)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("compare", "cssim:tiny", "--from", "tomorrow"), "--from"),
        (("compare", "cssim:tiny", "--at", "half-budget"), "--at"),
        (("compare", "cssim:tiny", "--baseline", "nobody"), "nobody"),
        (("compare", "cssim:tiny", "--runs", "1"), "too few"),
        (("run", "cssim:tiny", "--design", "nobody"), "nobody"),
        (("run", "cssim:tiny", "--resume"), "--out"),
        (("run", "cssim:tinny"), "tinny"),
        (("run", "nowhere.yaml"), "nowhere.yaml"),
        (("run", "cssim:tiny", "--engine", "turbo"), "--engine"),
        (("run",), "FILE"),
        (("walk",), "walk"),
    ],
)
def test_bad_usage_is_2_with_a_sentence_and_no_traceback(arguments: tuple[str, ...], words: str) -> None:
    result = cssim(*arguments, "--jobs", "1") if arguments[0] != "walk" else cssim(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr and not result.stdout
    assert "Traceback" not in result.stderr


def test_own_failures_are_1_and_debug_shows_where(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise ZeroDivisionError("in the middle")

    monkeypatch.setattr(ask, "dry_run", broken)
    quiet = cssim("run", *TINY, "--dry-run")
    assert quiet.exit_code == 1 and "in the middle" in quiet.stderr and "Traceback" not in quiet.stderr
    loud = cssim("run", *TINY, "--dry-run", "--debug")
    assert loud.exit_code == 1 and "Traceback" in loud.stderr


def test_variables_stand_for_options() -> None:
    env = {"CSSIM_RUNS": "3", "CSSIM_JSON": "1", "CSSIM_JOBS": "1"}
    assert json.loads(ok("run", "cssim:tiny", "--dry-run", env=env))["runs"] == 3


def test_several_files_share_everything_but_their_designs(tmp_path: Path) -> None:
    more = tmp_path / "more.yaml"
    more.write_text(
        "extends: cssim:tiny\ndesigns:\n  named: {}\n  richer: {organisation.teams.csm.headcount: 2}\n",
        encoding="utf-8",
    )
    found = document("compare", "cssim:tiny", more, "--dry-run")
    assert found["designs"] == ["named", "pooled", "richer"]
    more.write_text("extends: cssim:tiny\nhorizon: 4 months\ndecide: {on: retained_arr.m3}\n", encoding="utf-8")
    refused = cssim("compare", "cssim:tiny", more, "--dry-run")
    assert refused.exit_code == 2 and "differs from cssim:tiny in horizon" in refused.stderr


def test_the_log_gets_the_details(tmp_path: Path) -> None:
    ok("run", *TINY, "--log", tmp_path / "log.txt")
    assert "baseline is measured" in (tmp_path / "log.txt").read_text(encoding="utf-8")


def test_the_demo_replaces_itself_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "DEMO_SCENARIO", "cssim:tiny")
    monkeypatch.chdir(tmp_path)
    assert "Files in cssim-demo:" in ok("demo", "--jobs", "1")
    before = files_of(tmp_path / "cssim-demo")
    assert "comparison.png" in before
    ok("demo", "--jobs", "1")
    assert files_of(tmp_path / "cssim-demo") == before
    ok("run", *TINY, "--out", tmp_path / "other")
    assert cssim("demo", "--jobs", "1", "--out", tmp_path / "other").exit_code == 2


def test_the_same_bytes_with_other_hash_seeds_and_processes(tmp_path: Path) -> None:
    one = process("compare", "cssim:tiny", "--jobs", "1", "--ledger", "--out", "a", cwd=tmp_path, PYTHONHASHSEED="1")
    two = process("compare", "cssim:tiny", "--jobs", "2", "--ledger", "--out", "b", cwd=tmp_path, PYTHONHASHSEED="2")
    assert one.returncode == two.returncode == 0, one.stderr + two.stderr
    assert files_of(tmp_path / "a") == files_of(tmp_path / "b")
    assert one.stdout.replace("Files in a", "") == two.stdout.replace("Files in b", "")
    assert one.stderr.startswith("engine: ") and one.stderr.count("\n") == 1 and "\x1b" not in one.stdout


def test_both_engines_write_the_same_bytes_and_say_which_one_ran(tmp_path: Path) -> None:
    pytest.importorskip("numba")
    told = {}
    for engine in ("simpy", "compiled"):
        done = process("compare", "cssim:tiny", "--ledger", "--engine", engine, "--out", engine, cwd=tmp_path)
        assert done.returncode == 0 and done.stderr == f"engine: {engine} (as asked)\n"
        assert json.loads((tmp_path / engine / "audit.json").read_text())["engine"] == engine
        assert json.loads((tmp_path / engine / "manifest.json").read_text())["engine"] == engine
        told[engine] = {name: data for name, data in files_of(tmp_path / engine).items() if name != "manifest.json"}
    assert told["simpy"] == told["compiled"]


def test_a_console_that_cannot_gets_ascii(tmp_path: Path) -> None:
    done = process("run", "cssim:tiny", "--jobs", "1", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert "(P10-P90 of 2 runs)" in done.stdout and "?" not in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close in another way there")
def test_a_reader_who_leaves_early_is_no_failure_to_talk_about(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cssim", "schema"]
    running = subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    assert running.stdout is not None and running.stderr is not None
    running.stdout.close()
    assert running.stderr.read() == ""
    assert running.wait(60) == 1
    running.stderr.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a signal of its own for a console")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_keeps_finished_runs_and_resume_gives_the_same_bytes(tmp_path: Path, number: signal.Signals) -> None:
    asked = ["run", "cssim:tiny", "--runs", "400", "--jobs", "1", "--out", "out"]
    command = [sys.executable, "-m", "cssim", *asked]
    running = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=hear_ctrl_c,
    )
    _wait_for(tmp_path / "out.runs" / "0002.npz")
    running.send_signal(number)
    stdout, stderr = running.communicate(timeout=60)
    assert running.returncode == 130
    assert not stdout and "cssim run cssim:tiny --runs 400 --jobs 1 --out out --resume" in stderr
    assert not (tmp_path / "out").exists()
    shorter = [*asked[:3], "5", *asked[4:]]
    assert process(*shorter, "--resume", cwd=tmp_path).returncode == 0
    assert process(*shorter[:-1], "whole", cwd=tmp_path).returncode == 0
    assert files_of(tmp_path / "out") == files_of(tmp_path / "whole")


def _wait_for(path: Path) -> None:
    for _ in range(1200):
        if path.exists():
            return
        time.sleep(0.05)
    raise AssertionError(f"{path} did not appear")
