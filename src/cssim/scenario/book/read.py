"""The customer book: a CRM export, one line per account, read line by line into typed rows.

Everything that is wrong is found in one go, each with its line and place. Text is data: names, whatever they hold, are
kept as they are and never interpreted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from cssim.errors import InputError, Problem
from cssim.scenario.book.cells import BLANK, Cells
from cssim.scenario.book.columns import LINE_NUMBER, BookColumns
from cssim.scenario.book.contract_types import ContractType, contract_type_of, unknown_type
from cssim.scenario.book.file import Record, TextTable, read_table
from cssim.scenario.book.headers import HeaderUse, count_known, read_layout
from cssim.scenario.book.money import dollars
from cssim.scenario.book.parents import Parents
from cssim.scenario.book.remarks import Remarks, accounts_on
from cssim.scenario.book.rows import Book, BookRow
from cssim.scenario.book.status import CARRIED_NO_FURTHER, KNOWN_OUTCOMES, Status, status_of, unknown_status
from cssim.scenario.suggest import shown

MAX_PROBLEMS: Final = 500
"""More problems than this are counted, not listed."""
LEAST_REQUEST_FACTOR: Final = 0.05
MOST_OPEN_REQUESTS: Final = 1_000
"""Of one account: more is another figure, such as all it has ever asked."""
_TOTALS: Final = frozenset({"total", "totals", "grand total", "subtotal", "sub total", "sum"})
"""What reports write in place of an identifier on the line that adds the others up."""


def read_book(path: str | Path, columns: BookColumns, start: date) -> Book:
    """Read a customer book.

    Parameters
    ----------
    path
        CSV file; see :mod:`cssim.scenario.book.file` for what is understood.
    columns
        Headers the user mapped; the others are recognized.
    start
        First day of the simulation, for what is said about dates.

    Raises
    ------
    InputError
        With every problem of the file, sorted by place.
    """
    book = scan_book(path, columns, start)
    if book.problems:
        raise InputError(book.problems)
    return book


def scan_book(path: str | Path, columns: BookColumns, start: date) -> Book:
    """Read a customer book like :func:`read_book`, but return what is good along with the problems.

    Raises
    ------
    InputError
        If the file or its header cannot be understood at all.
    """
    table = read_table(Path(path), lambda cells: count_known(cells, columns))
    layout, problems = read_layout(table, columns)
    if problems:
        raise InputError(_sorted([*problems, *table.problems]))
    return _Reader(table, Cells(table, layout), columns, start).read(layout.uses, layout.warnings)


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by place; the last says how many are not listed."""
    ordered = sorted(problems, key=lambda one: (one.line, one.column))
    if len(ordered) <= MAX_PROBLEMS:
        return tuple(ordered)
    rest = Problem(ordered[0].file, 0, 0, "", f"{len(ordered) - MAX_PROBLEMS:,} more problems are not listed")
    return (*ordered[:MAX_PROBLEMS], rest)


