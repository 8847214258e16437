"""The scalars of YAML 1.2's core schema."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssim.scenario.language.scalars import resolve


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("Off", "Off"),
        ("12", 12),
        ("012", 12),
        ("-7", -7),
        ("+7", 7),
        ("0x1F", 31),
        ("0o17", 15),
        ("1e3", 1000.0),
        ("1.5E-2", 0.015),
        (".5", 0.5),
        ("5.", 5.0),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("2027-01", "2027-01"),
        ("2027-01-31", "2027-01-31"),
        ("85%", "85%"),
        ("$1.2M", "$1.2M"),
        ("0b1", "0b1"),
        ("1e", "1e"),
        ("nan", "nan"),
        ("inf", "inf"),
    ],
)
def test_words(word: str, value: object) -> None:
    found = resolve(word)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("word", [".inf", "-.Inf", ".nan", "1e999", "9" * 401, "0x" + "f" * 401])
def test_numbers_that_no_scenario_can_use(word: str) -> None:
    with pytest.raises(ValueError, match="finite|too l"):
        resolve(word)


@given(st.integers(-(10**300), 10**300))
def test_every_integer_comes_back(number: int) -> None:
    assert resolve(str(number)) == number


@given(st.integers(0, 10**9), st.integers(0, 20))
def test_leading_zeros_mean_nothing(number: int, zeros: int) -> None:
    assert resolve("0" * zeros + str(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_comes_back(number: float) -> None:
    found = resolve(repr(number))
    assert isinstance(found, float)
    assert math.copysign(1.0, found) == math.copysign(1.0, number)
    assert found == number


@given(st.text(max_size=30))
def test_every_word_means_something_or_is_refused(word: str) -> None:
    try:
        value = resolve(word)
    except ValueError:
        return
    assert value is None or isinstance(value, bool | int | float) or value == word
