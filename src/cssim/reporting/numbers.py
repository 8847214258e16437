"""Numbers as people read them: money in one unit per sentence, true minus signs, no false digits."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

MINUS: Final = "\u2212"
_SIGNS: Final = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_UNITS: Final = (("M", 1e6, 2), ("k", 1e3, 0), ("", 1.0, 0))


def currency_sign(currency: str) -> str:
    """Return ``$`` for USD and the like, else the code and a space (``CHF ``)."""
    return _SIGNS.get(currency, f"{currency} ")


def unit_of(amounts: Iterable[float]) -> str:
    """Return the unit (``M``, ``k`` or none) in which all ``amounts`` of one sentence are written."""
    largest = max((abs(x) for x in amounts if math.isfinite(x)), default=0.0)
    if largest >= 0.9995e6:
        return "M"
    return "k" if largest >= 10e3 else ""


def money(amount: float, currency: str = "USD", unit: str | None = None, signed: bool = False) -> str:
    """Return an amount as ``$0.11M``, ``$40k`` or ``$950``.

    Parameters
    ----------
    amount
        In whole currency.
    unit
        ``M``, ``k`` or an empty string; None takes the one that fits the amount.
    signed
        Write ``+`` before a gain.
    """
    if not math.isfinite(amount):
        return "–"
    chosen = unit_of([amount]) if unit is None else unit
    _, factor, digits = next(one for one in _UNITS if one[0] == chosen)
    figure = f"{abs(amount) / factor:,.{digits}f}"
    if _is_zero(figure):
        figure, chosen = "0", ""
    return f"{_sign(amount, figure, signed)}{currency_sign(currency)}{figure}{chosen}"


def money_range(low: float, high: float, currency: str = "USD", signed: bool = False) -> str:
    """Return ``−$0.35M … +$0.52M``, both ends in the same unit."""
    unit = unit_of([low, high])
    return f"{money(low, currency, unit, signed)} … {money(high, currency, unit, signed)}"


def exact_money(amount: float, currency: str = "USD") -> str:
    """Return an amount to the cent, as finance ties it out: ``$40,118,220.00``."""
    figure = f"{abs(amount):,.2f}"
    return f"{_sign(amount, figure, False)}{currency_sign(currency)}{figure}"


def whole_money(amount: int, currency: str = "USD", signed: bool = False) -> str:
    """Return whole currency with no scale, so that what is shown adds up: ``−$84,120``."""
    figure = f"{abs(amount):,}"
    return f"{_sign(amount, figure, signed)}{currency_sign(currency)}{figure}"


def percent(share: float, digits: int = 1, signed: bool = False) -> str:
    """Return a share as ``88.1 %``; an unknown one as a dash."""
    return f"{number(share * 100, digits, signed)} %" if math.isfinite(share) else "–"


def number(value: float, digits: int = 1, signed: bool = False) -> str:
    """Return a plain number with thousands separated; an unknown one as a dash."""
    if not math.isfinite(value):
        return "–"
    figure = f"{abs(value):,.{digits}f}"
    return f"{_sign(value, figure, signed)}{figure}"


def hours(value: float) -> str:
    """Return a wait [h] as ``0.9 h``, from ten hours on without decimals."""
    return f"{number(value, 1 if abs(value) < 9.95 else 0)} h" if math.isfinite(value) else "–"


def count(n: int, one: str, many: str = "") -> str:
    """Return ``1 run`` or ``8 runs``."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def _is_zero(figure: str) -> bool:
    return not any(digit in "123456789" for digit in figure)


def _sign(value: float, figure: str, signed: bool) -> str:
    if _is_zero(figure):
        return "±" if signed else ""
    return MINUS if value < 0 else "+" if signed else ""
