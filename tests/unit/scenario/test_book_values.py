"""Amounts, dates and lengths as CRMs write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssim.scenario.book.dates import DateError, is_ambiguous, order_of_column, parse_date, parse_months
from cssim.scenario.book.money import Amount, MoneyError, dollars, mark_of_column, parse_amount

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("text", "cents", "currency"),
    [
        ("1234.56", 123_456, ""),
        ("$1,234.56", 123_456, "USD"),
        ("1.234,56 €", 123_456, "EUR"),
        (f"1{NBSP}234,56{NBSP}€", 123_456, "EUR"),
        ("USD 5,000", 500_000, "USD"),
        ("5,000 USD", 500_000, "USD"),
        ("US$ 5,000", 500_000, "USD"),
        ("£5,000.5", 500_050, "GBP"),
        ("1'200.50 CHF", 120_050, "CHF"),
        ("₹1,23,456.00", 12_345_600, "INR"),
        ("12k", 1_200_000, ""),
        ("12.5K", 1_250_000, ""),
        ("1.2M", 120_000_000, ""),
        ("€3,5 Mio.", 350_000_000, "EUR"),
        ("1.234.567", 123_456_700, ""),
        ("500.", 50_000, ""),
        ("0", 0, ""),
        ("(500.00)", -50_000, ""),
        ("($500)", -50_000, "USD"),
        ("-$500.00", -50_000, "USD"),
        ("$-500.00", -50_000, "USD"),
        ("−500", -50_000, ""),
        ("500-", -50_000, ""),
    ],
)
def test_amounts(text: str, cents: int, currency: str) -> None:
    assert parse_amount(text, None) == Amount(cents, True, currency)


@pytest.mark.parametrize(
    "text",
    ["", "$", "abc", "1e5", "12 34", "1,2,3", "1,23.4.5", "12%", "٣", "0x10", "1_000", "=1+1", "9" * 80, "9" * 20],
)
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(MoneyError):
        parse_amount(text, None)


def test_a_lone_mark_before_three_digits_follows_its_column_or_is_refused() -> None:
    assert parse_amount("1,234", None).cents == 123_400
    assert parse_amount("1,234", "point").cents == 123_400
    assert parse_amount("1.234", "comma").cents == 123_400
    assert parse_amount("1.234k", None).cents == 123_400
    assert parse_amount("1.234", "point", stated=True) == Amount(123, False, "")
    for text, mark in (("1.234", None), ("1.234", "point"), ("1,234", "comma"), ("1,234", "mixed")):
        with pytest.raises(MoneyError, match=r"could be 1,234 or 1\.234; set customers\.columns\.decimal_mark"):
            parse_amount(text, mark)  # type: ignore[arg-type]
    with pytest.raises(MoneyError, match="stated decimal mark"):
        parse_amount("1,5", "point", stated=True)


def test_a_column_tells_its_decimal_mark() -> None:
    assert mark_of_column(["1,234", "$5.50", "x"]) == "point"
    assert mark_of_column(["1.234,5", "7"]) == "comma"
    assert mark_of_column(["1.5", "1,5"]) == "mixed"
    assert mark_of_column(["1,234", "7"]) is None


def test_fractions_of_a_cent_are_rounded_half_up_and_said() -> None:
    assert parse_amount("0.005", None) == Amount(1, False, "")
    assert parse_amount("0.0049", None) == Amount(0, False, "")
    assert parse_amount("10.123456", None, times=12) == Amount(12_148, False, "")
    assert parse_amount("1.2500", None, times=12) == Amount(1_500, True, "")


@given(
    cents=st.integers(0, 10**12),
    style=st.sampled_from(["us", "plain", "german", "swiss", "french", "negative"]),
)
def test_amounts_come_back_to_the_cent(cents: int, style: str) -> None:
    us = f"{cents // 100:,}.{cents % 100:02d}"
    text = {
        "us": f"${us}",
        "plain": str(Decimal(cents) / 100),
        "german": us.translate(str.maketrans(",.", ".,")) + " €",
        "swiss": "CHF " + us.replace(",", "'"),
        "french": us.replace(",", NBSP).replace(".", ",") + f"{NBSP}EUR",
        "negative": f"({us})",
    }[style]
    mark = "point" if style == "plain" else None
    assert parse_amount(text, mark).cents == (-cents if style == "negative" else cents)
    assert parse_amount(text, mark).exact


@given(st.integers(-(10**14), 10**14))
def test_written_cents_read_back(cents: int) -> None:
    assert parse_amount(dollars(cents), None).cents == cents


@pytest.mark.parametrize(
    "text",
    [
        "2027-05-04",
        "2027/5/4",
        "2027-05-04T00:00:00Z",
        "2027-05-04 13:30:00.000 +0200",
        "04.05.2027",
        "4-May-2027",
        "4 May 27",
        "04-MAY-2027",
        "May 4, 2027",
        "May 4th, 2027",
        "46511",
        "46511.0",
    ],
)
def test_dates_with_one_reading(text: str) -> None:
    assert parse_date(text, None) == date(2027, 5, 4)


def test_slashes_follow_their_column() -> None:
    assert order_of_column(["5/4/2027", "5/13/2027"]) == "MM/DD/YYYY"
    assert order_of_column(["5/4/2027", "13-05-27"]) == "DD/MM/YYYY"
    assert order_of_column(["5/4/2027", "5/13/2027", "13/5/2027"]) is None
    assert order_of_column(["5/4/2027", "2027-05-13", "13.05.2027"]) is None
    assert parse_date("5/4/2027", "MM/DD/YYYY") == date(2027, 5, 4)
    assert parse_date("5/4/2027 12:00 AM", "DD/MM/YYYY") == date(2027, 4, 5)
    assert parse_date("13/5/2027", None) == date(2027, 5, 13)
    assert parse_date("5/5/2027", None) == date(2027, 5, 5)
    with pytest.raises(DateError, match=r"could be two days; set customers\.columns\.date_format"):
        parse_date("5/4/2027", None)
    with pytest.raises(DateError, match="read as DD/MM/YYYY"):
        parse_date("5/13/2027", "DD/MM/YYYY")


@pytest.mark.parametrize(
    "text", ["soon", "2027-13-01", "2027-02-29", "31.04.2027", "4-Mai-2027", "1/2", "12345", "1850-01-01", "x" * 99]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(DateError):
        parse_date(text, None)


@given(day=st.dates(date(1980, 1, 1), date(2100, 1, 1)))
def test_dates_come_back(day: date) -> None:
    month_first = f"{day.month}/{day.day}/{day.year}"
    assert parse_date(month_first, "MM/DD/YYYY") == parse_date(day.isoformat(), None) == day
    assert parse_date(f"{day:%d.%m.%Y}", None) == day
    assert is_ambiguous(month_first, None) == (day.day <= 12 and day.day != day.month)
    assert parse_date(str((day - date(1899, 12, 30)).days), None) == day


@pytest.mark.parametrize(
    ("text", "months"),
    [("12", 12), ("12.0", 12), ("24 months", 24), ("24-mo", 24), ("2 years", 24), ("1.5 yrs", 18), ("Annual", 12),
     ("month-to-month", 1), ("Quarterly", 3), ("1yr", 12)],
)  # fmt: skip
def test_lengths(text: str, months: float) -> None:
    assert parse_months(text, "months") == months


def test_a_bare_number_has_the_unit_of_its_column() -> None:
    assert parse_months("2", "years") == 24
    for text in ("", "long", "-3", "12 weeks", "999 years"):
        with pytest.raises(DateError):
            parse_months(text, "months")
