"""The committed page is whole. That its sources have changed since is said by `make bench`, not by a red test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks import goals, page, ratios
from benchmarks.section import Finding, Section

PAGE = page.PAGE.read_text(encoding="utf-8")
ROWS = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")]


@pytest.mark.parametrize("goal", goals.GOALS, ids=lambda goal: goal.key)
def test_every_goal_has_its_row(goal: goals.Goal) -> None:
    (row,) = [row for row in ROWS if row[:2] == [goal.what, goal.goal]]
    assert re.match(r"yes$|no: \w", row[3]), f"a full run must measure {goal.key}"


def test_it_says_which_sources_and_which_kind_of_machine_made_it() -> None:
    assert page.DIGEST.search(PAGE)
    named = {row[0] for row in ROWS}
    assert {"processor", "cores", "Python", *page.LIBRARIES} <= named


def test_it_has_a_section_for_every_subject() -> None:
    assert len(re.findall(r"^## ", PAGE, flags=re.MULTILINE)) == len(ratios.MEASURES) + 1


def test_its_status_is_told(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    assert "not been written" in page.status(path)
    path.write_text(page.written([Section("A", "b")], page.digest_of_sources()), encoding="utf-8")
    assert "present sources" in page.status(path)
    path.write_text(page.written([Section("A", "b")], "0" * 16), encoding="utf-8")
    assert "stale" in page.status(path)


def test_the_digest_sees_a_change_of_a_source(tmp_path: Path) -> None:
    for folder in page.SOURCES:
        (tmp_path / folder).mkdir(parents=True)
    empty = page.digest_of_sources(tmp_path)
    source = tmp_path / page.SOURCES[0] / "a.py"
    source.write_text("x = 1\n", encoding="utf-8")
    first = page.digest_of_sources(tmp_path)
    source.write_text("x = 2\n", encoding="utf-8")
    assert len({empty, first, page.digest_of_sources(tmp_path)}) == 3


def test_words_are_no_source(tmp_path: Path) -> None:
    (tmp_path / "benchmarks").mkdir()
    empty = page.digest_of_sources(tmp_path)
    (tmp_path / "benchmarks" / page.WORDS).write_text("x = 1\n", encoding="utf-8")
    assert page.digest_of_sources(tmp_path) == empty


def test_it_gives_todays_reasons() -> None:
    assert goals.reworded(PAGE) == PAGE
    goal = goals.GOALS[1]
    old = f"before\n| {goal.what} | {goal.goal} | 3 × | no: an old reason |\nafter\n"
    assert goals.reworded(old) == old.replace("an old reason", goal.short)
    assert goals.reworded(old.replace("no: an old reason", "yes")) == old.replace("no: an old reason", "yes")


def test_a_goal_that_is_missed_says_why() -> None:
    missed = Finding(goals.COMPILED, "0.7 ×", False)
    (row,) = [line for line in goals.summary([missed]).splitlines() if "0.7 ×" in line]
    assert "| no: " in row
    assert "not measured" in goals.summary([])
