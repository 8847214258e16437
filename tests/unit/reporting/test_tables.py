"""Plain tables and labelled sentences."""

from __future__ import annotations

from cssim.reporting.tables import labelled, table


def test_columns_are_aligned_and_nothing_trails() -> None:
    text = table(["design", "cost"], [["today", "$1.04M"], ["two", "$9k"]])
    assert text.splitlines() == ["design    cost", "------  ------", "today   $1.04M", "two        $9k"]


def test_a_heading_inside_a_table() -> None:
    text = table(["", "y1"], [["Money"], ["ARR", "1"]])
    assert text.splitlines()[2] == "Money"


def test_sentences_are_wrapped_beside_their_label() -> None:
    text = labelled([("Answer", "one two three four"), ("", "five")], width=20)
    assert text.splitlines() == ["Answer   one two", "         three four", "         five"]
