"""cssim claims: what it prints and writes, and with which code it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.commands import cssim, document, files_of, ok

SMALL = ("--scenario", "cssim:tiny", "--runs", "2", "--jobs", "1")


def test_a_claim_is_told_in_full() -> None:
    text = " ".join(ok("claims", "a5", *SMALL).split())
    for words in (
        "A5 not settled",
        "Question some do, as usual, against no question of support reaches a CSM",
        "Answer NOT SETTLED",
        "what matters: 0.50 pt",
        "Stands",
        "Off organisation.routing.misrouted_support: 0%",
        "Evidence routing.misrouted_support: a guess, 5% to 40%",
        "2 of every design in every world",
        "No default was bent",
    ):
        assert words in text, words


def test_json_and_folder_say_the_same(tmp_path: Path) -> None:
    found = document("claims", "A5", *SMALL, "--out", tmp_path / "a")
    assert found["schema_version"] == 1
    (claim,) = found["claims"]
    assert (claim["id"], claim["kind"], claim["verdict"]) == ("A5", "emergent", "not settled")
    assert len(claim["differences"]) == found["runs"] == 2
    assert set(files_of(tmp_path / "a")) == {"manifest.json", "scenario.yaml", "claims.json"}
    kept = json.loads((tmp_path / "a" / "claims.json").read_text(encoding="utf-8"))
    assert kept["claims"] == found["claims"]
    manifest = json.loads((tmp_path / "a" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"] == "cssim claims A5 --scenario cssim:tiny"
    assert cssim("claims", "A5", *SMALL, "--out", tmp_path / "a").exit_code == 2, "a folder is never overwritten"
    ok("claims", "A5", *SMALL, "--out", tmp_path / "a", "--force")


def test_a_wrong_id_is_one_clear_error() -> None:
    refused = cssim("claims", "A1", "A77")
    assert refused.exit_code == 2
    assert refused.stdout == ""
    (line,) = refused.stderr.strip().splitlines()
    assert "'A77' is no claim; did you mean 'A7'?" in line


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("A5", "--runs", "1"), "1 is too few to test claims; give 2 or more"),
        (("A5", "--assumptions", "drawn"), "claims hold assumptions fixed"),
        (("A1", "--scenario", "cssim:queue_only"), "claim A1 does not fit this company"),
    ],
)
def test_what_cannot_be_is_said(arguments: tuple[str, ...], words: str) -> None:
    refused = cssim("claims", *arguments)
    assert refused.exit_code == 2
    assert words in refused.stderr


def test_a_dry_run_makes_no_run() -> None:
    assert "would test A1, A5 in 20 runs" in ok("claims", "A5", "A1", *SMALL, "--dry-run")
    assert document("claims", "A5", *SMALL, "--dry-run")["runs"] == 2 * 5
