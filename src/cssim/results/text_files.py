"""Text files of a study: CSV and JSON whose bytes depend on the numbers and on nothing else."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from numpy.typing import NDArray

from cssim.results.catalogue import METRICS, TEAM_METRICS
from cssim.results.frames import TEXT_COLUMNS, Columns

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_OTHER_DIGITS: Final = {
    "run": 0, "time_hours": 6, "amount_cents": 0, "arr_after_cents": 0, "expected_loss": 2, "people_met": 3,
}  # fmt: skip
_ACCOUNT_DIGITS: Final = {"people_met": 0}
_BLOCK: Final = 50_000
"""Rows made into text at a time."""


def monthly_csv(tables: Iterable[Columns]) -> Iterator[str]:
    """Yield the text of ``monthly.csv``, a table at a time."""
    return _csv(tables, {})


def ledger_csv(tables: Iterable[Columns]) -> Iterator[str]:
    """Yield the text of ``ledger.csv``, a table at a time."""
    return _csv(tables, {})


def accounts_csv(tables: Iterable[Columns]) -> Iterator[str]:
    """Yield the text of ``accounts.csv``, a table at a time."""
    return _csv(tables, _ACCOUNT_DIGITS)


def attribution_csv(tables: Iterable[Columns]) -> Iterator[str]:
    """Yield the text of ``attribution.csv``, a pair of designs at a time."""
    return _csv(tables, {})


def protect_csv(tables: Iterable[Columns]) -> Iterator[str]:
    """Yield the text of ``accounts_to_protect.csv``, a design at a time."""
    return _csv(tables, {"arr": 2})


def json_text(document: Mapping[str, Any]) -> str:
    """Return a document as JSON: sorted keys, no NaN, one newline at the end.

    Raises
    ------
    ValueError
        If a number is not finite; write None for "not defined".
    """
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"


def safe_text(text: str) -> str:
    """Return a text that a spreadsheet reads as text: one that looks like a formula gets an apostrophe in front.

    Names come from a customer's own files, and a cell that begins with ``=``, ``+``, ``-``, ``@`` or a tab would be
    run, not shown (OWASP, "CSV injection"). Numbers never pass through here.
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _csv(tables: Iterable[Columns], digits: Mapping[str, int]) -> Iterator[str]:
    """Yield a header and the rows of all tables, whose columns are the same."""
    header: list[str] = []
    for table in tables:
        if not header:
            header = list(table)
            yield _lines([[safe_text(name) for name in header]])
        if header != list(table):
            raise ValueError("the tables of one file must have the same columns")
        for start in range(0, len(table[header[0]]), _BLOCK):
            block = slice(start, start + _BLOCK)
            yield _lines(zip(*(_cells(table[name][block], name, digits) for name in header), strict=True))


def _cells(values: NDArray[Any], name: str, digits: Mapping[str, int]) -> list[str]:
    """Return a column as text: names made harmless, numbers with the decimals of their metric, empty if undefined."""
    if name in TEXT_COLUMNS:
        safe = {text: safe_text(str(text)) for text in set(values.tolist())}
        return [safe[text] for text in values.tolist()]
    if values.dtype == object:
        words: list[str] = values.tolist()
        return words
    return _numbers(values, digits.get(name, _digits(name)))


def _numbers(values: NDArray[Any], places: int) -> list[str]:
    """Return numbers with fixed decimals: nothing for one that is not defined, and never a negative zero."""
    # one format for a whole column, a number a line: several times faster than a format for each
    text = f"%.{places}f\n" * len(values) % tuple(values.tolist())
    zero = f"{0:.{places}f}\n"
    return text.replace("nan", "").replace(f"-{zero}", zero).split("\n")[:-1]


@cache
def _digits(name: str) -> int:
    """Return the decimals of a column."""
    if name in _OTHER_DIGITS:
        return _OTHER_DIGITS[name]
    if name in _METRIC_DIGITS:
        return _METRIC_DIGITS[name]
    return next((one.digits for one in TEAM_METRICS if name.startswith(f"{one.name}_")), 6)


_METRIC_DIGITS: Final = {metric.name: metric.digits for metric in METRICS}


def _lines(rows: Iterable[Sequence[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()
