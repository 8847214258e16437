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
from cssim.results.measures import ACCOUNT, AS_USUAL, FLOW, PARENT, USUAL, Definitions
from cssim.results.record import RunRecord
from cssim.results.summary import figure
from cssim.units import CENTS, HOURS_PER_MONTH

PAGE = Path(__file__).resolve().parents[2] / "docs" / "definitions.md"
_LINE = re.compile(r"\| (\w+) \| ([\d.]+) \| (\w+) \| (-?\d+) \| (\d+) \|")
_FIGURE = re.compile(r"\| `(\w+)` \| (.+) \| ([\d.]+)% \|")
MONTHS = 12
ALIKE = {"grr_to_date", "logo_churn_to_date", "nrr_of_balances", "grr_of_balances", "logo_churn_of_parents"}
"""Names that stand for the same figure here."""


def lines() -> list[tuple[str, float, int, int, int]]:
    """Return customer, month, kind, amount and ARR after it of every line of the example [currency]."""
    found = _LINE.findall(PAGE.read_text(encoding="utf-8"))
    return [
        (who, float(month), KINDS.index(kind), int(amount), int(after)) for who, month, kind, amount, after in found
    ]


def figures() -> list[tuple[str, str, float]]:
    """Return metric, hand calculation and figure of every row of the second table."""
    return [(name, by_hand, float(value)) for name, by_hand, value in _FIGURE.findall(PAGE.read_text(encoding="utf-8"))]


def logos(names: list[str]) -> list[int]:
    """Return the logo of every account of the opening book, of which the page says who belongs together."""
    joined = re.search(r"(\w+) and (\w+) belong to one parent", PAGE.read_text(encoding="utf-8"))
    assert joined is not None
    return [names.index(joined[1]) if name in joined.groups() else -1 for name in names]


@cache
def record(definitions: Definitions = AS_USUAL) -> RunRecord:
    names = list(dict.fromkeys(who for who, *_ in lines()))
    told = [
        line(month * HOURS_PER_MONTH, names.index(who), kind, amount * CENTS, after * CENTS)
        for who, month, kind, amount, after in lines()
    ]
    opening = [one.amount for one in told if one.kind == OPENING]
    run, lowered = (
        fake_runs.run_of(told, MONTHS),
        fake_runs.lowered(MONTHS, opening, logos=logos(names[: len(opening)])),
    )
    return fake_runs.record_of(run, lowered, "today", 0.8, USUAL, definitions)


@pytest.mark.parametrize("row", figures(), ids=lambda row: row[0])
def test_a_figure_of_the_page_is_what_the_metric_says(row: tuple[str, str, float]) -> None:
    name, _, percent = row
    found = figure(record(), parse_metric(f"{name}.m{MONTHS}" if name != "quick_ratio" else "quick_ratio.y1", MONTHS))
    assert round(100.0 * found, 1) == percent


def test_the_page_walks_through_every_other_definition() -> None:
    told = {name for name, *_ in figures()}
    assert len(lines()) == 16 and len(told) == 12
    for name in ("nrr", "grr", "logo_churn"):
        assert {name, *find(name)[0].others} - ALIKE <= told


def test_sums_by_hand_come_to_the_figure() -> None:
    """What is written out in numbers is computed as it stands."""
    for name, by_hand, percent in figures():
        sums = by_hand.split(":")[0].split("=")
        for text in sums:
            if re.search(r"[A-Za-z]", text):
                continue
            value = eval(text.replace("÷", "/").replace("−", "-"))
            assert round(100.0 * value, 1) == percent, name


@pytest.mark.parametrize(
    ("name", "definitions", "percent"),
    [
        ("nrr", Definitions(FLOW, PARENT), 72.0),
        ("net_churn", Definitions(FLOW, PARENT), 28.0),
        ("nrr_ex_price", Definitions(FLOW, PARENT), 70.0),
        ("grr", Definitions(FLOW, PARENT), 56.0),
        ("logo_churn", Definitions(FLOW, PARENT), 40.0),
        ("logo_churn", Definitions(FLOW, ACCOUNT), 50.0),
        ("logo_churn", AS_USUAL._replace(logo=ACCOUNT), 16.7),
        ("logo_churn_of_accounts", Definitions(FLOW, PARENT), 16.7),
        ("nrr_of_lines", AS_USUAL, 72.0),
        ("nrr_of_balances", Definitions(FLOW, PARENT), 92.0),
        ("grr_of_balances", Definitions(FLOW, PARENT), 82.0),
        ("logo_churn_of_parents", Definitions(FLOW, ACCOUNT), 0.0),
    ],
)
def test_short_names_follow_what_a_company_means(name: str, definitions: Definitions, percent: float) -> None:
    found = figure(record(definitions), parse_metric(f"{name}.m{MONTHS}", MONTHS))
    assert round(100.0 * found, 1) == percent
