"""The files of a study: their names, their columns, their bytes."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests import fake_runs
from tests.fake_runs import record

from cssim.domain.ledger import CHURN, DOWNSELL
from cssim.plan.labels import AccountLabel
from cssim.results import bridge, store, text_files
from cssim.results.catalogue import parse_metric
from cssim.results.decision import Decision
from cssim.results.studies import Comparison, Result

OPENING = [100_00, 200_00, 300_00]
MANIFEST = store.Manifest(
    command="run x.yaml",
    scenario="x",
    scenario_hash="abc",
    seed=1,
    runs=2,
    engine="auto",
    assumptions="fixed",
    recording="summary",
    version="0.1.0",
    designs=("today",),
)
PAPERS = store.Papers(
    MANIFEST,
    store.Audit("2027-01-01T00:00:00Z", inputs=(store.InputFile("b.csv", "00", 3),), engine="compiled"),
    "a: 1\n",
)


def result(design: str = "today", runs: int = 2) -> Result:
    labels = fake_runs.lowered(24, OPENING, 2).labels
    names = ("=cmd|' /C calc'!A0", 'Müller, "Söhne"', "-1+2")
    accounts = tuple(AccountLabel(old.external_id, name) for old, name in zip(labels.accounts, names, strict=True))
    changes = [(1.5, 1, CHURN, -200_00), (5.5, 2, DOWNSELL, -33_33)]
    records = tuple(record(OPENING, changes, segments=2, design=design, run=run) for run in range(runs))
    return Result("x", design, labels._replace(accounts=accounts), records, seed=1)


def files(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(path.iterdir())}


def test_a_result_is_a_folder_of_files(tmp_path: Path) -> None:
    assert store.write_result(result(), tmp_path / "out", PAPERS) == ()
    found = files(tmp_path / "out")
    assert list(found) == [
        "accounts.csv", "audit.json", "ledger.csv", "manifest.json", "monthly.csv", "scenario.yaml", "summary.json",
    ]  # fmt: skip
    assert all(b"\r" not in data and data.endswith(b"\n") for data in found.values())
    manifest = json.loads(found["manifest.json"])
    assert manifest["schema_version"] == 1
    assert manifest["scenario_hash"] == "abc"
    assert manifest["versions"]["cssim"] == "0.1.0"
    audit = json.loads(found["audit.json"])
    assert (audit["inputs"], audit["engine"]) == ([{"name": "b.csv", "rows": 3, "sha256": "00"}], "compiled")
    assert manifest["engine"] == "auto"


def test_writing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    store.write_result(result(), tmp_path / "one", PAPERS)
    store.write_result(result(), tmp_path / "two", PAPERS)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    store.write_result(result(), tmp_path / "two", PAPERS, force=True)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_monthly_csv_balances_to_the_cent(tmp_path: Path) -> None:
    store.write_result(result(), tmp_path / "out", PAPERS)
    table = pd.read_csv(tmp_path / "out" / "monthly.csv")
    bridge.verify_monthly(table)
    with (tmp_path / "out" / "monthly.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    assert first["arr_closing"] == "400.00"
    assert first["nrr"] == ""
    assert first["cs_cost"] == ""
    assert first["logos"] == "2"


def test_ledger_csv_reads_back(tmp_path: Path) -> None:
    made = result()
    store.write_result(made, tmp_path / "out", PAPERS)
    table = pd.read_csv(tmp_path / "out" / "ledger.csv", keep_default_na=False)
    assert table["amount_cents"].tolist() == made.ledger["amount_cents"].tolist()
    assert table["time_hours"].tolist() == made.ledger["time_hours"].tolist()


def test_summary_json_has_designs_and_segments(tmp_path: Path) -> None:
    store.write_result(result(), tmp_path / "out", PAPERS)
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert set(summary["designs"]["today"]["grr.y1"]) == {"mean", "ci_low", "ci_high", "p10", "p50", "p90", "n"}
    assert summary["designs"]["today"]["arr_closing.m24"]["mean"] == 366.67
    assert summary["segments"]["small"]["today"]["arr_closing.m24"]["mean"] == 0.0


def test_text_cannot_become_a_formula(tmp_path: Path) -> None:
    store.write_result(result(), tmp_path / "out", PAPERS)
    with (tmp_path / "out" / "accounts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows[:3]] == ["'=cmd|' /C calc'!A0", 'Müller, "Söhne"', "'-1+2"]
    assert rows[2]["arr_closing"] == "266.67"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_formula_starts_are_made_harmless(start: str) -> None:
    assert text_files.safe_text(f"{start}1") == f"'{start}1"
    assert text_files.safe_text(f"a{start}1") == f"a{start}1"


def test_numbers_keep_their_sign_and_have_no_negative_zero() -> None:
    numbers = {"run": [0, 1, 10], "churn": [-1.005, -0.0001, -10.0], "grr": [float("nan"), 1 / 3, -0.0]}
    table = {name: np.array(values) for name, values in numbers.items()}
    text = "run,churn,grr\n0,-1.00,\n1,0.00,0.333333\n10,-10.00,0.000000\n"
    assert "".join(text_files.monthly_csv([table])) == text


def test_a_long_table_is_made_text_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"run": np.arange(5), "name": np.array(["a", "b", "nan", "=d", "e"], dtype=object)}
    whole = list(text_files.accounts_csv([table]))
    monkeypatch.setattr(text_files, "_BLOCK", 2)
    parts = list(text_files.accounts_csv([table]))
    assert (len(whole), len(parts)) == (2, 4)
    assert "".join(whole) == "".join(parts) == "run,name\n0,a\n1,b\n2,nan\n3,'=d\n4,e\n"


def test_tables_of_one_file_have_the_same_columns() -> None:
    with pytest.raises(ValueError, match="same columns"):
        list(text_files.monthly_csv([{"run": np.array([1])}, {"churn": np.array([1.0])}]))


def test_undefined_numbers_do_not_get_into_json() -> None:
    with pytest.raises(ValueError, match="JSON"):
        text_files.json_text({"x": float("nan")})


def test_a_long_ledger_is_cut_at_whole_runs_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LEDGER_LINES", 12)
    notes = store.write_result(result(runs=4), tmp_path / "out", PAPERS)
    assert notes == ("ledger.csv holds the first 2 of 4 runs: more would exceed 12 lines",)
    table = pd.read_csv(tmp_path / "out" / "ledger.csv")
    assert table["run"].unique().tolist() == [0, 1]
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["notes"] == list(notes)
    assert pd.read_csv(tmp_path / "out" / "monthly.csv")["run"].nunique() == 4


def test_designs_with_other_teams_share_the_columns_of_one_file(tmp_path: Path) -> None:
    other = result("other")
    records = tuple(replace(each, teams=("pool",)) for each in other.records)
    other = replace(other, records=records, labels=other.labels._replace(teams=("pool",)))
    study = Comparison((result(), other), Decision(parse_metric("retained_arr.y2", 24), False, 1.0))
    store.write_comparison(study, tmp_path / "out", PAPERS)
    table = pd.read_csv(tmp_path / "out" / "monthly.csv")
    total = table[table["segment"] == "all"]
    for design, mine, theirs in (("today", "csm", "pool"), ("other", "pool", "csm")):
        rows = total[total["design"] == design]
        assert rows[f"headcount_{mine}"].notna().all() and rows[f"headcount_{theirs}"].isna().all()


@pytest.mark.parametrize("ledger", [False, True])
def test_a_comparison_writes_its_ledger_only_when_asked(tmp_path: Path, ledger: bool) -> None:
    study = Comparison((result("today"), result("other")), Decision(parse_metric("retained_arr.y2", 24), True, 1.0))
    papers = store.Papers(MANIFEST, PAPERS.audit, "a: 1\n", {"comparison.png": b"png"})
    store.write_comparison(study, tmp_path / "out", papers, ledger=ledger)
    found = files(tmp_path / "out")
    assert ("ledger.csv" in found, "accounts.csv" in found) == (ledger, ledger)
    assert found["comparison.png"] == b"png"
    assert json.loads(found["comparison.json"]) == json.loads(study.to_json())
    monthly = pd.read_csv(io.BytesIO(found["monthly.csv"]))
    assert monthly["design"].unique().tolist() == ["today", "other"]


def test_nothing_is_left_if_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(tables: object) -> None:
        raise RuntimeError("out of luck")

    monkeypatch.setattr(text_files, "accounts_csv", fail)
    with pytest.raises(RuntimeError):
        store.write_result(result(), tmp_path / "out", PAPERS)
    assert list(tmp_path.iterdir()) == []
