"""Which column of a customer book is which: headers mapped by the user, the others recognized by their usual names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from cssim.errors import Problem
from cssim.part import Part
from cssim.scenario.book.columns import (
    LINE_NUMBER,
    ArrColumn,
    BookColumns,
    HeaderColumn,
    LengthColumn,
    SegmentColumn,
    StatusColumn,
)
from cssim.scenario.book.file import TextTable
from cssim.scenario.suggest import hint, shown

SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "id": (
        "Account ID", "Account 18 ID", "Customer ID", "CRM ID", "External ID", "Company ID", "Record ID",
        "Company Record ID", "Client ID", "Subscription Customer ID", "SFDC ID", "Salesforce ID",
        "Salesforce Account ID", "GSID", "ID", "Account Number", "Customer Number", "Customer No",
    ),
    "name": (
        "Account Name", "Customer Name", "Company Name", "Client Name", "Company", "Customer", "Account", "Client",
        "Customer Company", "Name",
    ),
    "arr": (
        "ARR", "Current ARR", "Total ARR", "Account ARR", "Annual Recurring Revenue", "Annual Recurring Value",
        "Annual Value", "Annual Contract Value", "ACV", "Annualized Recurring Revenue", "Contract ARR",
    ),
    "mrr": ("MRR", "Current MRR", "Monthly Recurring Revenue", "Total MRR", "Subscription MRR"),
    "arr_12m_ago": (
        "ARR 12m ago", "ARR 12 months ago", "ARR a year ago", "ARR last year", "ARR prior year", "Prior year ARR",
        "Starting ARR",
    ),
    "signed_arr": ("Signed ARR", "Signed Renewal ARR", "Renewal ARR", "Committed ARR", "Renewed ARR"),
    "currency": (
        "ARR Currency", "Currency", "Currency ISO Code", "Account Currency", "Contract Currency", "Deal Currency",
        "Currency Code",
    ),
    "renewal_date": (
        "Renewal Date", "Next Renewal Date", "Contract Renewal Date", "Contract End Date", "Contract End",
        "Subscription End Date", "End Date", "Term End Date", "Current Term End", "Next Billing At",
        "Expiration Date", "Renewal", "Renews On",
    ),
    "start_date": (
        "Start Date", "Customer Since", "Original Contract Date", "Contract Start Date", "Contract Start",
        "Subscription Start Date", "Original Start Date", "Activated At", "Became a Customer Date", "Started At",
    ),
    "term": (
        "Term", "Contract Term", "Term Months", "Contract Term Months", "Contract Length", "Subscription Term",
        "Billing Period", "Renewal Term",
    ),
    "contract_type": ("Contract Model", "Pricing Model", "Billing Model", "Charge Model", "Revenue Model"),
    "tenure": ("Tenure", "Tenure Months", "Customer Age Months", "Lifetime in Months"),
    "renewals": ("Renewals", "Number of Renewals", "Renewal Count", "Times Renewed", "Renewals Survived"),
    "parent": (
        "Parent Account ID", "Parent ID", "Parent Account", "Parent Company", "Ultimate Parent", "Top Parent",
        "Parent Customer", "Parent", "Parent Record ID", "Parent Account Name", "Parent Name",
        "Ultimate Parent Account",
    ),
    "segment": ("Segment", "Customer Segment", "Account Segment", "Customer Tier", "Tier", "Account Tier"),
    "owner": (
        "CSM", "CSM Name", "Customer Success Manager", "CSM Owner", "CS Owner", "Account Owner", "Company Owner",
        "Customer Owner", "Owner", "Owner Name",
    ),
    "region": ("Region", "US Region", "Billing Region", "Sales Region",
        "Territory", "Geo", "Billing Country", "Country"),
    "language": ("Language", "Preferred Language", "Customer Language", "Account Language", "Support Language"),
    "status": (
        "Status", "Account Status", "Customer Status", "Subscription Status", "Contract Status", "Customer Stage",
        "Lifecycle Stage",
    ),
    "health": ("Health", "Health Score", "Customer Health", "Scorecard", "Overall Score", "CSAT", "NPS"),
    "requests": ("Tickets", "Ticket Count", "Cases", "Support Tickets", "Requests"),
    "open_requests": ("Open Requests", "Open Tickets", "Open Cases", "Open Support Tickets", "Open Issues"),
}  # fmt: skip
"""Headers by what they mean, the surest first; case, spaces, punctuation and bracketed units do not matter."""

NEEDS_MORE: Final = {
    "health": "not used: say customers.columns.health {column, center, log_odds_per_point} to use it",
    "requests": "not used: say customers.columns.requests {column, typical} to use it",
}
_SETTINGS: Final = ("date_format", "decimal_mark", "ignore")
_BRACKETED: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CURRENCY_TAIL: Final = re.compile(r"[\s_-](usd|eur|gbp)$", re.IGNORECASE)


class HeaderUse(NamedTuple):
    """How one column was read: its header, what it was taken for (empty: nothing), and how that came about."""

    header: str
    target: str
    how: str


@dataclass(frozen=True)
class Layout:
    """Columns with every recognized header filled in, and where each header stands (from 0)."""

    columns: BookColumns
    positions: dict[str, int]
    uses: tuple[HeaderUse, ...]
    warnings: tuple[str, ...]

    def at(self, target: str) -> int:
        """Return the position of a target's column, or -1 if the book has none."""
        part = getattr(self.columns, target)
        return -1 if part is None or part.column is None else self.positions.get(part.column, -1)


