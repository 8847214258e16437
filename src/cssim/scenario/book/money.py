"""Amounts of money as CRMs write them, read into whole cents exactly.

``$1,234.56``, ``1.234,56 €``, ``USD 5,000``, ``12k``, ``1'200.50 CHF``, ``(500.00)`` for a negative one.
Arithmetic is on integers, so nothing is lost; a fraction of a cent is rounded half up, and that is said.

A lone mark followed by three digits has two readings (``1.234``). A comma is then a thousands separator
unless the column says otherwise; a point is refused unless the column, or the user, says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from cssim.units import CENTS

Mark = Literal["point", "comma", "mixed"] | None
"""What a column's own amounts say about its decimal mark; None if they say nothing."""

LONGEST: Final = 60
"""Characters of a cell that can still be an amount; also bounds the work of the pattern."""
MOST_DIGITS: Final = 13

_SYMBOLS: Final = {
    "$": "USD", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "S$": "SGD",
    "HK$": "HKD", "R$": "BRL", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "KR": "KR", "ZŁ": "PLN",
}  # fmt: skip
_SCALES: Final = {"": 0, "k": 3, "m": 6, "mm": 6, "mn": 6, "mio": 6, "b": 9, "bn": 9}
_CURRENCY = r"(?:[A-Za-z]{3}|[A-Za-z]{0,2}\$|[€£¥₹]|kr|zł)"
_GROUP_MARKS = "'’ "
_SPACES: Final = re.compile("[\u00a0\u2007\u2009\u202f]")
_AMOUNT: Final = re.compile(
    rf"(?P<before>{_CURRENCY})?\s*(?P<body>\d[\d.,{_GROUP_MARKS}]*?)\s*"
    rf"(?P<scale>(?i:k|mm|mn|mio|m|bn|b)\.?)?\s*(?P<after>{_CURRENCY})?",
    re.ASCII,
)
_GROUPED: Final = re.compile(r"\d{1,3}(?:_\d{3})+|\d{1,2}(?:_\d{2})+_\d{3}", re.ASCII)


class MoneyError(ValueError):
    """The text is not an amount, or has two readings; the message goes on after the text itself."""


class Amount(NamedTuple):
    """What an amount says.

    ``cents`` may be negative; ``exact`` is False if a fraction of a cent was rounded; ``currency`` is an ISO
    code, or empty if the text names none.
    """

    cents: int
    exact: bool
    currency: str


def currency_of(word: str) -> str:
    """Return the currency that a symbol or a code stands for."""
    return _SYMBOLS.get(word.upper(), word.upper())


class _Pieces(NamedTuple):
    negative: bool
    body: str
    scale: int
    currency: str


def _pieces(text: str) -> _Pieces:
    """Take an amount apart: sign, digits with their marks, power of ten, currency."""
    bare = _SPACES.sub(" ", text).strip()
    if len(bare) > LONGEST:
        raise MoneyError("is too long for an amount of money")
    negative = bare.startswith("(") and bare.endswith(")")
    if negative:
        bare = bare[1:-1].strip()
    unsigned = re.sub(r"^([^\d]{0,5}?)[-−]|[-−]$", r"\1", bare, count=1)
    negative, bare = negative or unsigned != bare, unsigned.strip()
    match = _AMOUNT.fullmatch(bare)
    if match is None:
        raise MoneyError("is not an amount of money; allowed: 1234.56, $1,234.56, 1.234,56 €, USD 5,000, 12k")
    word = match["before"] or match["after"] or ""
    scale = _SCALES[(match["scale"] or "").lower().rstrip(".")]
    return _Pieces(negative, match["body"], scale, currency_of(word))


def _lone_mark(body: str) -> str:
    """Return the mark of ``1.234`` or ``12,345``: one mark, three digits after it, at most three before."""
    match = re.fullmatch(r"[1-9]\d{0,2}([.,])\d{3}", body, re.ASCII)
    return match[1] if match else ""


def _decimal_mark(body: str) -> str:
    """Return ``.`` or ``,`` if the digits show by themselves that it is the decimal mark, else nothing."""
    points, commas = body.count("."), body.count(",")
    if points and commas:
        last = "." if body.rfind(".") > body.rfind(",") else ","
        return last if body.count(last) == 1 else ""
    if points + commas != 1 or _lone_mark(body):
        return ""
    return "." if points else ","


def mark_of_column(texts: Iterable[str]) -> Mark:
    """Return the decimal mark that a column's unambiguous amounts agree on."""
    seen = set()
    for text in texts:
        try:
            seen.add(_decimal_mark(_pieces(text).body))
        except MoneyError:
            continue
    seen.discard("")
    if len(seen) == 2:
        return "mixed"
    return None if not seen else "point" if "." in seen else "comma"


def _mark_in(pieces: _Pieces, column: Mark, stated: bool) -> str:
    """Return the decimal mark of one amount, given what its column says."""
    own, lone = _decimal_mark(pieces.body), _lone_mark(pieces.body)
    allowed = {"point": ".", "comma": ",", "mixed": "", None: ""}[column]
    if own and stated and own != allowed:
        raise MoneyError(f"does not have the stated decimal mark ({column})")
    if not lone:
        return own
    if stated or pieces.scale:
        return lone if lone == (allowed or ".") else ""
    if lone == allowed or column == "mixed" or (lone == "." and column is None):
        digits = pieces.body.replace(lone, "")
        raise MoneyError(
            f"could be {int(digits):,} or {digits[:-3]}.{digits[-3:]}; "
            "set customers.columns.decimal_mark: point | comma, or export two decimals"
        )
    return ""


def parse_amount(text: str, column: Mark, *, stated: bool = False, times: int = 1) -> Amount:
    """Read one amount.

    Parameters
    ----------
    text
        The cell, not blank.
    column
        Decimal mark of the column from :func:`mark_of_column`, or the one the user stated.
    stated
        Whether the user stated it, so that ``1.234`` needs no further proof.
    times
        Factor before rounding to cents; 12 for a monthly amount.

    Raises
    ------
    MoneyError
        If the text is no amount, or has two readings.
    """
    pieces = _pieces(text)
    mark = _mark_in(pieces, column, stated)
    whole, _, decimals = pieces.body.partition(mark) if mark else (pieces.body, "", "")
    whole = whole.strip()
    grouped = re.sub(rf"[.,{_GROUP_MARKS}]", "_", whole)
    separators = set(whole) - set("0123456789")
    if separators and (len(separators) > 1 or not _GROUPED.fullmatch(grouped)):
        raise MoneyError("is not an amount of money: its thousands are not grouped by three digits")
    if not re.fullmatch(r"\d*", decimals, re.ASCII):
        raise MoneyError("is not an amount of money: there is something between its decimals")
    digits = grouped.replace("_", "")
    if len(digits.lstrip("0")) + pieces.scale > MOST_DIGITS:
        raise MoneyError(f"is too large: at most {MOST_DIGITS} digits before the decimal mark")
    scaled = int(digits + decimals) * times * CENTS * 10**pieces.scale
    cents, rest = divmod(scaled, 10 ** len(decimals))
    cents += 2 * rest >= 10 ** len(decimals)
    return Amount(-cents if pieces.negative else cents, rest == 0, pieces.currency)


def dollars(cents: int) -> str:
    """Return whole cents as ``1,234.56``."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // CENTS:,}.{abs(cents) % CENTS:02d}"
