"""What a measurement hands to the page: a section of text with its tables, and findings about goals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

Row = Sequence[object]


class Effort(NamedTuple):
    """How much is done for the page.

    ``rounds`` of every contest; ``months`` of a run; ``samples`` runs for a mean; ``naive_runs`` and ``runs`` of the
    study; ``sizes`` of companies (multiples of the company of a thousand); ``lengths`` of studies, in runs, for their
    memory; ``cold``: compile from nothing, which takes a minute.
    """

    rounds: int
    months: int
    samples: int
    naive_runs: int
    runs: int
    sizes: tuple[int, ...]
    lengths: tuple[int, ...]
    cold: bool


FULL = Effort(5, 36, 10, 3, 100, (1, 10, 100, 1000), (10, 100, 1000), True)
QUICK = Effort(3, 12, 4, 1, 10, (1, 10, 100), (10, 100), True)
SMOKE = Effort(1, 2, 3, 1, 2, (1, 2), (2, 4), False)


class Finding(NamedTuple):
    """What was found about a goal: ``goal`` its key, ``measured`` in words; ``reached`` None if it was not tried."""

    goal: str
    measured: str
    reached: bool | None


class Section(NamedTuple):
    """A part of the page."""

    title: str
    text: str
    findings: tuple[Finding, ...] = ()


Measure = Callable[[Effort], Section]


def table(head: Row, rows: Iterable[Row]) -> str:
    """Return a Markdown table; numbers stand at the right."""
    body = [[str(cell) for cell in row] for row in rows]
    right = [all(row[i][:1].isdigit() for row in body) for i in range(len(head))]
    rule = "|".join("---:" if each else "---" for each in right)
    lines = [f"| {' | '.join(row)} |" for row in [[str(cell) for cell in head], *body]]
    return "\n".join([lines[0], f"|{rule}|", *lines[1:]])


def number(value: float, digits: int = 3) -> str:
    """Return a number with so many significant digits and no exponent."""
    if value == 0.0:
        return "0"
    text = f"{value:.{digits}g}"
    return f"{float(text):,.0f}" if abs(value) >= 10 ** (digits - 1) else text
