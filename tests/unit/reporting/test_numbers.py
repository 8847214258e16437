"""Numbers as people read them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssim.reporting import numbers


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0.0, "$0"),
        (950.4, "$950"),
        (9_999.0, "$9,999"),
        (40_000.0, "$40k"),
        (-165_400.0, "−$165k"),
        (999_600.0, "$1.00M"),
        (8_700_000.0, "$8.70M"),
        (-0.3, "$0"),
        (4.9e-324, "$0"),
        (math.nan, "–"),
    ],
)
def test_money(amount: float, text: str) -> None:
    assert numbers.money(amount) == text


def test_both_ends_of_a_range_have_one_unit() -> None:
    assert numbers.money_range(-350_000, 1_520_000, signed=True) == "−$0.35M … +$1.52M"
    assert numbers.money_range(-35_000, 2_000, "CHF") == "−CHF 35k … CHF 2k"


def test_nothing_is_nothing_in_any_unit() -> None:
    assert numbers.money(300.0, "USD", "k", signed=True) == "±$0"
    assert numbers.money(3_000.0, "USD", "M") == "$0"


def test_a_signed_zero_has_neither_sign() -> None:
    assert numbers.money(0.2, signed=True) == "±$0"
    assert numbers.percent(0.0001, 1, signed=True) == "±0.0 %"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (numbers.percent(0.8812), "88.1 %"),
        (numbers.percent(-0.05, 0, signed=True), "−5 %"),
        (numbers.percent(math.nan), "–"),
        (numbers.hours(0.94), "0.9 h"),
        (numbers.hours(12.6), "13 h"),
        (numbers.exact_money(40118220.0), "$40,118,220.00"),
        (numbers.count(1, "run"), "1 run"),
        (numbers.count(2000, "account"), "2,000 accounts"),
        (numbers.count(2, "guess", "guesses"), "2 guesses"),
    ],
)
def test_other_figures(text: str, expected: str) -> None:
    assert text == expected


@given(st.floats(-1e12, 1e12))
def test_a_sign_tells_the_truth(amount: float) -> None:
    text = numbers.money(amount, signed=True)
    assert text[0] in "+±−"
    assert (text[0] == "−") <= (amount < 0)
    assert (text[0] == "+") <= (amount > 0)