def plain(header: str) -> str:
    """Return a header without case, spaces, punctuation, bracketed units and the decorations of CRMs."""
    text = _BRACKETED.sub("", header[:120]).rsplit(":", 1)[-1].strip()
    text = _CURRENCY_TAIL.sub("", text.removesuffix("__c"))
    return "".join(one for one in text.casefold() if one.isalnum()) or header.strip()


_MEANING: Final = {plain(word): target for target, words in SYNONYMS.items() for word in words}


def count_known(cells: Sequence[str], columns: BookColumns) -> int:
    """Return how many cells of a header are mapped or recognized."""
    wanted = {plain(header) for _, header in mapped_headers(columns)}
    return sum(plain(cell) in wanted or plain(cell) in _MEANING for cell in cells)


def mapped_headers(columns: BookColumns) -> Iterator[tuple[str, str]]:
    """Yield (dotted path below ``columns``, header) for every header the user wrote."""
    for target in BookColumns.model_fields:
        part = getattr(columns, target)
        if part is None or target in _SETTINGS:
            continue
        if part.column is not None:
            yield f"{target}.column", part.column
        for i, item in enumerate(getattr(part, "price_list", ())):
            yield f"{target}.price_list.{i}.by", item.by
            if item.when is not None:
                yield f"{target}.price_list.{i}.when.column", item.when.column


def read_layout(table: TextTable, columns: BookColumns) -> tuple[Layout, list[Problem]]:
    """Find the columns of a book.

    Returns
    -------
    tuple
        The layout, and what is wrong with the header: mapped headers that are not there, headers that are there
        twice, no identifier, no ARR.
    """
    headers = [cell.strip() for cell in table.header.cells]
    problems: list[Problem] = []
    positions: dict[str, int] = {}
    for path, header in mapped_headers(columns):
        if path == "id.column" and header == LINE_NUMBER and header not in headers:
            continue
        places = _places(headers, header)
        if len(places) == 1:
            positions[header] = places[0]
        else:
            problems.append(_misfit(table, headers, header, places, path))
    taken = set(positions.values()) | {i for name in columns.ignore for i in _places(headers, name)}
    found, doubled = _recognize(headers, columns, taken)
    problems += [
        table.problem(table.header, places[1], "", f"two columns could be the {target}; say customers.columns.{target}")
        for target, places in doubled
    ]
    uses = _uses(headers, mapped_headers(columns), positions, found)
    filled = _fill(columns, found, headers)
    problems += _missing(table, filled)
    positions |= {headers[place]: place for place in found.values()}
    warnings: tuple[str, ...] = ()
    if filled.id is not None and filled.id == filled.name:
        warnings = (
            f"no column is recognized as the account identifier; the names in {shown(filled.id.column)} identify the "
            "accounts, so an account that is renamed becomes another one",
        )
    return Layout(filled, positions, uses, warnings), problems


