"""Reading quantities: a scalar of a scenario file in, a plain number out, or a refusal that helps.

Every refusal says what was found, what is allowed and, where it can be guessed, what was probably meant.
"""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Final

from cssim.units import CENTS, HOURS_PER_DAY, HOURS_PER_WEEK, MONTHS_PER_YEAR

EVERYBODY_ALIKE: Final = "none"
"""Word for a concentration at which there are no differences."""

_WORKING_DAYS_PER_YEAR: Final = 240.0
_WEEKS_PER_YEAR: Final = 52.0
_MOST_DIGITS: Final = 400

_NUMBER: Final = r"[-+]?(?:\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"
_SCALES: Final = {"": 1, "k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9}
_MONEY: Final = re.compile(
    rf"(?P<sign>-?)\s*(?P<before>[$€£¥]|[A-Z]{{3}}\s)?\s*(?P<number>{_NUMBER})\s*(?P<scale>k|mn?|bn?)?\s*"
    rf"(?P<after>[$€£¥]|[A-Z]{{3}})?",
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(rf"({_NUMBER})\s*(?:%|percent)")
_POINTS: Final = re.compile(rf"({_NUMBER})\s*(?:pts?|pp|points?)", re.IGNORECASE)
_RATIO: Final = re.compile(rf"({_NUMBER})\s*(?:of|/)\s*({_NUMBER})")
_AMOUNT: Final = re.compile(rf"({_NUMBER})\s*([A-Za-z][A-Za-z ]*)")
_CLOCK: Final = re.compile(r"\d{1,3}:\d{2}(:\d{2})?")
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")

_MINUTE: Final = Fraction(1, 60)
_LENGTHS: Final = {
    "day": Fraction(MONTHS_PER_YEAR, 365), "week": Fraction(7 * MONTHS_PER_YEAR, 365), "month": Fraction(1),
    "quarter": Fraction(3), "year": Fraction(MONTHS_PER_YEAR),
}  # fmt: skip
_WORK_TIMES: Final = {
    "minute": _MINUTE, "min": _MINUTE, "working minute": _MINUTE,
    "working hour": Fraction(1), "business hour": Fraction(1),
    "day": Fraction(HOURS_PER_DAY), "working day": Fraction(HOURS_PER_DAY), "business day": Fraction(HOURS_PER_DAY),
    "week": Fraction(HOURS_PER_WEEK), "working week": Fraction(HOURS_PER_WEEK),
}  # fmt: skip
_PERIODS: Final = {
    "year": 1.0, "quarter": 4.0, "month": float(MONTHS_PER_YEAR), "week": _WEEKS_PER_YEAR,
    "day": _WORKING_DAYS_PER_YEAR, "working day": _WORKING_DAYS_PER_YEAR, "business day": _WORKING_DAYS_PER_YEAR,
}  # fmt: skip
_ADVERBS: Final = {
    "never": 0.0, "yearly": 1.0, "annually": 1.0, "quarterly": 4.0, "monthly": float(MONTHS_PER_YEAR),
    "fortnightly": 26.0, "weekly": _WEEKS_PER_YEAR, "daily": _WORKING_DAYS_PER_YEAR,
}  # fmt: skip
_COUNTS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "other": 2, "second": 2}
_TIMES: Final = {"once": 1.0, "twice": 2.0}
_PER: Final = re.compile(rf"({_NUMBER}|once|twice)\s*(?:times|x)?\s*(?:/|per\b|an?\b|each\b)\s*([a-z]+(?: [a-z]+)?)")
_EVERY: Final = re.compile(r"every\s+(?:(\d+|[a-z]+)\s+)?((?:working |business )?(?:day|week|month|quarter|year))s?")


def _refuse(value: Any, allowed: str, hint: str = "") -> ValueError:
    shown = repr(value) if not isinstance(value, str) or len(value) <= 60 else repr(value[:57] + "...")
    return ValueError(f"{shown} is not {allowed}" + (f"; {hint}" if hint else ""))


def _scalar(value: Any, allowed: str) -> str | int | float:
    """Return a scalar that may be a quantity; refuse everything that cannot be one."""
    if value is None:
        raise ValueError(f"nothing is written here; expected {allowed}")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise _refuse(value, allowed)
    if isinstance(value, float) and not math.isfinite(value):
        raise _refuse(value, "a finite number")
    if isinstance(value, str):
        text = " ".join(value.split())
        if _CLOCK.fullmatch(text):
            hint = "a colon is read neither as a time nor as base 60: write a decimal number with its unit"
            raise _refuse(value, allowed, hint)
        return text
    return value


def _decimal(text: str) -> Decimal:
    number = Decimal(text.replace(",", ""))
    if abs(number.adjusted()) > _MOST_DIGITS:
        raise _refuse(text, "a number of a sensible size")
    return number


def parse_number(value: Any) -> float:
    """Return a plain number; text is accepted if it is one, with thousands commas or without."""
    allowed = "a plain number such as 0.6"
    scalar = _scalar(value, allowed)
    if not isinstance(scalar, str):
        return float(scalar)
    if re.fullmatch(_NUMBER, scalar):
        return _finite(float(_decimal(scalar)), value)
    hint = "leave the percent sign and the unit away" if re.match(_NUMBER, scalar) else ""
    raise _refuse(value, allowed, hint)


def parse_whole(value: Any) -> int:
    """Return a whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    parse_number(value)
    number = _decimal(str(value).strip())
    if number != number.to_integral_value():
        raise _refuse(value, "a whole number")
    return int(number)


def parse_money(value: Any) -> int:
    """Return an amount of money [cents]: ``$180k``, ``1.2M``, ``$40,118,220.00``, ``EUR 75,000`` or a bare number."""
    allowed = "an amount of money such as $180k, 1.2M or 40,118,220.00"
    scalar = _scalar(value, allowed)
    text = repr(scalar) if not isinstance(scalar, str) else scalar
    found = _MONEY.fullmatch(text)
    if not found or (found["before"] and found["after"]):
        hint = "write thousands with commas and cents with a point" if re.search(r"\d[.,]\d", text) else ""
        raise _refuse(value, allowed, hint)
    amount = _decimal(found["number"]) * _SCALES[(found["scale"] or "").lower()] * CENTS
    if found["sign"]:
        amount = -amount
    if amount < 0:
        raise _refuse(value, "an amount of 0 or more")
    if amount >= 10**17:
        raise _refuse(value, "an amount below 1,000,000 billion")
    return int(amount.to_integral_value(ROUND_HALF_UP))


def parse_share(value: Any) -> float:
    """Return a share in [0, 1]: ``85%``, ``0.85`` or ``71 of 545``."""
    allowed = "a share such as 85%, 0.85 or 71 of 545"
    scalar = _scalar(value, allowed)
    if isinstance(scalar, str) and (ratio := _RATIO.fullmatch(scalar)):
        part, whole = _decimal(ratio[1]), _decimal(ratio[2])
        if whole <= 0:
            raise _refuse(value, allowed, "the whole must be above 0")
        share = float(part / whole)
    elif isinstance(scalar, str) and (percent := _PERCENT.fullmatch(scalar)):
        share = float(_decimal(percent[1]) / 100)
    elif isinstance(scalar, str) and not re.fullmatch(_NUMBER, scalar):
        raise _refuse(value, allowed)
    else:
        share = float(_decimal(scalar)) if isinstance(scalar, str) else float(scalar)
        if 1.0 < share <= 100.0:
            raise _refuse(value, "a share: it is above 1", f"did you mean {share:g}%?")
    if not 0.0 <= share <= 1.0:
        raise _refuse(value, "a share between 0 and 1 (0% and 100%)")
    return share


def parse_points(value: Any) -> float:
    """Return a difference of two shares: ``0.5pt`` or ``0.5 points`` is 0.005."""
    allowed = "a number of points such as 0.5pt"
    scalar = _scalar(value, allowed)
    found = _POINTS.fullmatch(scalar) if isinstance(scalar, str) else None
    if not found:
        raise _refuse(value, allowed, "a share differs by points: 88 % is one point more than 87 %")
    return _finite(float(_decimal(found[1]) / 100), value)


def parse_length(value: Any) -> float:
    """Return a length of calendar time [months]: ``36 months``, ``2 years``, ``90 days``."""
    allowed = "a length of calendar time such as 36 months, 2 years or 90 days"
    return _measured(value, allowed, _LENGTHS, "months")


def parse_work_time(value: Any) -> float:
    """Return a working time [working hours]: ``8 working hours``, ``2 business days``, ``30 minutes``, ``1 week``."""
    allowed = "a working time such as 8 working hours, 2 business days or 30 minutes"
    scalar = _scalar(value, allowed)
    if isinstance(scalar, str) and (found := re.fullmatch(rf"({_NUMBER})\s*(?:h|hr|hrs|hours?)", scalar, re.I)):
        raise _refuse(value, "clear", _both_readings(float(_decimal(found[1]))))
    return _measured(value, allowed, _WORK_TIMES, "working hours")


def parse_overflow(value: Any) -> float | None:
    """Return a working time [working hours], None for ``never``."""
    if value is None or (isinstance(value, str) and value.strip().lower() == "never"):
        return None
    return parse_work_time(value)


def _both_readings(hours: float) -> str:
    days = hours / 24.0
    return (
        f"write {hours:g} working hours ({hours / HOURS_PER_DAY:g} business days of 8 hours) or, if the clock runs "
        f"through the night, {days:g} business day{'' if days == 1.0 else 's'} ({HOURS_PER_DAY * days:g} working hours)"
    )


def parse_frequency(value: Any) -> float:
    """Return a frequency [per year]: ``18/year``, ``2 per month``, ``every two weeks``, ``weekly``, ``never``."""
    allowed = "a frequency such as 18/year, 2/month, every two weeks or weekly"
    scalar = _scalar(value, allowed)
    if not isinstance(scalar, str):
        return _zero(scalar, value, allowed, f"did you mean {scalar}/year?")
    text = scalar.lower()
    if text in _ADVERBS:
        return _ADVERBS[text]
    if re.fullmatch(_NUMBER, text):
        return _zero(float(_decimal(text)), value, allowed, f"did you mean {text}/year?")
    if found := _PER.fullmatch(text):
        unit = found[2].removesuffix("s")
        if unit in _PERIODS:
            times = _TIMES.get(found[1])
            per_year = (float(_decimal(found[1])) if times is None else times) * _PERIODS[unit]
            return _at_least_zero(per_year, value)
        raise _refuse(value, allowed, "the period must be day, week, month, quarter or year")
    if found := _EVERY.fullmatch(text):
        count = 1 if found[1] is None else _COUNTS.get(found[1], 0) or (int(found[1]) if found[1].isdigit() else 0)
        if count > 0:
            return _PERIODS[found[2]] / count
    raise _refuse(value, allowed)


def parse_month(value: Any) -> date:
    """Return the first day of a month written as ``2027-01``."""
    allowed = "a month such as 2027-01"
    if isinstance(value, date):
        return value.replace(day=1)
    scalar = _scalar(value, allowed)
    found = _MONTH.fullmatch(scalar) if isinstance(scalar, str) else None
    if found is None:
        hint = "leave the day away" if isinstance(scalar, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", scalar) else ""
        raise _refuse(value, allowed, hint)
    year, month = int(found[1]), int(found[2])
    if not (1 <= month <= 12 and 1900 <= year <= 9000):
        raise _refuse(value, "a month between 1900-01 and 9000-12")
    return date(year, month, 1)


def parse_concentration(value: Any) -> float:
    """Return a concentration (phi) above 0, or infinity for ``none``: no differences at all."""
    if isinstance(value, float) and value == math.inf:
        return value
    if isinstance(value, str) and value.strip().lower() in (EVERYBODY_ALIKE, "off"):
        return math.inf
    number = parse_number(value)
    if number <= 0.0:
        raise _refuse(value, "a concentration above 0, or none", "none means that everybody is alike")
    return number


def _measured(value: Any, allowed: str, units: dict[str, Fraction], first: str) -> float:
    """Return a number with a unit, in the base unit of ``units``; refuse a bare number unless it is 0."""
    scalar = _scalar(value, allowed)
    if not isinstance(scalar, str):
        return _zero(scalar, value, allowed, f"a bare number has no unit: did you mean {scalar} {first}?")
    if re.fullmatch(_NUMBER, scalar):
        hint = f"a bare number has no unit: did you mean {scalar} {first}?"
        return _zero(float(_decimal(scalar)), value, allowed, hint)
    found = _AMOUNT.fullmatch(scalar)
    if found is None:
        raise _refuse(value, allowed)
    name = found[2].strip().lower()
    unit = units.get(name, units.get(name.removesuffix("s")))
    if unit is None:
        raise _refuse(value, allowed, f"the unit {found[2].strip()!r} is not known here")
    return _at_least_zero(float(Fraction(_decimal(found[1])) * unit), value)


def _zero(number: float, value: Any, allowed: str, hint: str) -> float:
    """Return 0, which is the same in every unit; refuse any other bare number."""
    if number == 0:
        return 0.0
    raise _refuse(value, allowed, hint)


def _at_least_zero(number: float, value: Any) -> float:
    if number < 0.0:
        raise _refuse(value, "0 or more")
    return _finite(number, value)


def _finite(number: float, value: Any) -> float:
    if not math.isfinite(number):
        raise _refuse(value, "a finite number")
    return number
