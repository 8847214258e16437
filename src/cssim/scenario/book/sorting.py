"""What a plan asks of the rows of a book: which segment an account is in, and how often it has renewed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from cssim.errors import InputError, Problem
from cssim.scenario.book.headers import plain
from cssim.scenario.book.rows import Book, BookRow
from cssim.scenario.suggest import hint, shown
from cssim.units import CENTS, MONTHS_PER_YEAR, days_in_month


class SegmentRule(NamedTuple):
    """A segment and the least ARR [cents] that belongs to it; None takes everything that is left."""

    name: str
    arr_from: int | None


USUAL_RULES: Final = (
    SegmentRule("enterprise", 75_000 * CENTS),
    SegmentRule("mid_market", 15_000 * CENTS),
    SegmentRule("smb", None),
)
"""Rules of the packaged scenario cssim:b2b_saas, for a book that is looked at without a scenario."""


class Sorted(NamedTuple):
    """Segment of every row of a book, in the order of its rows, and what has to be said about it."""

    segments: tuple[str, ...]
    warnings: tuple[str, ...]


def segment_of(row: BookRow, rules: Sequence[SegmentRule]) -> str | None:
    """Return the segment that the book names, if it is one of the rules, else the first rule that matches the ARR.

    Case, spaces and punctuation of a name do not matter (``Mid-Market`` is ``mid_market``). None: no rule matches.
    """
    if row.segment is not None:
        named = _named(row.segment, rules)
        if named is not None:
            return named
    for rule in rules:
        if rule.arr_from is None or row.arr_cents >= rule.arr_from:
            return rule.name
    return None


def _named(word: str, rules: Sequence[SegmentRule]) -> str | None:
    return next((rule.name for rule in rules if plain(rule.name) == plain(word)), None)


def sort_book(book: Book, rules: Sequence[SegmentRule]) -> Sorted:
    """Sort every account of a book into a segment.

    A name that is no segment is an error if the user mapped the column; if the column was only recognized, the
    account is sorted by its ARR and a warning says so.

    Raises
    ------
    InputError
        With every account that no segment takes.
    """
    problems, segments, strangers = [], [], Counter[str]()
    names = [rule.name for rule in rules]
    for row in book.rows:
        found = segment_of(row, rules)
        if row.segment is not None and _named(row.segment, rules) is None:
            if book.segment_mapped:
                allowed = hint(row.segment, names) or f"; allowed: {', '.join(names)}"
                message = f"{shown(row.segment)} is not a segment of the scenario{allowed}"
                problems.append(Problem(book.file, row.line, 0, "segment", message))
                continue
            strangers[row.segment] += 1
        if found is None:
            message = f"no segment takes an ARR of {row.arr_cents / 100:,.2f}; leave arr_from out in the last segment"
            problems.append(Problem(book.file, row.line, 0, "arr", message))
            continue
        segments.append(found)
    if problems:
        raise InputError(problems)
    return Sorted(tuple(segments), _about_strangers(strangers, names))


def _about_strangers(strangers: Counter[str], names: Sequence[str]) -> tuple[str, ...]:
    if not strangers:
        return ()
    most = ", ".join(f"{shown(word)} ({n:,})" for word, n in strangers.most_common(4))
    return (
        f"{strangers.total():,} accounts are in segments that the scenario does not have: {most}; they are sorted "
        f"by ARR into {', '.join(names)}; say customers.columns.segment {{column, map}} to keep theirs",
    )


def months_between(first: date, last: date) -> float:
    """Return calendar months from one day to another, whole months and a share; negative if ``last`` comes first."""

    def months(day: date) -> float:
        return day.year * MONTHS_PER_YEAR + day.month + (day.day - 1) / days_in_month(day.year, day.month)

    return months(last) - months(first)


def renewals_survived(row: BookRow, term_months: float, start: date) -> float | None:
    """Return how often an account has renewed by ``start``.

    Said by the book, or else the whole terms that fit into its tenure or into the time since its start date. None if
    the book knows none of these. ``term_months`` is the length of its contract, the row's own or its segment's.
    """
    if row.renewals_survived is not None:
        return row.renewals_survived
    tenure = row.tenure_months
    if tenure is None and row.start_date is not None:
        tenure = max(0.0, months_between(row.start_date, start))
    return None if tenure is None else float(math.floor(tenure / term_months + 1e-9))
