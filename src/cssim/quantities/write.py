"""Writing quantities: a plain number in, words out that read back as the same number to the last bit."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from typing import Final

from pydantic import SerializationInfo

from cssim.quantities.read import EVERYBODY_ALIKE
from cssim.units import CENTS

_SYMBOLS: Final = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}


def write_number(number: float) -> int | float:
    """Return a number without a needless ``.0``."""
    return int(number) if number == math.floor(number) and abs(number) < 1e15 else number


def _text(number: float) -> str:
    return format(Decimal(repr(write_number(number))), "f")


def write_money(cents: int, info: SerializationInfo) -> str:
    """Return cents as ``75,000`` or ``75,000.50``; with the symbol or code of the context's ``currency`` if given."""
    currency = (info.context or {}).get("currency", "")
    symbol = _SYMBOLS.get(currency, f"{currency} " if currency else "")
    whole, rest = divmod(cents, CENTS)
    return f"{symbol}{whole:,}" + (f".{rest:02d}" if rest else "")


def write_share(share: float) -> str:
    """Return a share as an exact percentage."""
    text = format((Decimal(repr(share)) * 100).normalize(), "f")
    return f"{text}%"


def write_points(share: float) -> str:
    """Return a difference of two shares as ``0.5pt``."""
    return f"{write_share(share)[:-1]}pt"


def write_length(months: float) -> str:
    """Return months as ``36 months``."""
    return f"{_text(months)} month{'' if months == 1.0 else 's'}"


def write_work_time(hours: float) -> str:
    """Return hours as ``8 working hours``."""
    return f"{_text(hours)} working hour{'' if hours == 1.0 else 's'}"


def write_overflow(hours: float | None) -> str:
    """Return hours as ``8 working hours``, None as ``never``."""
    return "never" if hours is None else write_work_time(hours)


def write_frequency(per_year: float) -> str:
    """Return a frequency as ``18/year``."""
    return f"{_text(per_year)}/year"


def write_month(month: date) -> str:
    """Return a month as ``2027-01``."""
    return f"{month.year:04d}-{month.month:02d}"


def write_concentration(number: float) -> int | float | str:
    """Return a concentration, or ``none`` for infinity."""
    return EVERYBODY_ALIKE if number == math.inf else write_number(number)
