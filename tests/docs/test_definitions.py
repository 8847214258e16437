"""docs/definitions.md: its figures are what the metrics say of the ledger that the page itself lists."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from tests import fake_runs
from tests.fake_runs import line

from cssim.domain.ledger import KINDS, OPENING
from cssim.results.catalogue import find, parse_metric
from cssim.results.record import RunRecord
from cssim.results.summary import figure
from cssim.units import CENTS, HOURS_PER_MONTH

PAGE = Path(__file__).resolve().parents[2] / "docs" / "definitions.md"
_LINE = re.compile(r"\| (\w+) \| ([\d.]+) \| (\w+) \| (-?\d+) \| (\d+) \|")
_FIGURE = re.compile(r"\| `(\w+)` \| (.+) \| ([\d.]+)% \|")
MONTHS = 12


def lines() -> list[tuple[str, float, int, int, int]]:
    """Return customer, month, kind, amount and ARR after it of every line of the example [currency]."""
    found = _LINE.findall(PAGE.read_text(encoding="utf-8"))
    return [
        (who, float(month), KINDS.index(kind), int(amount), int(after)) for who, month, kind, amount, after in found
    ]


def figures() -> list[tuple[str, str, float]]:
    """Return metric, hand calculation and figure of every row of the second table."""
    return [(name, by_hand, float(value)) for name, by_hand, value in _FIGURE.findall(PAGE.read_text(encoding="utf-8"))]


@cache
def record() -> RunRecord:
    names = list(dict.fromkeys(who for who, *_ in lines()))
    told = [
        line(month * HOURS_PER_MONTH, names.index(who), kind, amount * CENTS, after * CENTS)
        for who, month, kind, amount, after in lines()
    ]
    opening = [one.amount for one in told if one.kind == OPENING]
    return fake_runs.record_of(fake_runs.run_of(told, MONTHS), fake_runs.lowered(MONTHS, opening), "today", 0.8)


@pytest.mark.parametrize("row", figures(), ids=lambda row: row[0])
def test_a_figure_of_the_page_is_what_the_metric_says(row: tuple[str, str, float]) -> None:
    name, _, percent = row
    found = figure(record(), parse_metric(f"{name}.m{MONTHS}" if name != "quick_ratio" else "quick_ratio.y1", MONTHS))
    assert round(100.0 * found, 1) == percent


def test_the_page_walks_through_every_other_definition() -> None:
    told = {name for name, *_ in figures()}
    assert len(lines()) == 16 and len(told) == 11
    for name in ("nrr", "grr", "logo_churn"):
        assert {name, *find(name)[0].others} - {"grr_to_date", "logo_churn_to_date"} <= told


def test_sums_by_hand_come_to_the_figure() -> None:
    """What is written out in numbers is computed as it stands."""
    for name, by_hand, percent in figures():
        sums = by_hand.split(":")[0].split("=")
        for text in sums:
            if re.search(r"[A-Za-z]", text):
                continue
            value = eval(text.replace("÷", "/").replace("−", "-"))
            assert round(100.0 * value, 1) == percent, name