class _Reader:
    """Turns records into rows and remembers what has to be said about them."""

    def __init__(self, table: TextTable, cells: Cells, mapped: BookColumns, start: date) -> None:
        self.table = table
        self.cells = cells
        self.columns = cells.layout.columns
        self.segment_mapped = mapped.segment is not None
        self.start = start
        self.records_of: dict[str, Record] = {}
        self.duplicates = 0
        self.lost: list[int] = []
        self.remarks = Remarks()
        self.parents = Parents()

    def read(self, uses: tuple[HeaderUse, ...], warnings: tuple[str, ...]) -> Book:
        rows = [row for record in self.table.records if (row := self._row(record)) is not None]
        tops = self._top_parents(rows)
        self._one_currency()
        problems = [*self.table.problems, *self.cells.problems]
        if not rows and not problems:
            what = f"all {len(self.lost)} are lost" if self.lost else "there are no lines after the header"
            problems = [Problem(self.table.file, self.table.header.line, 0, "", f"the book has no accounts: {what}")]
        return Book(
            file=self.table.file,
            encoding=self.table.encoding,
            delimiter=self.table.delimiter,
            rows=tuple(row._replace(top_parent=tops[row.external_id]) for row in rows),
            records=len(self.table.records),
            lost=len(self.lost),
            lost_arr_cents=sum(self.lost),
            duplicates=self.duplicates,
            missing=dict(sorted(self.cells.missing.items())),
            uses=uses,
            currency=next(iter(self.cells.currencies), ""),
            segment_mapped=self.segment_mapped,
            warnings=(*self.table.warnings, *warnings, *self._said()),
            problems=_sorted(problems),
        )

    def _row(self, record: Record) -> BookRow | None:
        """Return the account of a record, None if it is lost or cannot be used."""
        if not self._complete(record):
            return None
        external_id = self._identity(record)
        name = self.cells.text(record, "name") or external_id or ""
        if external_id is not None:
            self.parents.note(external_id, name, self._parent(record))
        status = self._status(record)
        if status == "lost":
            before = len(self.cells.problems)
            self.lost.append(self.cells.money(record, "arr") or 0)
            del self.cells.problems[before:]  # nothing rests on the ARR of a customer who has gone
            return None
        arr = self._arr(record)
        self.cells.currency(record)
        started, renews = self._dates(record, rolls=status not in CARRIED_NO_FURTHER)
        term = self._term(record)
        row = BookRow(
            line=record.line,
            external_id=external_id or "",
            name=name,
            arr_cents=arr or 0,
            segment=self._segment(record),
            renewal_date=renews,
            start_date=started,
            term_months=term,
            tenure_months=self.cells.months(record, "tenure"),
            renewals_survived=self.cells.number(record, "renewals", least=0),
            owner=self.cells.word(record, "owner"),
            region=self.cells.word(record, "region"),
            language=self.cells.word(record, "language"),
            health_shift=self._health_shift(record),
            request_factor=self._request_factor(record),
            arr_year_ago_cents=self.cells.money(record, "arr_12m_ago"),
            status=status or "live",
            signed_arr_cents=self.cells.money(record, "signed_arr"),
            contract_type=self._contract_type(record),
            open_requests=self._open_requests(record),
        )
        return None if external_id is None or arr is None or status is None else row

    def _complete(self, record: Record) -> bool:
        width, found = len(self.table.header.cells), len(record.cells)
        if found == width or (found > width and not any(cell.strip() for cell in record.cells[width:])):
            return True
        fix = "is a cell with the delimiter in it unquoted?" if found > width else "is it a footer or a broken line?"
        message = f"the line has {found} fields, the header {width}; {fix}"
        self.cells.problems.append(self.table.problem(record, -1, "", message))
        return False

    def _identity(self, record: Record) -> str | None:
        if self.columns.id is not None and self.columns.id.column == LINE_NUMBER:
            text = f"line-{record.line}"
            self.records_of[text] = record
            return text
        text = self.cells.text(record, "id")
        if not text:
            self.cells.wrong(record, "id", "the identifier is missing; delete the line if it is a total or a footer")
            return None
        if text.casefold().rstrip(" :") in _TOTALS and not self.cells.text(record, "renewal_date"):
            self.cells.wrong(record, "id", f"{shown(text)} is a total, not an account; delete the line")
            return None
        if text in self.records_of:
            first = self.records_of[text].line
            self.duplicates += 1
            fix = "an account has one line: add its contracts up first"
            self.cells.wrong(record, "id", f"{shown(text)} is on line {first} and on line {record.line}; {fix}")
            return None
        self.records_of[text] = record
        return text

    def _parent(self, record: Record) -> str:
        """Return what is said to be an account's parent; most have none, so that a blank is nothing that is missing."""
        text = self.cells.text(record, "parent")
        return "" if text.casefold() in BLANK else text

    def _top_parents(self, rows: Sequence[BookRow]) -> dict[str, str]:
        """Return the top parent of every account, also of those that are lost: others may belong to them."""
        for kind, accounts in (("ambiguous", self.parents.ambiguous), ("outside", self.parents.outside)):
            for account in accounts:
                self.remarks.make(kind, self.records_of[account])
        tops, circles = self.parents.tops()
        needed = {tops[row.external_id] for row in rows}
        for circle in circles:
            if not needed.isdisjoint(circle.ids):
                self.cells.wrong(self.records_of[circle.ids[0]], "parent", circle.words)
        return tops

    def _status(self, record: Record) -> Status | None:
        part = self.columns.status
        if part is None:
            return "live"
        text = self.cells.word(record, "status") or ""
        status = status_of(text, part.live, part.lost)
        if status is None:
            self.cells.wrong(record, "status", f"{shown(text)} {unknown_status(text)}")
        elif status in KNOWN_OUTCOMES:
            self.remarks.make(status, record)
        return status

    def _contract_type(self, record: Record) -> ContractType | None:
        text = self.cells.word(record, "contract_type")
        found = None if text is None else contract_type_of(text)
        if text is not None and found is None:
            self.cells.wrong(record, "contract_type", unknown_type(text))
        return found

    def _arr(self, record: Record) -> int | None:
        before = len(self.cells.problems)
        arr = self.cells.money(record, "arr")
        if arr is None and len(self.cells.problems) == before:
            self.cells.wrong(
                record, "arr", "the ARR is missing; a customer without one is written 0, a former one lost"
            )
        if arr == 0:
            self.remarks.make("zero", record)
        return arr

    def _dates(self, record: Record, rolls: bool) -> tuple[date | None, date | None]:
        started, renews = self.cells.date(record, "start_date"), self.cells.date(record, "renewal_date")
        if started is not None and renews is not None and renews <= started:
            self.cells.wrong(record, "renewal_date", f"{renews} is not after the start date {started}")
        if rolls and renews is not None and renews < self.start:
            self.remarks.make("overdue", record)
        if started is not None and started > self.start:
            self.remarks.make("future", record)
        return started, renews

    def _term(self, record: Record) -> int | None:
        months = self.cells.months(record, "term")
        if months is None or (months >= 1 and months == int(months)):
            return None if months is None else int(months)
        text = self.cells.text(record, "term")
        self.cells.wrong(record, "term", f"{shown(text)} is not a whole number of months of at least 1")
        return None

    def _segment(self, record: Record) -> str | None:
        text = self.cells.word(record, "segment")
        if text is None or self.columns.segment is None or not self.columns.segment.map:
            return text
        named = self.columns.segment.map.get(text)
        if named is None:
            allowed = ", ".join(list(self.columns.segment.map)[:12])
            self.cells.wrong(record, "segment", f"{shown(text)} is not in the map of segments; allowed: {allowed}")
        return named

    def _health_shift(self, record: Record) -> float:
        part = self.columns.health
        score = None if part is None else self.cells.number(record, "health")
        return 0.0 if part is None or score is None else part.log_odds_per_point * (score - part.center)

    def _request_factor(self, record: Record) -> float:
        part = self.columns.requests
        value = None if part is None else self.cells.number(record, "requests", least=0)
        if part is None or value is None:
            return 1.0
        return max(LEAST_REQUEST_FACTOR, 1.0 - part.weight + part.weight * value / part.typical)

    def _open_requests(self, record: Record) -> int:
        value = self.cells.number(record, "open_requests", least=0)
        if value is None or (value == int(value) and value <= MOST_OPEN_REQUESTS):
            return int(value or 0)
        text = self.cells.text(record, "open_requests")
        allowed = f"a whole number from 0 to {MOST_OPEN_REQUESTS:,}"
        self.cells.wrong(record, "open_requests", f"{shown(text)} is not {allowed}, the requests open at the start")
        return 0

    def _one_currency(self) -> None:
        if len(self.cells.currencies) < 2:
            return
        first, second = list(self.cells.currencies)[:2]
        message = f"the amounts are in {first} and in {second}; convert them to one currency first"
        self.cells.wrong(self.cells.currencies[second], "arr", message)

    def _said(self) -> list[str]:
        """Return what is to be said about the accounts."""
        said = self.remarks.said(self.start)
        if self.cells.rounded:
            said.append(f"{accounts_on(self.cells.rounded)} an amount with a fraction of a cent; rounded to the cent")
        if self.lost:
            one = "account is" if len(self.lost) == 1 else "accounts are"
            said.append(f"{len(self.lost):,} {one} lost and left out, ARR {dollars(sum(self.lost))}")
        return said
