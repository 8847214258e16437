"""Whether a customer book can be trusted: what was read, what it adds up to, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, NamedTuple

from cssim.scenario.book.file import DELIMITERS
from cssim.scenario.book.headers import HeaderUse
from cssim.scenario.book.money import dollars
from cssim.scenario.book.rows import Book, BookRow
from cssim.scenario.book.sorting import USUAL_RULES, SegmentRule, segment_of

NONE: Final = "(none)"
"""Group of the accounts for which the book does not say."""
TOP: Final = 10
WIDEST_NAME: Final = 40


class GroupLine(NamedTuple):
    """Accounts that have something in common, and their ARR [cents]."""

    name: str
    accounts: int
    arr_cents: int


@dataclass(frozen=True)
class BookReport:
    """What ``cssim book check`` says about a book.

    Money is in whole cents and ties: segments, quarters and owners each add up to ``arr_cents``. ``logos`` counts top
    parents; ``renewals`` are calendar quarters in order; ``largest`` the ten largest accounts; ``missing`` blank cells
    by what they stand for; ``difference_cents`` is the book less the control total, None without one.
    """

    file: str
    encoding: str
    delimiter: str
    currency: str
    records: int
    accounts: int
    logos: int
    lost: int
    lost_arr_cents: int
    duplicates: int
    problems: int
    arr_cents: int
    control_total_cents: int | None
    difference_cents: int | None
    segments: tuple[GroupLine, ...]
    renewals: tuple[GroupLine, ...]
    owners: tuple[GroupLine, ...]
    largest: tuple[GroupLine, ...]
    missing: tuple[tuple[str, int], ...]
    columns: tuple[HeaderUse, ...]
    warnings: tuple[str, ...]


def report(
    book: Book, rules: Sequence[SegmentRule] | None = None, control_total_cents: int | None = None
) -> BookReport:
    """Add a book up.

    Parameters
    ----------
    book
        From :func:`~cssim.scenario.book.read.read_book`, or, with problems, from
        :func:`~cssim.scenario.book.read.scan_book`.
    rules
        Segments of a scenario; without them those the book names, or else the usual ones by ARR.
    control_total_cents
        Total that finance knows.
    """
    total = book.arr_cents
    by_size = sorted(book.rows, key=lambda row: (-row.arr_cents, row.line))
    return BookReport(
        file=book.file,
        encoding=book.encoding,
        delimiter=DELIMITERS[book.delimiter],
        currency=book.currency,
        records=book.records,
        accounts=len(book.rows),
        logos=len({row.top_parent for row in book.rows}),
        lost=book.lost,
        lost_arr_cents=book.lost_arr_cents,
        duplicates=book.duplicates,
        problems=len(book.problems),
        arr_cents=total,
        control_total_cents=control_total_cents,
        difference_cents=None if control_total_cents is None else total - control_total_cents,
        segments=_by_segment(book.rows, rules),
        renewals=tuple(sorted(_groups(book.rows, _quarter), key=lambda line: (line.name == NONE, line.name))),
        owners=tuple(sorted(_groups(book.rows, lambda row: row.owner), key=lambda line: -line.arr_cents)),
        largest=tuple(GroupLine(row.name, 1, row.arr_cents) for row in by_size[:TOP]),
        missing=tuple(book.missing.items()),
        columns=book.uses,
        warnings=book.warnings,
    )


def _groups(rows: Iterable[BookRow], name_of: Callable[[BookRow], str | None]) -> list[GroupLine]:
    """Return accounts and ARR by name, in the order in which the names first appear."""
    accounts, arr = Counter[str](), Counter[str]()
    for row in rows:
        name = name_of(row) or NONE
        accounts[name] += 1
        arr[name] += row.arr_cents
    return [GroupLine(name, accounts[name], arr[name]) for name in accounts]


def _quarter(row: BookRow) -> str | None:
    day = row.renewal_date
    return None if day is None else f"{day.year} Q{(day.month + 2) // 3}"


def _by_segment(rows: Sequence[BookRow], rules: Sequence[SegmentRule] | None) -> tuple[GroupLine, ...]:
    if rules is None and any(row.segment for row in rows):
        return tuple(sorted(_groups(rows, lambda row: row.segment), key=lambda line: -line.arr_cents))
    used = USUAL_RULES if rules is None else rules
    order = [rule.name for rule in used] + [NONE]
    return tuple(sorted(_groups(rows, lambda row: segment_of(row, used)), key=lambda line: order.index(line.name)))


def to_dict(found: BookReport) -> dict[str, Any]:
    """Return a report as plain data for ``--json``; money stays in whole cents."""
    plain = asdict(found)
    for name in ("segments", "renewals", "owners", "largest"):
        plain[name] = [line._asdict() for line in getattr(found, name)]
    plain["columns"] = [use._asdict() for use in found.columns]
    plain["missing"] = dict(found.missing)
    plain["warnings"] = list(found.warnings)
    return plain


def lines(found: BookReport) -> list[str]:
    """Return a report as lines for a terminal; text of the book cannot control it."""
    money = f"{found.currency} {dollars(found.arr_cents)}".strip()
    said = [
        f"Book       {_shown(found.file, 200)}: {found.records:,} lines read ({found.encoding}, {found.delimiter})",
        f"Accounts   {found.accounts:,} customers{_logos(found)}, {found.lost:,} lost and left out "
        f"(ARR {dollars(found.lost_arr_cents)}), {found.duplicates:,} duplicate ids, {found.problems:,} problems",
        f"ARR        {money}{_control(found)}",
    ]
    said += _table("Segments", found.segments, found.arr_cents)
    said += _table("Renewals", found.renewals, found.arr_cents)
    said += _table("Owners", found.owners, found.arr_cents)
    top = sum(line.arr_cents for line in found.largest)
    said += _table(
        f"Largest {len(found.largest)}, {_share(top, found.arr_cents)} of ARR", found.largest, found.arr_cents
    )
    said += ["", "Columns"]
    said += [f"  {_shown(use.header):<{WIDEST_NAME}}  {_how(use)}" for use in found.columns]
    if found.missing:
        said += ["", "Missing    " + ", ".join(f"{name} {count:,}" for name, count in found.missing)]
    if found.warnings:
        said += ["", "Warnings", *(f"  {warning}" for warning in found.warnings)]
    return said


def _logos(found: BookReport) -> str:
    """Say how many logos they are, if the book names parents."""
    named = any(use.target == "parent" for use in found.columns)
    return f" of {found.logos:,} logos (top parents)" if named else ""


def _control(found: BookReport) -> str:
    if found.control_total_cents is None or found.difference_cents is None:
        return ""
    if found.difference_cents == 0:
        return " = control total"
    more = "more" if found.difference_cents > 0 else "less"
    return (
        f": {dollars(abs(found.difference_cents))} {more} than the control total {dollars(found.control_total_cents)}"
    )


def _table(title: str, groups: Sequence[GroupLine], total: int) -> list[str]:
    if all(line.name == NONE for line in groups):
        return []
    names = [_shown(line.name) for line in groups]
    wide = max(len(name) for name in names)
    rows = [
        f"  {name:<{wide}}  {line.accounts:>7,}  {dollars(line.arr_cents):>18}  {_share(line.arr_cents, total):>6}"
        for name, line in zip(names, groups, strict=True)
    ]
    return ["", title, *rows]


def _share(part: int, total: int) -> str:
    return f"{100 * part / total:.1f} %" if total else "-"


def _how(use: HeaderUse) -> str:
    return f"{use.target} ({use.how})" if use.target else use.how


def _shown(text: str, width: int = WIDEST_NAME) -> str:
    plain = "".join(one if one.isprintable() else "·" for one in text[: width + 1])
    return plain if len(plain) <= width else plain[: width - 1] + "…"
