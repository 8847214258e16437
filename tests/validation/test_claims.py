"""docs/claims.md: whole, of one piece with its figures, and made again for a few claims at the seeds of the page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest

import cssim
from cssim.executors import Serial
from cssim.experiments.claims.catalogue import CLAIMS, claims_named
from cssim.experiments.claims.study import differences, plan_claims
from cssim.experiments.study import with_settings
from cssim.results.claims import effect_of, holm
from cssim.results.claims_answer import document, finding_from
from validation import claims

AGAIN: Final = 6
"""Claims that are made again, spread over the list."""
RUNS: Final = 3
"""Their first runs: each is the same however many follow."""
COMMITTED: Final[dict[str, Any]] = claims.committed()
BY_ID: Final[dict[str, dict[str, Any]]] = {one["id"]: one for one in COMMITTED["claims"]}
CHOSEN: Final = [list(BY_ID)[at * len(BY_ID) // AGAIN] for at in range(AGAIN)]


def rows(page: str) -> dict[str, list[str]]:
    """Return the cells of the rows of the two tables, by claim."""
    found: dict[str, list[str]] = {}
    for line in page.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if cells and re.fullmatch(r"[A-D]\d+", cells[0]):
            assert cells[0] not in found, f"{cells[0]} has two rows"
            found[cells[0]] = cells[1:]
    return found


def test_page_and_figures_are_of_all_claims() -> None:
    ids = [claim.id for claim in CLAIMS]
    table = rows(claims.PAGE.read_text(encoding="utf-8"))
    assert list(BY_ID) == ids
    assert sorted(table, key=ids.index) == ids
    assert all(cell for cells in table.values() for cell in (*cells[:3], cells[-1])), "what, how it came out, evidence"


def test_every_row_says_what_the_figures_say() -> None:
    table = rows(claims.PAGE.read_text(encoding="utf-8"))
    for name, one in BY_ID.items():
        cells = table[name]
        assert cells[0] == one["says"].replace("|", "\\|")
        if one["verdict"] is not None:
            assert cells[1] == f"**{one['verdict']}**"
        assert f"`{one['parameter']['path']}: {one['off']}`" in cells
        assert ("**a guess**" in cells[-1]) == bool(one["guesses"])
        if one["unit"] == "share":
            assert f"{100 * abs(one['effect']['mean']):.2f} pt" in " ".join(cells)


def test_the_page_is_made_of_the_figures() -> None:
    """Sources may have changed since; all else follows from the figures, to the letter."""
    page = claims.PAGE.read_text(encoding="utf-8")
    findings = [finding_from(one) for one in COMMITTED["claims"]]
    digest = re.findall(r"^Sources: `([0-9a-f]{16})`", page, re.MULTILINE)[0]
    assert claims.written(findings, cssim.load(COMMITTED["scenario"]), COMMITTED["runs"], digest) == page
    assert document(findings)["claims"] == COMMITTED["claims"]


def test_who_stops_goes_on_where_it_was(tmp_path: Path) -> None:
    file, one = tmp_path / "out" / "claims.json", COMMITTED["claims"][0]
    claims.Work(file, {"seed": 1}).add(one)
    assert claims.Work(file, {"seed": 1}).claims == {one["id"]: one}
    assert claims.Work(file, {"seed": 2}).claims == {}


def test_contrary_claims_come_first() -> None:
    order = [BY_ID[name]["verdict"] for name in rows(claims.PAGE.read_text(encoding="utf-8"))]
    emergent = [claims.words.ORDER.index(claims.Verdict(one)) for one in order if one is not None]
    assert emergent == sorted(emergent)
    assert order[len(emergent) :] == [None] * (len(order) - len(emergent)), "assumed claims stand in their own table"


def test_verdicts_follow_from_the_differences_of_the_runs() -> None:
    effects = {
        name: effect_of([np.nan if x is None else x for x in one["differences"]], one["margin"],
                        1 if one["claimed"] == "rises" else -1)
        for name, one in BY_ID.items()
    }  # fmt: skip
    errors = holm({name: effects[name].error for name, one in BY_ID.items() if one["kind"] == "emergent"})
    for name, one in BY_ID.items():
        assert effects[name].mean == pytest.approx(one["effect"]["mean"], abs=1e-6), name
        decided = one["kind"] == "emergent" and one["verdict"] not in ("depends", "not settled")
        if decided:
            assert (effects[name].region.value, errors[name] < 0.05) == (one["verdict"], True), name


@pytest.mark.slow
def test_six_claims_come_out_as_on_the_page() -> None:
    scenario = with_settings(cssim.load(COMMITTED["scenario"]), RUNS, COMMITTED["seed"])
    again = differences(plan_claims(claims_named(CHOSEN), scenario), Serial())
    assert len(again) == AGAIN
    for name, found in zip(CHOSEN, again, strict=True):
        before = [np.nan if x is None else x for x in BY_ID[name]["differences"][:RUNS]]
        assert found.tolist() == pytest.approx(before, abs=1e-7, nan_ok=True), name


@pytest.mark.slow
def test_a_quick_page_is_made_and_not_written(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "CLAIMS", claims_named(["A5"]))
    before = claims.PAGE.read_bytes()
    assert claims.main(["--quick", "--jobs", "1"]) == 0
    assert set(rows(capsys.readouterr().out)) == {"A5"}
    assert claims.PAGE.read_bytes() == before
