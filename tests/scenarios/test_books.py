"""The bundled books: the made-up one is what its generator writes, the real one is read as its scenario says."""

from __future__ import annotations

import csv
import re
import runpy
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cssim.scenario.book.columns import BookColumns
from cssim.scenario.book.read import read_book
from cssim.scenario.book.rows import Book
from cssim.scenario.book.sorting import SegmentRule, renewals_survived, sort_book
from cssim.scenario.language.load import load
from cssim.scenario.schema import Scenario

SCENARIOS = Path(__file__).parents[2] / "scenarios"
BOOKS = SCENARIOS / "books"
START = date(2027, 1, 1)


def script(name: str) -> dict[str, Any]:
    """Return what a script beside the books defines, without leaving compiled files there."""
    return runpy.run_path(str(BOOKS / f"{name}.py"))


@pytest.fixture(scope="module")
def saas() -> Scenario:
    return load(str(SCENARIOS / "saas_2000.yaml"))


@pytest.fixture(scope="module")
def saas_book(saas: Scenario) -> Book:
    return read_book(BOOKS / "saas_churn.csv", saas.customers.columns, START)


def test_the_generator_writes_the_example_byte_for_byte() -> None:
    assert (BOOKS / "example_600.csv").read_bytes() == script("make_example")["text"]().encode()


def test_the_example_is_read_without_a_word_and_adds_up() -> None:
    book = read_book(BOOKS / "example_600.csv", BookColumns(), START)
    assert (len(book.rows), book.lost, book.warnings, book.currency) == (600, 0, (), "USD")
    with (BOOKS / "example_600.csv").open(newline="", encoding="utf-8") as file:
        amounts = [re.sub(r"[^0-9.]", "", line["ARR (USD)"]) for line in csv.DictReader(file)]
    assert sum(map(Decimal, amounts)) * 100 == book.arr_cents == 1_770_061_677
    assert min(row.renewal_date for row in book.rows if row.renewal_date) >= START
    assert Counter(row.term_months for row in book.rows).keys() == {1, 12, 24, 36}
    assert all(row.external_id.startswith("SYN-") for row in book.rows)


def test_the_real_table_is_what_its_readme_says() -> None:
    with (BOOKS / "saas_churn.csv").open(newline="", encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    assert Counter(line["churned"] for line in table) == {"0.0": 1_068, "1.0": 932}
    assert {float(line["months_active"]) for line in table} == {float(month) for month in range(13)}
    assert Counter(line["csat_score"] for line in table) == {
        "10": 694, "9": 761, "8": 383, "7": 137, "6": 19, "5": 6,
    }  # fmt: skip


def test_the_scenario_reads_the_live_customers_of_the_real_table(saas: Scenario, saas_book: Book) -> None:
    assert (saas_book.records, len(saas_book.rows), saas_book.lost) == (2_000, 1_068, 932)
    rules = [SegmentRule(name, one.arr_from) for name, one in saas.customers.segments.items()]
    assert Counter(sort_book(saas_book, rules).segments) == {"medium": 483, "small": 377, "micro": 208}
    assert saas_book.arr_cents == 692_160_000


def test_a_customer_of_the_real_table_by_hand(saas_book: Book) -> None:
    # line 4: Free-Trial travel, payroll and accounting as in the file, CSAT, minutes, size, months
    lines = (BOOKS / "saas_churn.csv").read_text(encoding="utf-8").splitlines()
    row = next(row for row in saas_book.rows if row.line == 4)
    _, travel, payroll, accounting, csat, *_, minutes, size, region, months, _ = lines[3].split(",")
    assert size == "100-250"
    owned = [(payroll, 4_200), (accounting, 4_800), (travel, 2_400)]
    assert row.arr_cents == 100 * (12_000 + sum(price for state, price in owned if state == "Active"))
    assert row.health_shift == pytest.approx(1.3 * (float(csat) - 9.4))
    assert row.request_factor == pytest.approx(0.5 + 0.5 * float(minutes) / 1.1)
    assert row.region == region
    assert renewals_survived(row, 1.0, START) == float(months)


def test_the_numbers_of_the_scenario_are_those_of_the_fit(saas: Scenario) -> None:
    fit = script("fit_saas_churn")["fit"]()
    columns = saas.customers.columns
    assert columns.health is not None and columns.requests is not None
    for segment in saas.customers.segments.values():
        assert segment.new_logo_churn == pytest.approx(fit["new_logo_churn"])
        assert segment.heterogeneity == pytest.approx(fit["heterogeneity"])
    assert columns.health.log_odds_per_point == fit["log_odds_per_csat_point"]
    assert columns.health.center == fit["csat_of_live"]
    assert columns.requests.typical == fit["support_minutes_of_live"]
    assert (fit["hazard_ratio_csat_point"], fit["hazard_ratio_10_support_minutes"]) == (0.49, 1.53)
    assert (fit["customers"], fit["live"]) == (2_000, 1_068)
