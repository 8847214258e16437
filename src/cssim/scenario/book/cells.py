"""One cell of a customer book -> one value, or a problem with its place.

What a column says as a whole (order of day and month, decimal mark) is found out once, before its cells are read.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from cssim.errors import Problem
from cssim.scenario.book.columns import ArrColumn, PriceItem
from cssim.scenario.book.dates import DateError, Order, order_of_column, parse_date, parse_months
from cssim.scenario.book.file import Record, TextTable
from cssim.scenario.book.headers import Layout
from cssim.scenario.book.money import Amount, Mark, MoneyError, currency_of, mark_of_column, parse_amount
from cssim.scenario.suggest import shown
from cssim.units import MONTHS_PER_YEAR

BLANK: Final = frozenset({"", "-", "--", "—", "–", "n/a", "na", "nan", "null", "none", "#n/a", "(blank)", "not set"})
"""Words, in lower case, with which an export says that it knows nothing."""

_NUMBER: Final = re.compile(r"[-+]?\d{1,12}(?:[.,]\d{1,12})?", re.ASCII)

_CURRENCY: Final = re.compile(r"KR|[A-Z]{3}")


class Cells:
    """Reads the cells of a table; collects ``problems`` and counts what is ``missing`` by target."""

    def __init__(self, table: TextTable, layout: Layout) -> None:
        self.table = table
        self.layout = layout
        self.problems: list[Problem] = []
        self.missing: dict[str, int] = {}
        self.rounded: list[int] = []
        self.currencies: dict[str, Record] = {}
        self._marks: dict[int, Mark] = {}
        self._orders: dict[int, Order] = {}

    def text(self, record: Record, target: str) -> str:
        """Return the text of a target's cell without outer spaces, empty if there is none."""
        at = self.layout.at(target)
        return record.cells[at].strip() if 0 <= at < len(record.cells) else ""

    def word(self, record: Record, target: str) -> str | None:
        """Return a text, or None where the export says it knows nothing."""
        text = self.text(record, target)
        if text.casefold() not in BLANK:
            return text
        if self.layout.at(target) >= 0:
            self.missing[target] = self.missing.get(target, 0) + 1
        return None

    def wrong(self, record: Record, target: str, message: str) -> None:
        """Note that a target's cell (or the whole record, if it has no cell) is wrong."""
        at = self.layout.at(target)
        self.problems.append(self.table.problem(record, at, target, message))

    def date(self, record: Record, target: str) -> date | None:
        """Return a date, or None if it is missing or wrong."""
        text = self.word(record, target)
        if text is None:
            return None
        at = self.layout.at(target)
        if at not in self._orders:
            stated = self.layout.columns.date_format
            self._orders[at] = stated or order_of_column(self._column(at))
        try:
            return parse_date(text, self._orders[at])
        except DateError as error:
            self.wrong(record, target, f"{shown(text)} {error}")
            return None

    def months(self, record: Record, target: str) -> float | None:
        """Return a length of time in months, or None if it is missing or wrong."""
        text = self.word(record, target)
        if text is None:
            return None
        try:
            return parse_months(text, getattr(self.layout.columns, target).unit)
        except DateError as error:
            self.wrong(record, target, f"{shown(text)} {error}")
            return None

    def number(self, record: Record, target: str, *, least: float | None = None) -> float | None:
        """Return a bare number of at least ``least``, or None if it is missing or wrong."""
        text = self.word(record, target)
        if text is None:
            return None
        if not _NUMBER.fullmatch(text.removesuffix("%").strip()):
            self.wrong(record, target, f"{shown(text)} is not a number; allowed: 7, 7.5")
            return None
        value = float(text.removesuffix("%").replace(",", "."))
        if least is not None and value < least:
            self.wrong(record, target, f"{shown(text)} is below {least:g}")
            return None
        return value

    def money(self, record: Record, target: str) -> int | None:
        """Return whole cents a year, or None if they are missing or wrong; negative amounts are wrong."""
        source: ArrColumn | None = getattr(self.layout.columns, target)
        if source is None:
            return None
        if source.price_list:
            return self._from_prices(record, target, source.price_list)
        text = self.word(record, target)
        if text is None:
            return None
        amount = self._amount(record, target, text, MONTHS_PER_YEAR if source.per == "month" else 1)
        if amount is None:
            return None
        if amount.cents < 0:
            self.wrong(record, target, f"{shown(text)} is negative; allowed: 0 or more; a credit is not an ARR")
            return None
        if not amount.exact:
            self.rounded.append(record.line)
        if amount.currency:
            self.currencies.setdefault(amount.currency, record)
        return amount.cents

    def currency(self, record: Record) -> None:
        """Remember the currency that a column of its own names."""
        text = self.word(record, "currency")
        if text is None:
            return
        code = currency_of(text)
        if _CURRENCY.fullmatch(code):
            self.currencies.setdefault(code, record)
        else:
            self.wrong(record, "currency", f"{shown(text)} is not a currency; allowed: a code such as USD or EUR")

    def _amount(self, record: Record, target: str, text: str, times: int) -> Amount | None:
        at, stated = self.layout.at(target), self.layout.columns.decimal_mark
        if at not in self._marks:
            self._marks[at] = stated or mark_of_column(self._column(at))
        try:
            return parse_amount(text, self._marks[at], stated=stated is not None, times=times)
        except MoneyError as error:
            self.wrong(record, target, f"{shown(text)} {error}")
            return None

    def _from_prices(self, record: Record, target: str, prices: tuple[PriceItem, ...]) -> int | None:
        total = 0
        for item in prices:
            if item.when is not None and self._cell(record, item.when.column) not in item.when.is_one_of:
                continue
            value = self._cell(record, item.by)
            if value not in item.price:
                allowed = ", ".join(list(item.price)[:12])
                at = self.layout.positions[item.by]
                message = f"{shown(value)} is not in the price list by {item.by}; allowed: {allowed}"
                self.problems.append(self.table.problem(record, at, target, message))
                return None
            total += item.price[value]
        return total

    def _cell(self, record: Record, header: str) -> str:
        return record.cells[self.layout.positions[header]].strip()

    def _column(self, at: int) -> list[str]:
        """Return the cells of a column that say something."""
        texts = (record.cells[at].strip() for record in self.table.records if at < len(record.cells))
        return [text for text in texts if text.casefold() not in BLANK]
