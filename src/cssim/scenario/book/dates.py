"""Dates and lengths of time as CRMs write them.

``2027-05-01``, ``2027-05-01T00:00:00Z``, ``5/1/2027``, ``01.05.2027``, ``5-Jan-2027``, ``Jan 5, 2027`` and the day
numbers of Excel. Whether ``5/1/2027`` is in May or in January is decided for a whole column, from its dates that
have one reading only; if there are none, it is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, Literal

from cssim.units import MONTHS_PER_YEAR

Order = Literal["MM/DD/YYYY", "DD/MM/YYYY"] | None
"""Order of day and month in a column of dates; None if its dates do not tell."""

LONGEST: Final = 40
EARLIEST, LATEST = 1970, 2150
MAX_MONTHS: Final = 240

_EXCEL_DAY_0: Final = date(1899, 12, 30)
_EXCEL_DAYS: Final = range(25_569, 91_314)  # 1970 to 2149
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = r"(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
_ISO: Final = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.ASCII)
_SLASHED: Final = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}),?{_TIME}", re.ASCII)
_DAY_NAMED: Final = re.compile(r"(\d{1,2})[-\s./]*([A-Za-z]{3,9})\.?[-\s,./]*(\d{4}|\d{2})", re.ASCII)
_NAMED_DAY: Final = re.compile(r"([A-Za-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.ASCII)
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_LENGTH: Final = re.compile(r"(\d{1,4}(?:\.\d{1,6})?)\s*-?\s*([A-Za-z]*)\.?", re.ASCII)
_LENGTH_WORDS: Final = {
    **dict.fromkeys(("monthly", "month to month", "month"), 1),
    "quarterly": 3,
    **dict.fromkeys(("semiannual", "semi annual", "half yearly"), 6),
    **dict.fromkeys(("annual", "annually", "yearly", "year"), MONTHS_PER_YEAR),
    **dict.fromkeys(("biennial", "biannual"), 24),
}
_UNITS: Final = {
    **dict.fromkeys(("m", "mo", "mos", "mth", "mths", "month", "months"), 1),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), MONTHS_PER_YEAR),
}


class DateError(ValueError):
    """The text is not a date or a length, or has two readings; the message goes on after the text itself."""


def _slashed(text: str) -> tuple[int, int, int, str] | None:
    match = _SLASHED.fullmatch(text.strip()[:LONGEST])
    return (int(match[1]), int(match[3]), _year(match[4]), match[2]) if match else None


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 70 else 1900)


def order_of_column(texts: Iterable[str]) -> Order:
    """Return the order of day and month that a column's unambiguous dates agree on."""
    seen: set[Literal["MM/DD/YYYY", "DD/MM/YYYY"]] = set()
    for text in texts:
        parts = _slashed(text)
        if parts is None or parts[3] == ".":
            continue
        if parts[0] > MONTHS_PER_YEAR >= parts[1]:
            seen.add("DD/MM/YYYY")
        elif parts[1] > MONTHS_PER_YEAR >= parts[0]:
            seen.add("MM/DD/YYYY")
    return seen.pop() if len(seen) == 1 else None


def is_ambiguous(text: str, order: Order) -> bool:
    """Return whether a date has two readings and its column does not say which one holds."""
    parts = _slashed(text)
    return order is None and parts is not None and parts[3] != "." and max(parts[:2]) <= 12 and parts[0] != parts[1]


def _fields(text: str, order: Order) -> tuple[int, int, int] | None:
    """Return year, month and day as written, without looking whether there is such a day."""
    if match := _ISO.fullmatch(text):
        return int(match[1]), int(match[3]), int(match[4])
    if parts := _slashed(text):
        first, second, year, mark = parts
        day_first = mark == "." or (order == "DD/MM/YYYY" if order else first > MONTHS_PER_YEAR)
        return (year, second, first) if day_first else (year, first, second)
    if match := _DAY_NAMED.fullmatch(text):
        return _year(match[3]), _month(match[2]), int(match[1])
    if match := _NAMED_DAY.fullmatch(text):
        return _year(match[3]), _month(match[1]), int(match[2])
    return None


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1 if word[:3].lower() in _MONTHS else 0


def parse_date(text: str, order: Order) -> date:
    """Read one date.

    Parameters
    ----------
    text
        The cell, not blank.
    order
        Order of day and month of its column; dates written with points have the day first in any case.

    Raises
    ------
    DateError
        If it is no date, or has two readings.
    """
    bare = text.strip()
    if len(bare) > LONGEST:
        raise DateError("is too long for a date")
    if is_ambiguous(bare, order):
        raise DateError("could be two days; set customers.columns.date_format: MM/DD/YYYY | DD/MM/YYYY")
    serial = _SERIAL.fullmatch(bare)
    if serial and int(serial[1]) in _EXCEL_DAYS:
        return _EXCEL_DAY_0 + timedelta(days=int(serial[1]))
    fields = _fields(bare, order)
    if fields is None or not fields[1]:
        raise DateError("is not a date; allowed: 2027-05-01, 5/1/2027, 01.05.2027, 1-May-2027, May 1, 2027")
    try:
        day = date(*fields)
    except ValueError:
        year, month, number = fields
        how = f" (read as {order})" if order and _slashed(bare) else ""
        raise DateError(f"is not a day of the calendar: year {year}, month {month}, day {number}{how}") from None
    if not EARLIEST <= day.year <= LATEST:
        raise DateError(f"is not between {EARLIEST} and {LATEST}")
    return day


def parse_months(text: str, unit: Literal["months", "years"]) -> float:
    """Read a length of time in months: ``12``, ``24 months``, ``1.5 years``, ``annual``.

    Raises
    ------
    DateError
        If it is no length, or longer than :data:`MAX_MONTHS`.
    """
    word = re.sub(r"[\s_-]+", " ", text.strip()[:LONGEST].lower())
    if word in _LENGTH_WORDS:
        return float(_LENGTH_WORDS[word])
    match = _LENGTH.fullmatch(word)
    factor = _UNITS.get(match[2] or unit) if match else None
    if match is None or factor is None:
        raise DateError("is not a length of time; allowed: 12, 12 months, 2 years, monthly, annual")
    months = float(match[1]) * factor
    if months > MAX_MONTHS:
        raise DateError(f"is longer than {MAX_MONTHS} months")
    return months
