"""An attribution in words: what is displayed adds up too."""

from __future__ import annotations

import re

from tests.unit.experiments.test_attribute import explained

from cssim.reporting.numbers import whole_money
from cssim.reporting.why import churn_table, steps_answer, steps_table, why


def amount(cell: str) -> int:
    """Return a displayed amount."""
    figure = int(re.sub(r"\D", "", cell))
    return -figure if cell.startswith("−") else figure


def test_displayed_lines_add_up_exactly() -> None:
    head, rows = steps_table(explained(), "USD")
    assert head[0] == "ARR at the end, mean of the runs"
    start, *steps, end = [(row[0], amount(row[1])) for row in rows]
    sums = {"expected difference", "difference"}
    assert start[1] + sum(value for name, value in steps if name not in sums) == end[1]
    shown = dict(steps)
    assert shown["difference"] == end[1] - start[1]
    assert shown["expected difference"] == sum(
        value for name, value in steps if name not in sums and not name.startswith("chance")
    )


def test_what_left_each_design_adds_up_exactly() -> None:
    _, rows = churn_table(explained())
    for column in (1, 2):
        *parts, whole = (amount(row[column]) for row in rows)
        assert sum(parts) == whole


def test_rate_by_driver_comes_first() -> None:
    _, rows = steps_table(explained(), "USD")
    assert rows[1][0].startswith("rate: ")
    assert "expected to end with" in steps_answer(explained(), "USD") and "certainty of the mean" in steps_answer(
        explained(), "USD"
    )


def test_the_screen_says_what_its_words_mean() -> None:
    text = " ".join(why(explained(), "cssim demo").split())
    for label in ("Rate ", "Exposure ", "Chance ", "Reference today:", "Runs 4 runs", "Next cssim demo"):
        assert label in text


def test_money_without_a_scale() -> None:
    assert whole_money(-84_120, signed=True) == "−$84,120" and whole_money(0, signed=True) == "±$0"
    assert whole_money(12, "CHF") == "CHF 12"
