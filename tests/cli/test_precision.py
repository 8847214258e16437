"""--precision: as many runs as an average needs, said on the screen and in the files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.commands import cssim, document, files_of, ok
from tests.cli.test_resume import stopped_at

TINY = ("compare", "cssim:tiny", "--jobs", "1")
ON = "retained_arr.m3"


def goal_for(runs: int) -> str:
    """Return a precision that takes a few runs more than the first 30."""
    [told] = document(*TINY, "--runs", "30")["comparison"]["precision"]
    return f"{ON}=${told['half_width'] * (30 / runs) ** 0.5:.0f}"


def test_a_study_with_a_precision_is_the_same_bytes_however_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("compare", "cssim:tiny", "--precision", goal_for(36))
    text = " ".join(ok(*asked, "--jobs", "1", "--out", tmp_path / "whole").split())
    manifest = json.loads((tmp_path / "whole" / "manifest.json").read_text(encoding="utf-8"))
    comparison = json.loads((tmp_path / "whole" / "comparison.json").read_text(encoding="utf-8"))
    assert manifest["runs"] == comparison["runs"] == comparison["precision"][0]["runs"] > 30
    assert manifest["command"].endswith(f"--precision '{asked[-1]}'")
    assert f"{manifest['runs']} runs; asked for ± $" in text
    for run in (7, 32):
        more = ("--resume",) if run == 32 else ()
        stopped_at(run, (*asked, "--out", tmp_path / "out", *more), monkeypatch)
    ok(*asked, "--out", tmp_path / "out", "--resume", "--jobs", "2")
    assert files_of(tmp_path / "out") == files_of(tmp_path / "whole")
    ok("compare", tmp_path / "out" / "scenario.yaml", "--jobs", "1", "--out", tmp_path / "again")
    first, second = files_of(tmp_path / "out"), files_of(tmp_path / "again")
    assert {name for name in first if first[name] != second[name]} == {"manifest.json", "report.html", "study.npz"}


def test_a_number_of_runs_is_exact_unless_a_precision_stands_beside_it() -> None:
    own = ("--set", "decide.precision=$1M")

    def runs(*more: str) -> int:
        found: int = document(*TINY, *own, *more, "--dry-run")["runs"]
        return found

    assert runs() == 30
    assert runs("--runs", "4") == 4
    assert runs("--runs", "40", "--precision", f"{ON}=$5") == 40
    assert runs("--runs", "4", "--precision", f"{ON}=$5") == 30
    exact = document(*TINY, *own, "--runs", "4")["comparison"]
    assert (exact["runs"], exact["precision"][0]["goal"]) == (4, None)


def test_run_knows_its_own_mean_and_says_it(tmp_path: Path) -> None:
    asked = ("run", "cssim:tiny", "--jobs", "1", "--precision", "nrr_to_date.m3=90pt")
    assert "the average of nrr_to_date.m3 is known to ±" in " ".join(ok(*asked).split())
    found = document(*asked)
    assert (found["precision"][0]["goal"], found["precision"][0]["runs"]) == (0.9, 30)
    assert document("run", "cssim:tiny", "--jobs", "1", "--set", "decide.precision=$1M")["precision"] == []


def test_the_variable_stands_for_the_option() -> None:
    env = {"CSSIM_PRECISION": f"{ON}=$5k", "CSSIM_JSON": "1"}
    found = json.loads(ok(*TINY, "--dry-run", env=env))
    assert (found["runs"], found["precision"]) == (30, {ON: 5000.0})
    assert f"with 10 accounts, more if {ON} to ± $5,000 asks for them" in ok(
        *TINY, "--precision", f"{ON}=$5k", "--dry-run"
    )


@pytest.mark.parametrize("command", ["run", "compare"])
@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
@pytest.mark.parametrize(
    ("precision", "words"),
    [
        ("half", "'half' is not a precision; write METRIC=HALF-WIDTH, such as nrr.y2=0.5pt or retained_arr.y2=$10k"),
        ("retained_arr=$5", "'retained_arr' needs a period: retained_arr.y1 (end of year 1)"),
        ("retained_ar.m3=$5", "did you mean 'retained_arr'"),
        ("retained_arr.y2=$5", "lies outside the horizon of 3 months"),
        (f"{ON}=5%", "'5%' is not an amount of money such as $180k"),
        ("nrr_to_date.m3=5%", "'5%' is not a number of points such as 0.5pt"),
        (f"{ON}=$0", "write more than 0"),
        (f"{ON}=$5,{ON}=$6", "is given twice"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(command: str, dry: tuple[str, ...], precision: str, words: str) -> None:
    result = cssim(command, "cssim:tiny", "--jobs", "1", "--precision", precision, *dry)
    assert result.exit_code == 2 and not result.stdout
    assert result.stderr.startswith("cssim: precision: ") and words in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_too_much_is_refused_and_the_first_runs_are_kept(tmp_path: Path) -> None:
    asked = ("compare", "cssim:tiny", "--jobs", "1", "--out", tmp_path / "out")
    result = cssim(*asked, "--precision", f"{ON}=$0.01")
    assert result.exit_code == 2 and not result.stdout
    assert "a precision may take 10,000, good for about ± $" in result.stderr
    assert len(list((tmp_path / "out.runs").glob("*.npz"))) == 30
    ok(*asked, "--precision", f"{ON}=$1M", "--resume")
