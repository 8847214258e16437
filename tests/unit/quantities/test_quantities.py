"""What people write, what it means, and what is refused with which words."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from cssim.quantities import Concentration, Frequency, Length, Money, Month, Number, Share, Whole, WorkTime
from cssim.quantities.read import (
    parse_concentration,
    parse_frequency,
    parse_length,
    parse_money,
    parse_month,
    parse_number,
    parse_points,
    parse_share,
    parse_whole,
    parse_work_time,
)

UNDERSTOOD: list[tuple[Callable[[Any], Any], Any, Any]] = [
    (parse_money, "$180k", 18_000_000),
    (parse_money, "1.2M", 120_000_000),
    (parse_money, "$40,118,220.00", 4_011_822_000),
    (parse_money, 75_000, 7_500_000),
    (parse_money, 0.1, 10),
    (parse_money, "EUR 75,000", 7_500_000),
    (parse_money, "75.50 USD", 7_550),
    (parse_money, "€1.5m", 150_000_000),
    (parse_money, "2 bn", 200_000_000_000),
    (parse_money, "$0.005", 1),
    (parse_share, "85%", 0.85),
    (parse_share, "85 percent", 0.85),
    (parse_share, 0.85, 0.85),
    (parse_share, 1, 1.0),
    (parse_share, "71 of 545", 71 / 545),
    (parse_share, "0.1%", 0.001),
    (parse_points, "0.5pt", 0.005),
    (parse_points, "2 points", 0.02),
    (parse_points, "1 PP", 0.01),
    (parse_length, "36 months", 36.0),
    (parse_length, "1 month", 1.0),
    (parse_length, "2 years", 24.0),
    (parse_length, "1.5 years", 18.0),
    (parse_length, "2 quarters", 6.0),
    (parse_length, "365 days", 12.0),
    (parse_length, 0, 0.0),
    (parse_work_time, "8 working hours", 8.0),
    (parse_work_time, "0.75 working hours", 0.75),
    (parse_work_time, "2 business days", 16.0),
    (parse_work_time, "1 day", 8.0),
    (parse_work_time, "1 week", 40.0),
    (parse_work_time, "30 minutes", 0.5),
    (parse_work_time, "0", 0.0),
    (parse_frequency, "18/year", 18.0),
    (parse_frequency, "16.2 / year", 16.2),
    (parse_frequency, "2/month", 24.0),
    (parse_frequency, "2 per month", 24.0),
    (parse_frequency, "3 times a year", 3.0),
    (parse_frequency, "twice a year", 2.0),
    (parse_frequency, "once a quarter", 4.0),
    (parse_frequency, "every two weeks", 26.0),
    (parse_frequency, "every 3 months", 4.0),
    (parse_frequency, "every other week", 26.0),
    (parse_frequency, "every week", 52.0),
    (parse_frequency, "Weekly", 52.0),
    (parse_frequency, "1 per business day", 240.0),
    (parse_frequency, "never", 0.0),
    (parse_frequency, 0, 0.0),
    (parse_month, "2027-01", date(2027, 1, 1)),
    (parse_number, "1,000", 1000.0),
    (parse_number, -0.8, -0.8),
    (parse_number, "1e3", 1000.0),
    (parse_whole, 8.0, 8),
    (parse_whole, 2**63 - 1, 2**63 - 1),
    (parse_whole, "9,007,199,254,740,993", 2**53 + 1),
    (parse_concentration, "none", math.inf),
    (parse_concentration, 1.886, 1.886),
]  # fmt: skip

REFUSED: list[tuple[Callable[[Any], Any], Any, str]] = [
    (parse_money, None, "nothing is written here"),
    (parse_money, True, "True is not an amount of money"),
    (parse_money, "a lot", "'a lot' is not an amount of money such as $180k"),
    (parse_money, "75.000,00", "write thousands with commas and cents with a point"),
    (parse_money, "1,2M", "write thousands with commas"),
    (parse_money, "-$3", "'-$3' is not an amount of 0 or more"),
    (parse_money, "$5 USD", "is not an amount of money"),
    (parse_money, "1e30", "is not an amount below"),
    (parse_money, "1e999999", "sensible size"),
    (parse_money, ["$1"], "is not an amount of money"),
    (parse_share, 85, "85 is not a share: it is above 1; did you mean 85%?"),
    (parse_share, "1.2", "above 1; did you mean 1.2%?"),
    (parse_share, "120%", "'120%' is not a share between 0 and 1"),
    (parse_share, -0.1, "between 0 and 1"),
    (parse_share, "71 of 0", "the whole must be above 0"),
    (parse_share, "most", "'most' is not a share such as 85%, 0.85 or 71 of 545"),
    (parse_share, float("nan"), "nan is not a finite number"),
    (parse_points, "0.5%", "'0.5%' is not a number of points such as 0.5pt; a share differs by points"),
    (parse_points, 0.5, "0.5 is not a number of points"),
    (parse_length, 36, "36 is not a length of calendar time such as 36 months, 2 years or 90 days; a bare number has "
                       "no unit: did you mean 36 months?"),
    (parse_length, "36", "did you mean 36 months?"),
    (parse_length, "8 working hours", "the unit 'working hours' is not known here"),
    (parse_length, "1:30", "a colon is read neither as a time nor as base 60"),
    (parse_length, "-1 year", "'-1 year' is not 0 or more"),
    (parse_work_time, 8, "did you mean 8 working hours?"),
    (parse_work_time, "24h", "'24h' is not clear; write 24 working hours (3 business days of 8 hours) or, if the clock "
                             "runs through the night, 1 business day (8 working hours)"),
    (parse_work_time, "48 hours", "48 working hours (6 business days of 8 hours) or, if the clock runs through the "
                                  "night, 2 business days (16 working hours)"),
    (parse_work_time, "2 months", "the unit 'months' is not known here"),
    (parse_frequency, 12, "every two weeks or weekly; did you mean 12/year?"),
    (parse_frequency, "3 per lunar cycle", "the period must be day, week, month, quarter or year"),
    (parse_frequency, "-2/year", "is not 0 or more"),
    (parse_frequency, "every zero weeks", "is not a frequency"),
    (parse_frequency, "1:30", "base 60"),
    (parse_month, "2027-13", "is not a month between"),
    (parse_month, "2027-01-15", "leave the day away"),
    (parse_month, 2027, "2027 is not a month such as 2027-01"),
    (parse_number, "5%", "leave the percent sign and the unit away"),
    (parse_number, "NO", "'NO' is not a plain number"),
    (parse_whole, 2.5, "2.5 is not a whole number"),
    (parse_concentration, 0, "none means that everybody is alike"),
    (parse_concentration, None, "nothing is written here"),
]  # fmt: skip


@pytest.mark.parametrize(("parse", "written", "value"), UNDERSTOOD)
def test_what_people_write_is_understood(parse: Callable[[Any], Any], written: Any, value: Any) -> None:
    assert parse(written) == value


@pytest.mark.parametrize(("parse", "written", "message"), REFUSED)
def test_a_refusal_says_what_was_found_and_what_is_allowed(
    parse: Callable[[Any], Any], written: Any, message: str
) -> None:
    with pytest.raises(ValueError) as refusal:
        parse(written)
    assert message in str(refusal.value)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Money, "$40,118,220.00", "40,118,220"),
        (Money, "$0.05", "0.05"),
        (Share, "85%", "85%"),
        (Share, 0.005, "0.5%"),
        (Length, "2 years", "24 months"),
        (Length, "1 month", "1 month"),
        (WorkTime, "30 minutes", "0.5 working hours"),
        (Frequency, "weekly", "52/year"),
        (Month, "2027-01", "2027-01"),
        (Number, 4.0, 4),
        (Whole, "8", 8),
        (Concentration, "off", "none"),
    ],
)
def test_numbers_are_written_back_in_words(kind: Any, value: Any, text: Any) -> None:
    adapter = TypeAdapter(kind)
    assert adapter.dump_python(adapter.validate_python(value), mode="json") == text


def test_money_carries_the_currency_it_is_asked_to() -> None:
    adapter = TypeAdapter(Money)
    written = [
        adapter.dump_python(7_500_050, mode="json", context={"currency": code}) for code in ("USD", "EUR", "SEK")
    ]
    assert written == ["$75,000.50", "€75,000.50", "SEK 75,000.50"]
    assert [adapter.validate_python(text) for text in written] == [7_500_050] * 3


def test_bounds_of_a_field_come_after_reading() -> None:
    with pytest.raises(ValidationError, match="between 0 and 1"):
        TypeAdapter(Share).validate_python("-5%")
