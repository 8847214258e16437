"""Rows of a customer book, and the book as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from cssim.errors import Problem
from cssim.scenario.book.contract_types import ContractType
from cssim.scenario.book.headers import HeaderUse
from cssim.scenario.book.status import Status


class BookRow(NamedTuple):
    """One account of the opening book; what the export does not say is None.

    ``line`` is its line in the file; ``arr_cents`` and ``arr_year_ago_cents`` whole cents a year;
    ``renewals_survived`` how often it has renewed; ``tenure_months`` how long it has been a customer;
    ``health_shift`` [log-odds of renewing for a year] and ``request_factor`` come from its health and requests
    columns (0 and 1 without them); ``open_requests`` are those it waits for at the start, 0 if the export says nothing.
    ``top_parent`` is the id of the account at the top of those it belongs to, its own if it belongs to none, or the
    name of whoever is no account of the book.
    """

    line: int
    external_id: str
    name: str
    arr_cents: int
    segment: str | None
    renewal_date: date | None
    start_date: date | None
    term_months: int | None
    tenure_months: float | None
    renewals_survived: float | None
    owner: str | None
    region: str | None
    language: str | None
    health_shift: float
    request_factor: float
    arr_year_ago_cents: int | None
    status: Status
    signed_arr_cents: int | None = None
    contract_type: ContractType | None = None
    open_requests: int = 0
    top_parent: str = ""


@dataclass(frozen=True)
class Book:
    """A customer book as read.

    ``rows`` are the accounts that are still customers, in the order of the file; ``records`` counts all lines of the
    table; ``lost`` former customers are left out, with ``lost_arr_cents``; ``missing`` counts blank cells by target;
    ``uses`` says how each column was read; ``currency`` is the one the amounts name, or empty; ``segment_mapped``
    whether the user said which column holds the segment. ``problems`` is empty in what
    :func:`~cssim.scenario.book.read.read_book` returns.
    """

    file: str
    encoding: str
    delimiter: str
    rows: tuple[BookRow, ...]
    records: int
    lost: int
    lost_arr_cents: int
    duplicates: int
    missing: Mapping[str, int]
    uses: tuple[HeaderUse, ...]
    currency: str
    segment_mapped: bool
    warnings: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def arr_cents(self) -> int:
        """ARR of the accounts [cents], exactly."""
        return sum(row.arr_cents for row in self.rows)
