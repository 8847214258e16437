"""``docs/scenario-reference.md``, written from the schema: ``python -m cssim.scenario.manual.page [FILE]``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from cssim.scenario.manual.catalog import Explanation
from cssim.scenario.manual.explain import keys

PAGE: Final = Path("docs/scenario-reference.md")

_HEAD: Final = """# Every key of a scenario file

Written by `python -m cssim.scenario.manual.page` from the schema; a test fails if it is out of date.
`cssim explain KEY` prints the same for one key.

A `*` stands for a name of yours (a segment, a team) or an item of a list. *Range* is what the evidence allows, not a
limit; a key marked ↔ varies over it from future to future when `assumptions: drawn`. *Off* is the value at which the
mechanism has no effect at all. Evidence: *published study*, *large survey*, *vendor claim*, *derived* (worked out
from figures that were read), *guess* (range 0.5 to 2 times the default), *yours* (only you can know); keys without a
label are definitions and choices. Numbers in brackets are sources of the evidence review.
"""
_COLUMNS: Final = "| key | what it is | default | range | off | evidence |\n|---|---|---|---|---|---|"


def page() -> str:
    """Return the page."""
    blocks = [_HEAD]
    single = [row for row in keys() if "." not in row.key and not row.keys]
    blocks.append(_table("At the top", single))
    for name, rows in groupby(keys(), key=lambda row: row.key.partition(".")[0]):
        inside = list(rows)
        if inside[0].keys:
            blocks.append(_table(f"`{name}`: {inside[0].about}", inside[1:]))
    return "\n".join(blocks)


def _table(title: str, rows: Sequence[Explanation]) -> str:
    return "\n".join([f"## {title}\n", _COLUMNS, *map(_line, rows), ""])


def _line(row: Explanation) -> str:
    default = "**required**" if row.required else _code(row.default)
    span = f"{row.low} to {row.high}" if row.low and row.high else row.low or row.high
    label = "" if row.evidence == "convention" else row.evidence
    evidence = ": ".join(text for text in (label, row.source) if text)
    cells = [_code(row.key), _what(row), default, span + " ↔" * row.drawn, _code(row.off), evidence]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _what(row: Explanation) -> str:
    """Return what a key is, what it may be and in which alternatives it is there, for one cell."""
    kind = f"one of {', '.join(map(_code, row.allowed))}" if row.allowed else row.kind
    notes = [note for note in (kind, row.limits, _in_unit(row)) if note]
    only = f" Only with {' or '.join(map(_code, row.only_with))}." if row.only_with else ""
    return f"{row.about.rstrip('.')} ({'; '.join(notes)}).{only}"


def _in_unit(row: Explanation) -> str:
    return f"in {row.unit}" if row.unit and not row.unit.startswith(("share", "currency")) else ""


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def main(arguments: Sequence[str] = ()) -> None:
    """Write the page to the file named in ``arguments``, or to its place in a checkout."""
    target = Path(arguments[0]) if arguments else PAGE
    target.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
