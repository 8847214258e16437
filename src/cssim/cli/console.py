"""The two streams: results on stdout, everything else on stderr; legible on any console."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TextIO

_ASCII: Final = str.maketrans(
    {
        "–": "-", "—": "-", "−": "-", "…": "...", "±": "+/-", "≥": ">=", "≤": "<=", "×": "x", "·": "-",
        "→": "->", "✓": "ok", "€": "EUR ", "£": "GBP ", "¥": "JPY ", "’": "'", "“": '"', "”": '"',
        "\u00a0": " ", "\u202f": " ",
    }
)  # fmt: skip


def prepare_streams() -> None:
    """Make files and pipes UTF-8 on every system; a console keeps its own encoding and never raises.

    A stream that was closed before the start (``>&-``) takes what is written and keeps nothing.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if not stream.isatty() and "PYTHONIOENCODING" not in os.environ:
            stream.reconfigure(encoding="utf-8")
        stream.reconfigure(errors="replace")


def legible(text: str, encoding: str | None) -> str:
    """Return ``text`` as it is if ``encoding`` can write it, else with its symbols spelled in ASCII."""
    try:
        text.encode(encoding or "utf-8")
    except UnicodeEncodeError:
        return text.translate(_ASCII)
    return text


def show(text: str) -> None:
    """Print a result on stdout."""
    _write(sys.stdout, text)


def tell(text: str) -> None:
    """Print anything that is not a result on stderr."""
    sys.stdout.flush()
    _write(sys.stderr, text)


def show_json(document: Mapping[str, Any]) -> None:
    """Print the one JSON document of a ``--json`` command; it carries a ``schema_version``."""
    if "schema_version" not in document:
        raise ValueError("a JSON document needs a schema_version")
    _write(sys.stdout, json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False))


def _write(stream: TextIO, text: str) -> None:
    stream.write(legible(text, stream.encoding) + "\n")
    stream.flush()
