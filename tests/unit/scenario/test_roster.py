"""A roster is read line by line; what is wrong is named at its place, and names go no further than the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.small import small

from cssim.errors import InputError
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.posts import held_shares, member_rows, opens_of_team, seats_of
from cssim.plan.tables import HELD
from cssim.scenario.language.dump import dump
from cssim.scenario.language.load import load
from cssim.scenario.members import NO_RATE, Member, parse_members, written_members
from cssim.scenario.organization import CsmTeam
from cssim.scenario.roster import headcount_of, read_roster, who

START = date(2027, 1, 1)
TEAMS = ("csm", "support")


def write(folder: Path, *lines: str) -> Path:
    path = folder / "team.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_every_column_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "Name,Team,FTE,Start Date,End Date,Leave from,Leave to,Day rate,Regions,Languages",
        'Ana,csm,80%,2020-05-01,2027-06-30,2027-02-01,2027-04-01,,"emea; amer",en',
        "Ben,csm,,2027-03-01,,,,$900,,",
        "Gone,csm,,,2026-12-31,,,,,",
    )
    ana, ben = read_roster(path, TEAMS, START)["csm"]
    leave = (date(2027, 2, 1), date(2027, 4, 1))
    assert ana == Member(who("ana "), 0.8, None, date(2027, 6, 30), leave, NO_RATE, ("emea", "amer"), ("en",))
    assert ben == Member(who("Ben"), 1.0, date(2027, 3, 1), None, None, 900_00)
    assert headcount_of([ana, ben]) == 0.8


def test_a_founder_has_hours_and_costs_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "Name,Team,Founder hours", "Eve,csm,10")
    assert read_roster(path, TEAMS, START)["csm"] == [Member(who("Eve"), 0.25, day_rate=0)]


@pytest.mark.parametrize(
    ("line", "place", "message"),
    [
        ("Ana,cms,,,", "2:5: team", "did you mean 'csm'"),
        ("Ana,csm,150%,,", "2:9: fte", ""),
        ("Ana,csm,,soon,", "2:10: start", "'soon' is not a date"),
        ("Ana,csm,,2027-05-01,2027-04-01", "2:21: end", "not after the start"),
        (",csm,,,", "2:1: name", "needs a name"),
        ("Ana,csm,0%,,", "2:9: fte", "none of the time"),
    ],
)
def test_what_is_wrong_is_named_at_its_line(tmp_path: Path, line: str, place: str, message: str) -> None:
    path = write(tmp_path, "Name,Team,FTE,Start,End", line)
    with pytest.raises(InputError) as caught:
        read_roster(path, TEAMS, START)
    assert len(caught.value.problems) == 1
    assert f"{path}:{place}" in str(caught.value) and message in str(caught.value)


def test_columns_that_are_unknown_twice_or_missing_are_refused(tmp_path: Path) -> None:
    for header, message in (
        ("Name,Team,Fete", "unknown column"), ("Name,Team,Person", "twice"), ("Name,FTE", "no column 'team'")
    ):  # fmt: skip
        with pytest.raises(InputError, match=message):
            read_roster(write(tmp_path, header, "Ana,csm,1"), TEAMS, START)


def test_people_are_written_as_they_are_read() -> None:
    members = (
        Member("a", 0.5, date(2027, 3, 1), date(2028, 1, 1), (date(2027, 4, 1), date(2027, 5, 1)), 90_050, ("x",)),
        Member("b", languages=("de", "en")),
    )
    assert parse_members(written_members(members)) == members


def scenario_file(folder: Path, *more: str) -> Path:
    write(folder, "Name,Team,FTE", "Ana Lopez,csm,100%", "Ben,csm,50%", "Sue,support,")
    path = folder / "plan.yaml"
    lines = ("extends: cssim:tiny", "organisation:", "  roster: team.csv", *more)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_roster_is_the_headcount_of_the_teams_it_names_and_can_be_set_all_the_same(tmp_path: Path) -> None:
    teams = load(scenario_file(tmp_path)).organisation.teams
    assert (teams["csm"].headcount, teams["support"].headcount, teams["consultants"].headcount) == (1.5, 1.0, 0.5)
    assert (
        load(scenario_file(tmp_path), ["organisation.teams.csm.headcount=3"]).organisation.teams["csm"].headcount == 3
    )


def test_a_resolved_scenario_has_the_people_and_not_their_names(tmp_path: Path) -> None:
    scenario = load(scenario_file(tmp_path))
    text = dump(scenario, str(tmp_path))
    assert "Lopez" not in text and "Ben" not in text and "team.csv" not in text
    again = tmp_path / "again.yaml"
    again.write_text(text, encoding="utf-8")
    assert load(again).organisation == scenario.organisation.model_copy(update={"roster": None})


def test_a_roster_that_is_not_there_is_named_where_it_is_said(tmp_path: Path) -> None:
    path = scenario_file(tmp_path)
    (tmp_path / "team.csv").unlink()
    with pytest.raises(InputError, match=r"plan\.yaml:3:11: organisation\.roster: there is no file"):
        load(path)


def test_seats_are_those_of_the_roster_as_far_as_the_headcount_goes() -> None:
    members = [Member("a", 0.5), Member("b", 1.0, date(2027, 4, 1)), Member("c", 1.0)]
    team = CsmTeam(headcount=1.5, members=tuple(members))
    assert held_shares(team) == (0.5, 1.0) and seats_of(team) == (0.5, 1.0, 1.0)
    assert opens_of_team(team, START) == (HELD, HELD, 480.0)
    assert [row.appointed for row in member_rows(team, START)] == [0, 0, 1]
    assert held_shares(team.model_copy(update={"headcount": 3.2})) == pytest.approx((0.5, 1.0, 1.0, 0.7))
    assert held_shares(team.model_copy(update={"headcount": 0.7})) == pytest.approx((0.5, 0.2))


def test_who_begins_during_a_leave_is_away_for_what_is_left_of_it() -> None:
    january, february, march = date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1)
    rows = [
        Member("a", start=february, leave=(january, march)), Member("b", start=march, leave=(january, february)),
        Member("c", leave=(date(2026, 12, 1), february)),
    ]  # fmt: skip
    found = member_rows(CsmTeam(headcount=1, members=tuple(rows)), START)
    assert [(row.leave_from, row.leave_to) for row in found] == [(0.0, 160.0), (160.0, 320.0), (1e18, 1e18)]


def test_owners_of_the_book_are_the_people_of_the_roster(tmp_path: Path) -> None:
    book = tmp_path / "book.csv"
    rows = "".join(f"A{i},1000,{owner},2028-01-01\n" for i, owner in enumerate(["Zoe", "Ana", "Gone"]))
    book.write_text(f"Id,ARR,CSM,Renewal Date\n{rows}", encoding="utf-8")
    scenario = small(
        customers={"book": str(book), "segments": {"large": None, "small": None, "all": {"logo_churn": "10%"}}},
        organisation__coverage={
            "large": None, "small": None, "all": {"model": "assigned", "team": "csm", "owners": "book"}
        },
        organisation__teams__csm__members=[{"who": who("Zoe")}, {"who": who("Ana")}],
    )  # fmt: skip
    plan = lower(scenario, opening_book(scenario)).plan
    assert [account.seat for account in plan.accounts][:2] == [0, 1] and plan.accounts[2].seat in (0, 1)


def test_the_example_is_a_roster() -> None:
    scenario = load("cssim:b2b_saas", ["organisation.roster=cssim:books/team_example.csv"])
    csm = scenario.organisation.teams["csm"]
    assert (csm.headcount, len(csm.members)) == (pytest.approx(4.6), 7)


def test_people_serve_the_regions_they_name(tmp_path: Path) -> None:
    scenario = small(
        organisation__teams__csm={
            "role": "csm", "headcount": 3,
            "members": [{"who": "a", "regions": ["EMEA"]}, {"who": "b", "regions": ["amer"]}, {"who": "c"}],
        },
        customers__segments__small={"regions": {"emea": "50%", "amer": "50%"}},
        organisation__coverage__small={"pools": "by region"},
    )  # fmt: skip
    plan = lower(scenario, opening_book(scenario)).plan
    assert {group.seats for group in plan.groups} == {(0, 2), (1, 2)}
