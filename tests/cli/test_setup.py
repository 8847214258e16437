"""init, validate, schema, list, doctor, explain, book check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.commands import cssim, document, ok

from cssim.cli import doctor


def test_help_groups_the_commands() -> None:
    text = ok("--help")
    assert text.index("Set up") < text.index("init") < text.index("Ask") < text.index("compare") < text.index("Explain")


@pytest.mark.parametrize("later", ["forecast", "staff", "--vary"])
def test_nothing_of_later_is_offered(later: str) -> None:
    text = ok("--help") + ok("run", "--help") + ok("compare", "--help")
    assert later not in text


def test_shared_options_have_variables() -> None:
    text = cssim("compare", "--help", env={"COLUMNS": "200"}).stdout
    names = "SEED RUNS PRECISION ASSUMPTIONS RECORDING LEDGER DEBUG LOG JOBS CLUSTER ENGINE OUT SET JSON QUIET VERBOSE"
    for name in [*names.split(), "DRY_RUN", "NO_PROGRESS", "RESUME", "FORCE", "FAIL_IF"]:
        assert f"CSSIM_{name}" in text


def test_init_writes_what_validates_and_never_overwrites(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    ok("init", plan)
    text = (plan / "scenario.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=schema.json\n")
    assert json.loads((plan / "schema.json").read_text(encoding="utf-8"))["$schema"]
    assert "600 accounts, ARR $17,700,616.77 = control total" in ok("validate", plan / "scenario.yaml")
    (plan / "book.csv").write_text("mine", encoding="utf-8")
    refused = cssim("init", plan)
    assert refused.exit_code == 2 and "exists already" in refused.stderr
    assert (plan / "book.csv").read_text(encoding="utf-8") == "mine"
    ok("init", plan, "--force")
    assert (plan / "book.csv").read_text(encoding="utf-8") != "mine"


def test_validate_says_what_there_is() -> None:
    text = ok("validate", "cssim:org_designs")
    for words in ("300 accounts", "enterprise", "csm", "effect budget 7.50", "experts_pooled"):
        assert words in text
    assert "30 runs or more: retained_arr.y2 to ± $50k" in text and "runs are few" not in text
    assert "2 runs are few" in ok("validate", "cssim:tiny")


def test_validate_says_how_well_health_scores_tell_who_leaves() -> None:
    text = ok("validate", "cssim:tiny")
    assert "AUC at validity 70 %  validity for 0.65  validity for 0.75" in text
    assert "the spread of what customers bring along" in text
    (one,) = document("validate", "cssim:tiny", "--set", "organisation.health_score.validity=100%")["files"]
    assert [line["name"] for line in one["scores"]] == ["enterprise", "mid_market", "smb"]
    assert all(0.65 < line["auc"] < 0.76 and line["validity_for"]["0.85"] is None for line in one["scores"])
    assert "AUC" not in ok("validate", "cssim:queue_only"), "nobody acts on scores there"


def test_validate_takes_the_spread_that_was_measured(tmp_path: Path) -> None:
    ok("run", "cssim:tiny", "--engine", "simpy", "--jobs", "1", "--runs", "2", "--out", tmp_path / "out")
    assert "the spread of what customers bring along" not in ok("validate", tmp_path / "out" / "scenario.yaml")


def test_validate_reports_every_file_and_all_problems(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("extends: cssim:tiny\nhorizn: 3 months\nruns: many\n", encoding="utf-8")
    result = cssim("validate", "cssim:tiny", wrong)
    assert result.exit_code == 2
    assert "OK  cssim:tiny" in result.stdout
    assert "did you mean 'horizon'" in result.stderr and ":3:" in result.stderr
    assert "Traceback" not in result.stderr


def test_overrides_are_checked_like_the_file() -> None:
    assert "7 runs" in ok("validate", "cssim:tiny", "--set", "runs=7")
    result = cssim("validate", "cssim:tiny", "--set", "organisation.teams.csm.headcont=7")
    assert result.exit_code == 2 and "did you mean 'headcount'" in result.stderr


def test_explain_tells_fields_and_metrics() -> None:
    assert "guess" in ok("explain", "health.neglect.target")
    assert "capped" in ok("explain", "grr.y1")
    assert "Also a metric" in ok("explain", "health")
    assert "of team csm" in ok("explain", "utilisation_csm")
    assert "decide.on (nrr, nrr_of_balances, nrr_of_lines" in ok("explain", "nrr")
    told = json.loads(ok("explain", "grr.y1", "--json"))["metric"]
    assert (told["unit"], told["better"], told["other_definitions"][0]) == ("share", "up", "grr_of_balances")
    assert json.loads(ok("explain", "health.neglect.target", "--json"))["metric"] is None
    unknown = cssim("explain", "grrr")
    assert unknown.exit_code == 2 and "'grr'" in unknown.stderr


def test_list_and_schema() -> None:
    text = ok("list")
    for words in ("org_designs", "retained_arr_expected", "pooled", "product_expert"):
        assert words in text
    assert "properties" in json.loads(ok("schema"))


@pytest.mark.parametrize(
    "arguments",
    [("list",), ("validate", "cssim:tiny"), ("explain", "grr"), ("run", "cssim:tiny", "--dry-run"), ("schema",)],
)
def test_json_is_one_document_with_a_version(arguments: tuple[str, ...]) -> None:
    assert document(*arguments)["schema_version"] == 1


def test_a_book_is_checked_to_the_cent(tmp_path: Path) -> None:
    book = tmp_path / "book.csv"
    book.write_text('Account ID,ARR,Renewal Date\na,"$1,000.50",2027-03-01\nb,2000,2027-04-01\n', encoding="utf-8")
    text = ok("book", "check", book, "--control-total", "$3,000.50")
    assert "3,000.50 = control total" in text
    assert document("book", "check", book)["arr_cents"] == 300_050
    off = cssim("book", "check", book, "--control-total", "$3,000.51")
    assert off.exit_code == 2 and "0.01 less than the control total" in off.stdout
    nonsense = cssim("book", "check", book, "--control-total", "lots")
    assert nonsense.exit_code == 2 and "lots" in nonsense.stderr


def test_what_is_wrong_in_a_book_goes_to_stderr(tmp_path: Path) -> None:
    book = tmp_path / "book.csv"
    book.write_text("Account ID,ARR,Renewal Date\na,none,2027-03-01\n", encoding="utf-8")
    result = cssim("book", "check", book)
    assert result.exit_code == 2
    assert "book.csv:2" in result.stderr and "book.csv:2" not in result.stdout


def test_erlang_c_against_values_worked_by_hand() -> None:
    # M/M/1: rho s / (1 - rho); M/M/2 at rho = 1/2: probability to wait 1/3, mean wait 1/3 s
    assert doctor.erlang_wait(0.8, 1.0, 1) == pytest.approx(4.0)
    assert doctor.erlang_wait(1.0, 1.0, 2) == pytest.approx(1 / 3)


@pytest.mark.slow
def test_the_doctor_reproduces_what_is_known() -> None:
    findings = list(doctor.findings())
    assert all(one.ok for one in findings), [str(one) for one in findings]
    assert "last bit" in str(findings[-1])


def test_the_doctor_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PARTS", ("numpy", "no-such-part"))
    result = cssim("doctor")
    assert result.exit_code == 1
    assert "pip install no-such-part" in result.stdout
