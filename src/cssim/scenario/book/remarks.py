"""What is odd about the accounts of a customer book, and is no problem."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cssim.scenario.book.file import Record
from cssim.scenario.book.status import KNOWN_OUTCOMES


class Remarks:
    """Remarks on lines, in the order in which a kind of them was first made."""

    def __init__(self) -> None:
        self._lines: dict[str, list[int]] = {}

    def make(self, kind: str, record: Record) -> None:
        """Remark something on a record: ``zero``, ``overdue``, ``future``, ``ambiguous``, ``outside``, an outcome."""
        self._lines.setdefault(kind, []).append(record.line)

    def said(self, start: date) -> list[str]:
        """Return a sentence for each kind, with how many lines it concerns and the first of them."""
        month = f"{start:%Y-%m}"
        texts = {
            "zero": "an ARR of 0; they are simulated and cost work, but can lose nothing",
            "overdue": f"a renewal date before the start in {month}; it is rolled forward by whole terms",
            "future": f"a start date after the start in {month}; they count from the start",
            "ambiguous": "a parent that several accounts are called; it counts as none of them: name parents by id",
            "outside": "a parent that is no account of the book; it counts as a top parent by that name",
            **{one: f"the status '{one.replace('_', ' ')}'; {what}" for one, what in KNOWN_OUTCOMES.items()},
        }
        return [f"{accounts_on(lines)} {texts[kind]}" for kind, lines in self._lines.items()]


def accounts_on(lines: Sequence[int]) -> str:
    """Return how many accounts have something, and the first line of them."""
    where = f"line {lines[0]}" if len(lines) == 1 else f"first: line {lines[0]}"
    return f"{len(lines):,} account{'s have' if len(lines) > 1 else ' has'} ({where})"