def _places(headers: Sequence[str], header: str) -> list[int]:
    exact = [i for i, one in enumerate(headers) if one == header.strip()]
    return exact or [i for i, one in enumerate(headers) if plain(one) == plain(header)]


def _misfit(table: TextTable, headers: list[str], header: str, places: list[int], path: str) -> Problem:
    where = f"customers.columns.{path}"
    if places:
        return table.problem(table.header, places[1], where, f"the header {shown(header)} is there {len(places)} times")
    nearest = hint(header, headers) or f"; the file has {', '.join(shown(one) for one in headers[:12])}"
    return table.problem(table.header, -1, where, f"the file has no column {shown(header)}{nearest}")


def _recognize(
    headers: list[str], columns: BookColumns, taken: set[int]
) -> tuple[dict[str, int], list[tuple[str, list[int]]]]:
    """Return position by target for the headers that are known, and the targets with two equally good ones."""
    free: dict[str, list[int]] = {}
    for i, header in enumerate(headers):
        if i not in taken and header:
            free.setdefault(plain(header), []).append(i)
    found: dict[str, int] = {}
    doubled = []
    for target, words in SYNONYMS.items():
        if getattr(columns, "arr" if target == "mrr" else target) is not None or (target == "mrr" and "arr" in found):
            continue
        for word in words:
            places = free.get(plain(word), [])
            if places:
                found[target] = places[0]
                if len(places) > 1:
                    doubled.append((target, places))
                break
    return found, doubled


def _fill(columns: BookColumns, found: dict[str, int], headers: Sequence[str]) -> BookColumns:
    """Return the columns with what was recognized written in as if the user had mapped it."""
    parts: dict[str, Part] = {}
    for target, place in found.items():
        header = headers[place]
        if target in ("arr", "mrr", "arr_12m_ago", "signed_arr"):
            per: Literal["year", "month"] = "month" if target == "mrr" else "year"
            parts["arr" if target == "mrr" else target] = ArrColumn(column=header, per=per)
        elif target in ("term", "tenure"):
            unit: Literal["months", "years"] = "years" if "year" in header.casefold() else "months"
            parts[target] = LengthColumn(column=header, unit=unit)
        elif target == "segment":
            parts[target] = SegmentColumn(column=header)
        elif target == "status":
            parts[target] = StatusColumn(column=header)
        elif target not in NEEDS_MORE:
            parts[target] = HeaderColumn(column=header)
    if columns.id is None and "id" not in parts and (name := parts.get("name", columns.name)) is not None:
        parts["id"] = name
    return columns.model_copy(update=parts)


def _missing(table: TextTable, columns: BookColumns) -> list[Problem]:
    problems = []
    for target, what in (("id", "account identifier"), ("arr", "ARR")):
        if getattr(columns, target) is None:
            usual = ", ".join(SYNONYMS[target][:5])
            message = (
                f"no column is recognized as the {what}; usual headers: {usual}; or say customers.columns.{target}"
            )
            problems.append(table.problem(table.header, -1, "", message))
    return problems


def _uses(
    headers: Sequence[str], mapped: Iterable[tuple[str, str]], positions: dict[str, int], found: dict[str, int]
) -> tuple[HeaderUse, ...]:
    """Return for every column of the file how it is read, in the order of the file."""
    targets: dict[int, list[str]] = {}
    for path, header in mapped:
        if header in positions:
            targets.setdefault(positions[header], []).append(path.split(".", 1)[0])
    recognized = {place: target for target, place in found.items()}
    uses = []
    for i, header in enumerate(headers):
        if i in targets:
            uses.append(HeaderUse(header, ", ".join(dict.fromkeys(targets[i])), "mapped"))
        elif i in recognized:
            target = recognized[i]
            uses.append(HeaderUse(header, target, NEEDS_MORE.get(target, "recognized")))
        else:
            uses.append(HeaderUse(header, "", "not used"))
    return tuple(uses)
