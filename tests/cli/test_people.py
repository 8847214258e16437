"""People are called by role and seat in all that is shown and written, and by name only for who asks for names."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.commands import cssim, ok

OWNERS = ("Ada Lovelace", "Grace Hopper")
BESIDES = ("Alan Turing",)
"""Of the roster, and in charge of nobody."""
CUSTOMERS = [
    f"{what} of {town}" for what in ("Bank", "Mill") for town in ("Oslo", "Lima", "Kobe", "Bern", "Riga", "Bari")
]
SCENARIO = """
extends: cssim:tiny
horizon: 12 months
settle: 1 months
customers:
  book: book.csv
  segments: {enterprise: {arr_from: $75k}, mid_market: {arr_from: $15k}, smb: {}}
  new_logos: null
organisation:
  roster: team.csv
  coverage:
    enterprise: {model: assigned, team: csm, owners: book}
    mid_market: {model: assigned, team: csm, owners: book}
    smb: {model: assigned, team: csm, owners: book}
designs:
  today: {}
  pooled:
    organisation.coverage: {smb: {model: pooled, team: csm}, mid_market: {model: pooled, team: csm}}
    change: {start: 2027-03, mode: big-bang}
"""


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a scenario with the names of people in its customer book and its roster."""
    folder = tmp_path_factory.mktemp("people")
    lines = [f"A{i},{CUSTOMERS[i]},{4000 * (i + 1)},2027-0{3 + i % 3}-15,{OWNERS[i % 2]}" for i in range(12)]
    book = "\n".join(["Account ID,Account Name,ARR,Renewal Date,CSM", *lines, ""])
    (folder / "book.csv").write_text(book, encoding="utf-8")
    team = "\n".join(["Name,Team", *(f"{name},csm" for name in (*BESIDES, *OWNERS)), ""])
    (folder / "team.csv").write_text(team, encoding="utf-8")
    (folder / "plan.yaml").write_text(SCENARIO, encoding="utf-8")
    return folder / "plan.yaml"


def compared(scenario: Path, out: Path, *more: str) -> dict[str, str]:
    """Return what a comparison prints and writes, apart from pictures and archives."""
    said = cssim(
        "compare", scenario, "--jobs", "1", "--engine", "simpy", "--runs", "2", "--out", out, "--ledger", *more
    )
    assert said.exit_code == 0, said.stderr
    files = [path for path in out.iterdir() if path.suffix not in (".png", ".npz")]
    return {"stdout": said.stdout, "stderr": said.stderr} | {path.name: path.read_text("utf-8") for path in files}


def test_nothing_that_a_comparison_writes_names_anybody(scenario: Path, tmp_path: Path) -> None:
    written = compared(scenario, tmp_path / "out")
    for name, text in written.items():
        assert not any(person in text for person in (*OWNERS, *BESIDES)), name
    header, first, *_ = written["accounts_to_protect.csv"].splitlines()
    contact = header.split(",").index("contact")
    assert first.split(",")[contact] in ("CSM 2", "CSM 3"), "the roster has somebody before them"


def test_who_asks_for_names_gets_those_of_todays_contacts(scenario: Path, tmp_path: Path) -> None:
    written = compared(scenario, tmp_path / "out", "--show-people")
    rows = [line.split(",") for line in written["accounts_to_protect.csv"].splitlines()]
    account, contact = (rows[0].index(name) for name in ("external_id", "contact"))
    assert len(rows) > 5
    assert all(row[contact] == OWNERS[int(row[account][1:]) % 2] for row in rows[1:])
    assert "--show-people" in written["manifest.json"], "it changes what is written"


def test_customers_have_numbers_in_place_of_names_where_that_is_asked_for(scenario: Path, tmp_path: Path) -> None:
    shown, hidden = compared(scenario, tmp_path / "a"), compared(scenario, tmp_path / "b", "--anonymise")
    for name in ("ledger.csv", "accounts.csv", "accounts_to_protect.csv"):
        assert "A7" in shown[name] and "customer-0008" in hidden[name], name
    for name, text in hidden.items():
        assert not any(f"A{i}" in text.replace(",", " ").split() or CUSTOMERS[i] in text for i in range(12)), name
    assert hidden["summary.json"] == shown["summary.json"], "it changes no number"
    assert "--anonymise" in hidden["manifest.json"]


def test_a_story_of_a_customer_without_a_name(scenario: Path) -> None:
    told = ok("story", scenario, CUSTOMERS[0], "--engine", "simpy", "--anonymise")
    assert "customer-0001 (Customer 1)" in told and CUSTOMERS[0] not in told


def test_a_story_names_the_posts_of_people_only_if_asked(scenario: Path) -> None:
    told = ("story", scenario, "A0", "--engine", "simpy")
    plain, named = ok(*told), ok(*told, env={"CSSIM_SHOW_PEOPLE": "1"})
    assert "CSM 2" in plain and not any(person in plain for person in (*OWNERS, *BESIDES))
    assert "CSM 2 (today Ada Lovelace)" in " ".join(named.split())


def test_without_a_roster_the_owners_of_the_book_have_names(scenario: Path) -> None:
    told = ("story", scenario, "A0", "--engine", "simpy", "--show-people", "--set", "organisation.roster=null")
    assert "CSM 1 (today Ada Lovelace)" in " ".join(ok(*told).split())
