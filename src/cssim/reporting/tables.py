"""Plain tables: aligned columns that read the same on a screen, in a log and in an e-mail."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

_GAP: Final = "  "


class Table(NamedTuple):
    """A table as cells: a head, and rows of one length or, for a heading inside, of one cell."""

    head: list[str]
    rows: list[list[str]]

    def text(self) -> str:
        """Return it as plain text; see :func:`table`."""
        return table(self.head, self.rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], indent: int = 0) -> str:
    """Return rows under a head; the first column is aligned to the left, all others to the right.

    A row with one cell is a heading inside the table.
    """
    full = [row for row in [head, *rows] if len(row) > 1]
    widths = [max(len(cell) for cell in column) for column in zip_longest(*full, fillvalue="")]
    lines = [_line(head, widths), _line(["-" * width for width in widths], widths)]
    lines += [_line(row, widths) if len(row) > 1 else "".join(row) for row in rows]
    return textwrap.indent("\n".join(line.rstrip() for line in lines), " " * indent)


def labelled(pairs: Sequence[tuple[str, str]], width: int = 110) -> str:
    """Return labels with their sentences beside them, wrapped under each other; an empty label goes on below."""
    column = max(len(label) for label, _ in pairs) + 3
    lines = []
    for label, sentence in pairs:
        wrapped = textwrap.wrap(sentence, width - column, break_on_hyphens=False, break_long_words=False) or [""]
        lines.append(f"{label:<{column}}{wrapped[0]}".rstrip())
        lines += [" " * column + line for line in wrapped[1:]]
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = f"{cells[0]:<{widths[0]}}"
    return _GAP.join([first, *(f"{cell:>{width}}" for cell, width in zip(cells[1:], widths[1:], strict=False))])
