"""Who asked, when, and of which files: the only thing written that is not the same bytes on a second run."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cssim.results.store import Audit, InputFile


def audit(files: Sequence[Path], control_total: float | None, book_total: float | None, engine: str) -> Audit:
    """Return the audit of a study made now; the author comes from ``CSSIM_AUTHOR``, if that is set.

    Parameters
    ----------
    files
        Scenario files and books that were read.
    control_total, book_total
        Finance's figure and what the book adds up to [currency], None without.
    engine
        The engine that made the runs.
    """
    from cssim.results.store import Audit

    return Audit(
        when=datetime.now(UTC).isoformat(timespec="seconds"),
        author=os.environ.get("CSSIM_AUTHOR", ""),
        inputs=tuple(_described(path) for path in dict.fromkeys(files)),
        control_total=control_total,
        book_total=book_total,
        engine=engine,
    )


def _described(path: Path) -> InputFile:
    from cssim.results.store import InputFile

    content = path.read_bytes()
    rows = None if path.suffix.lower() in (".yaml", ".yml") else _rows(content)
    return InputFile(path.name, hashlib.sha256(content).hexdigest(), rows)


def _rows(content: bytes) -> int | None:
    """Return the lines of a CSV file below its header; a quoted cell may hold several lines of text."""
    try:
        records = sum(1 for record in csv.reader(io.StringIO(content.decode("latin-1"), newline="")) if record)
    except csv.Error:
        return None
    return max(0, records - 1)
