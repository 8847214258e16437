"""cssim attribute: what it prints and writes, and with which code it ends."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest
from tests.cli.commands import cssim, document, files_of, ok

PAIR = ("cssim:tiny", "named", "pooled", "--jobs", "1", "--engine", "simpy")
FILES = {"manifest.json", "scenario.yaml", "attribution.csv", "attribution.png"}


def test_it_answers_by_driver_and_names_its_reference() -> None:
    text = " ".join(ok("attribute", *PAIR, "--runs", "3").split())
    for words in (
        "why does pooled end with another ARR than named?",
        "certainty of the mean (95 %)",
        "rate: relationship",
        "chance: churn",
        "expected difference",
        "against today",
        "Reference today",
        "all lines add up to the cent",
        "cssim story cssim:tiny first-lost --designs named pooled",
    ):
        assert words in text, words
    assert "against fit" in " ".join(ok("attribute", *PAIR, "--reference", "fit").split())


def test_files_are_written_and_add_up(tmp_path: Path) -> None:
    ok("attribute", *PAIR, "--out", tmp_path / "a")
    assert set(files_of(tmp_path / "a")) == FILES
    with (tmp_path / "a" / "attribution.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        if row["about"] == "difference":
            sums[row["run"]] += int(row["amount_cents"])
    found = document("attribute", *PAIR)["attribution"]
    assert sum(sums.values()) / len(sums) == pytest.approx(100 * found["difference"]["mean"])
    manifest = json.loads((tmp_path / "a" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"] == "cssim attribute cssim:tiny named pooled"
    assert manifest["designs"] == ["named", "pooled"]


def test_the_same_bytes_from_either_engine_and_from_the_resolved_scenario(tmp_path: Path) -> None:
    pytest.importorskip("numba")
    ok("attribute", *PAIR, "--out", tmp_path / "a")
    ok("attribute", *PAIR[:3], "--engine", "compiled", "--jobs", "2", "--out", tmp_path / "b")
    ok("attribute", tmp_path / "a" / "scenario.yaml", *PAIR[1:], "--out", tmp_path / "c")
    one, *others = ({name: data for name, data in files_of(tmp_path / each).items() if name != "manifest.json"}
                    for each in "abc")  # fmt: skip
    assert all(other == one for other in others)


def test_a_dry_run_does_nothing(tmp_path: Path) -> None:
    text = ok("attribute", *PAIR, "--out", tmp_path / "out", "--dry-run")
    assert "would simulate 2 designs (named, pooled) in 2 runs" in text and not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("cssim:tiny", "named", "named"), "named twice"),
        (("cssim:tiny", "named", "poold"), "did you mean 'pooled'"),
        (("cssim:tiny", "named", "pooled", "--reference", "wish"), "--reference"),
        (("cssim:tiny", "named", "pooled", "--runs", "1"), "too few"),
        (("cssim:tiny", "named"), "B"),
    ],
)
def test_bad_usage_is_2(arguments: tuple[str, ...], words: str) -> None:
    result = cssim("attribute", *arguments)
    assert result.exit_code == 2 and words in result.stderr and not result.stdout


STORY = ("cssim:tiny", "--engine", "simpy")


def test_a_story_is_told_with_dates() -> None:
    text = ok("story", *STORY, "0", "--designs", "named", "pooled")
    assert "run 0 of seed" in text and "\n2027-01-01  " in text and "  opening +$" in text


def test_the_first_who_is_lost_has_a_story() -> None:
    result = cssim("story", *STORY, "first-lost", "--run", "1")
    assert result.exit_code == 0 and "LEAVES" in result.stdout or "nobody leaves in run 1" in result.stderr


def test_both_engines_tell_the_same_story() -> None:
    pytest.importorskip("numba")
    told = [document("story", "cssim:tiny", "1", "--engine", engine) for engine in ("simpy", "compiled")]
    assert told[0] == told[1] and told[0]["designs"]["named"]["events"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("smb-99",), "did you mean"),
        (("0", "--designs", "named", "poold"), "did you mean 'pooled'"),
        (("0", "--run", "-1"), "--run"),
        (("0", "--designs", "named"), "--designs"),
    ],
)
def test_a_story_of_nobody_is_2(arguments: tuple[str, ...], words: str) -> None:
    result = cssim("story", *STORY, *arguments)
    assert result.exit_code == 2 and words in result.stderr and not result.stdout
