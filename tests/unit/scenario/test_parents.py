"""Top parents of a book: by id or by name, through several generations, and what cannot be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssim.errors import InputError
from cssim.scenario.book.columns import BookColumns
from cssim.scenario.book.parents import Parents
from cssim.scenario.book.read import read_book
from cssim.scenario.book.report import lines, report
from cssim.scenario.book.rows import Book

HEADER = "Account ID,Account Name,ARR,Status,Parent Account\n"


def read(folder: Path, text: str) -> Book:
    path = folder / "book.csv"
    path.write_text(HEADER + text, encoding="utf-8")
    return read_book(path, BookColumns(), date(2027, 1, 1))


def tops(folder: Path, text: str) -> list[str]:
    return [row.top_parent for row in read(folder, text).rows]


def test_parents_are_followed_to_the_top_by_id_and_by_name(tmp_path: Path) -> None:
    book = "A,Acme,1,,\nB,Bolt,1,,A\nC,Cask,1,,Bolt\nD,Dune,1,,\nE,Elm,1,,D\n"
    assert tops(tmp_path, book) == ["A", "A", "A", "D", "D"]


def test_a_parent_that_is_no_account_joins_its_accounts_all_the_same(tmp_path: Path) -> None:
    assert tops(tmp_path, "A,Acme,1,,Holding\nB,Bolt,1,,Holding\nC,Cask,1,,B\nD,Dune,1,,n/a\n") == [
        "Holding", "Holding", "Holding", "D",
    ]  # fmt: skip


def test_a_lost_account_still_joins_those_below_it(tmp_path: Path) -> None:
    book = read(tmp_path, "A,Acme,1,churned,\nB,Bolt,1,,A\nC,Cask,1,,A\n")
    assert [row.top_parent for row in book.rows] == ["A", "A"]
    assert "2 customers of 1 logos (top parents), 1 lost" in "\n".join(lines(report(book)))


def test_who_names_itself_has_no_parent(tmp_path: Path) -> None:
    assert tops(tmp_path, "A,Acme,1,,A\nB,Bolt,1,,bolt\n") == ["A", "B"]


def test_names_are_compared_whatever_their_case_and_ids_are_not(tmp_path: Path) -> None:
    book = "A,Acme,1,,\nB,Bolt,1,,ACME\nC,Cask,1,,Oak Inc\nD,Dune,1,,OAK INC\nE,Elm,1,,a\n"
    assert tops(tmp_path, book) == ["A", "A", "Oak Inc", "Oak Inc", "a"]


def test_the_two_lengths_of_an_id_are_one(tmp_path: Path) -> None:
    book = "0014x00000AbCdEAA1,Acme,1,,\n0014x00000FgHiJAA2,Bolt,1,,0014x00000AbCdE\n"
    assert len(set(tops(tmp_path, book))) == 1


def test_a_name_of_several_accounts_is_none_of_them_and_said_so(tmp_path: Path) -> None:
    book = read(tmp_path, "A,Acme,1,,\nB,Acme,1,,Acme\nC,Cask,1,,Acme\n")
    assert [row.top_parent for row in book.rows] == ["A", "Acme", "Acme"]
    assert "2 accounts have (first: line 3) a parent that several accounts are called" in "\n".join(book.warnings)


def test_a_parent_outside_the_book_is_said_and_a_blank_is_not_missing(tmp_path: Path) -> None:
    book = read(tmp_path, "A,Acme,1,,Holding\nB,Bolt,1,,\nC,Cask,1,,A\n")
    assert "1 account has (line 2) a parent that is no account of the book" in "\n".join(book.warnings)
    assert "parent" not in book.missing
    assert "3 customers of 2 logos (top parents)" in "\n".join(lines(report(book)))


def test_parents_that_go_round_are_one_problem_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, "A,Acme,1,,B\nB,Bolt,1,,C\nC,Cask,1,,A\nD,Dune,1,,C\n")
    (problem,) = caught.value.problems
    assert problem.line == 2 and "'A' < 'B' < 'C' < 'A'" in problem.message
    assert "let one of them have no parent" in problem.message


def test_a_circle_of_lost_accounts_harms_nobody(tmp_path: Path) -> None:
    assert tops(tmp_path, "A,Acme,1,churned,B\nB,Bolt,1,churned,A\nC,Cask,1,,\n") == ["C"]


@given(st.lists(st.integers(-1, 9), min_size=1, max_size=10))
def test_every_account_has_the_top_of_its_parent_or_is_in_a_circle(above: list[int]) -> None:
    parents = Parents()
    for index, parent in enumerate(above):
        parents.note(str(index), f"name {index}", "" if parent < 0 else str(parent))
    found, circles = parents.tops()
    assert set(found) == {str(index) for index in range(len(above))}
    for index, parent in enumerate(above):
        mine = found[str(index)]
        if parent in (-1, index):
            assert mine == str(index)
        else:
            assert mine == found.get(str(parent), str(parent))
    for circle in circles:
        assert len(set(circle.ids)) == len(circle.ids) > 1
        pairs = zip(circle.ids, [*circle.ids[1:], circle.ids[0]], strict=True)
        assert all(above[int(one)] == int(other) for one, other in pairs)
