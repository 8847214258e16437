"""The data-trust report of a book, its segments, and what a plan asks of its rows."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cssim.errors import InputError
from cssim.scenario.book.columns import BookColumns
from cssim.scenario.book.read import read_book, scan_book
from cssim.scenario.book.report import GroupLine, lines, report, to_dict
from cssim.scenario.book.rows import Book, BookRow
from cssim.scenario.book.sorting import (
    USUAL_RULES,
    SegmentRule,
    months_between,
    renewals_survived,
    segment_of,
    sort_book,
)
from cssim.scenario.language.load import load

START = date(2027, 1, 1)
TEXT = """Account ID,Account Name,CSM,ARR,Renewal Date,Status
A1,Alpha,Ana,"$75,000.00",2027-03-31,Active
A2,Beta,Ana,"$74,999.99",2027-04-01,Active
A3,Gamma,Bo,"$15,000.00",,Active
A4,Delta,,0.01,2028-12-31,Active
A5,Eps,Bo,9.99,,Churned
"""


def book(folder: Path, text: str = TEXT, **parts: object) -> Book:
    path = folder / "book.csv"
    path.write_text(text)
    return read_book(path, BookColumns.model_validate(parts), START)


def row(folder: Path, header: str = "", cells: str = "") -> BookRow:
    return book(folder, f"Account ID,ARR{header}\nA1,100{cells}\n").rows[0]


def test_a_report_adds_up_to_the_cent(tmp_path: Path) -> None:
    found = report(book(tmp_path), None, 16_500_001)
    assert (found.records, found.accounts, found.lost, found.lost_arr_cents) == (5, 4, 1, 999)
    assert (found.arr_cents, found.difference_cents) == (16_500_000, -1)
    assert found.segments == (
        GroupLine("enterprise", 1, 7_500_000),
        GroupLine("mid_market", 2, 8_999_999),
        GroupLine("smb", 1, 1),
    )
    assert found.renewals == (
        GroupLine("2027 Q1", 1, 7_500_000),
        GroupLine("2027 Q2", 1, 7_499_999),
        GroupLine("2028 Q4", 1, 1),
        GroupLine("(none)", 1, 1_500_000),
    )
    assert found.owners == (GroupLine("Ana", 2, 14_999_999), GroupLine("Bo", 1, 1_500_000), GroupLine("(none)", 1, 1))
    assert [line.name for line in found.largest] == ["Alpha", "Beta", "Gamma", "Delta"]
    assert found.missing == (("owner", 1), ("renewal_date", 1))


def test_the_lines_tie_and_say_the_difference(tmp_path: Path) -> None:
    read = book(tmp_path)
    assert "ARR        USD 165,000.00 = control total" in lines(report(read, None, 16_500_000))
    said = lines(report(read, None, 16_499_900))
    assert "ARR        USD 165,000.00: 1.00 more than the control total 164,999.00" in said
    assert any("0.01 less than the control total 165,000.01" in one for one in lines(report(read, None, 16_500_001)))
    assert "  CSM                                       owner (recognized)" in said
    assert "Missing    owner 1, renewal_date 1" in said
    assert "  1 account is lost and left out, ARR 9.99" in said


def test_the_report_is_plain_data_too(tmp_path: Path) -> None:
    plain = json.loads(json.dumps(to_dict(report(book(tmp_path)))))
    assert plain["segments"][0] == {"name": "enterprise", "accounts": 1, "arr_cents": 7_500_000}
    assert plain["missing"] == {"owner": 1, "renewal_date": 1}
    assert plain["control_total_cents"] is None


def test_text_of_the_book_cannot_steer_the_terminal(tmp_path: Path) -> None:
    evil = "\x1b[2J\u202e" + "x" * 500
    said = lines(report(book(tmp_path, f'Account ID,Account Name,ARR,"{evil}"\nA1,{evil},5,1\n')))
    assert all(one.isprintable() and len(one) < 120 for one in said if "book.csv" not in one)


def test_a_book_with_problems_is_still_reported(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text("Account ID,ARR\nA1,5\nA1,6\nA2,x\n")
    found = report(scan_book(path, BookColumns(), START))
    assert (found.records, found.accounts, found.duplicates, found.problems) == (3, 1, 1, 2)


def test_a_books_own_segments_are_shown_without_a_scenario(tmp_path: Path) -> None:
    found = report(book(tmp_path, "Account ID,ARR,Segment\nA1,5,Gold\nA2,7,Tin\nA3,6,Gold\n"))
    assert found.segments == (GroupLine("Gold", 2, 1_100), GroupLine("Tin", 1, 700))


def test_the_usual_rules_are_the_segments_of_the_packaged_scenario() -> None:
    packaged = load(str(Path(__file__).parents[3] / "scenarios" / "b2b_saas.yaml"))
    assert [rule.name for rule in USUAL_RULES] == list(packaged.customers.segments)


def test_the_first_rule_that_matches_wins(tmp_path: Path) -> None:
    one = row(tmp_path)
    assert segment_of(one._replace(arr_cents=7_500_000), USUAL_RULES) == "enterprise"
    assert segment_of(one._replace(arr_cents=7_499_999), USUAL_RULES) == "mid_market"
    assert segment_of(one, USUAL_RULES) == "smb"
    assert segment_of(one, USUAL_RULES[:2]) is None
    assert segment_of(one._replace(segment="Mid-Market"), USUAL_RULES) == "mid_market"
    assert segment_of(one._replace(segment="Gold"), USUAL_RULES) == "smb"


def test_strange_segments_are_sorted_by_arr_with_a_warning_or_refused(tmp_path: Path) -> None:
    text = "Account ID,ARR,Segment\nA1,5,Gold\nA2,7,SMB\nA3,80000,gold\n"
    found = sort_book(book(tmp_path, text), USUAL_RULES)
    assert found.segments == ("smb", "smb", "enterprise")
    assert "2 accounts are in segments that the scenario does not have: 'Gold' (1), 'gold' (1)" in found.warnings[0]
    with pytest.raises(InputError) as caught:
        sort_book(book(tmp_path, text, segment="Segment"), USUAL_RULES)
    assert [one.line for one in caught.value.problems] == [2, 4]
    with pytest.raises(InputError, match=r"no segment takes an ARR of 5\.00"):
        sort_book(book(tmp_path, text), [SegmentRule("big", 100_000)])


@pytest.mark.parametrize(
    ("header", "cells", "term", "renewals"),
    [
        ("", "", 12, None),
        (",Renewals", ",2", 12, 2.0),
        (",Tenure", ",7", 1, 7.0),
        (",Tenure", ",35", 12, 2.0),
        (",Start Date", ",2025-01-01", 12, 2.0),
        (",Start Date", ",2025-01-02", 12, 1.0),
        (",Start Date", ",2028-01-01", 12, 0.0),
        (",Renewals,Tenure", ",5,7", 1, 5.0),
    ],
)
def test_renewals_survived(tmp_path: Path, header: str, cells: str, term: float, renewals: float | None) -> None:
    assert renewals_survived(row(tmp_path, header, cells), term, START) == renewals


def test_months_between_days() -> None:
    assert months_between(date(2025, 1, 1), date(2027, 1, 1)) == 24
    assert months_between(date(2027, 2, 15), date(2027, 1, 1)) == -1.5
