"""The bytes of a CRM export -> records of cells that know where they stand.

Encodings: UTF-8 and UTF-16 by their byte order mark, UTF-8 without one, else Windows-1252 with a warning.
Delimiters: comma, semicolon, tab and pipe, whichever makes the most sense of the header. A quoted cell may hold line
breaks, so a record may take several lines; places are lines of the file, and characters in that line.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from cssim.errors import InputError, Problem

MAX_BYTES: Final = 64 * 1024 * 1024
DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
WIDEST_SOURCE: Final = 150
"""Characters of a line that a message shows; a cell farther right is named by its column only."""

_OTHER_KINDS: Final = (
    (b"PK\x03\x04", "an Excel workbook (or another zip file)"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"<", "HTML or XML (some CRMs save that as .xls)"),
    (b"{", "JSON"),
)


class Record(NamedTuple):
    """One record: ``line`` its first line (from 1), ``cells`` as written between the delimiters."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class TextTable:
    """A file taken apart: header, records, and what is needed to point into it.

    ``lines`` are the physical lines with their ends; ``problems`` what kept records from being read.
    """

    file: str
    encoding: str
    delimiter: str
    lines: Sequence[str]
    header: Record
    records: Sequence[Record]
    warnings: tuple[str, ...]
    problems: tuple[Problem, ...]

    def problem(self, record: Record, index: int, path: str, message: str) -> Problem:
        """Return a problem at cell ``index`` of a record; ``index`` -1 means the record as a whole."""
        line, column = (record.line, 0) if index < 0 else _place(self.lines, record, index, self.delimiter)
        return Problem(self.file, line, column, path, message, _source(self.lines[line - 1], column))


def read_table(path: Path, score: Callable[[Sequence[str]], int]) -> TextTable:
    """Read a file into a :class:`TextTable`.

    Parameters
    ----------
    path
        The CSV file; messages call it as it is given.
    score
        How many cells of a header are understood; decides between the delimiters.

    Raises
    ------
    InputError
        If it cannot be opened, is empty, is larger than :data:`MAX_BYTES`, or is not a text table.
    """
    file = str(path)
    text, encoding, warnings = _decode(_bytes(path, file), file)
    lines = list(io.StringIO(text, newline=""))
    first = 0
    if lines and lines[0].rstrip("\r\n").lower() in {f"sep={mark}" for mark in DELIMITERS}:
        delimiter, first = lines[0][4], 1  # Excel's own way to say the delimiter
    else:
        delimiter = _sniff(lines, score)
    records, problems = _records(lines, first, delimiter, file)
    if not records:
        raise InputError(problems or [Problem(file, 1, 0, "", "the file holds no table: it has no text in it")])
    header = records[0]
    if len(header.cells) < 2:
        found = "only one column was found"
        raise InputError(
            [
                *problems,
                Problem(
                    file,
                    header.line,
                    1,
                    "",
                    f"not a table of customers: {found}; allowed: columns separated by comma, semicolon, tab or pipe",
                    _source(lines[header.line - 1], 1),
                ),
            ]
        )
    return TextTable(file, encoding, delimiter, lines, header, records[1:], warnings, tuple(problems))


def _bytes(path: Path, file: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError.of(
                f"the file has {size / 1024**2:.1f} MB; allowed: at most {MAX_BYTES // 1024**2} MB", file=file
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError.of(f"cannot be read: {error.strerror or error}", file=file) from None
    if not data.strip(b"\x00\xff\xfe\xef\xbb\xbf \t\r\n"):
        raise InputError.of("the file is empty; a header line and one line per account are needed", file=file)
    return data


def _decode(data: bytes, file: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the text, the name of its encoding, and a warning if that was a guess."""
    for magic, kind in _OTHER_KINDS:
        if data.lstrip().startswith(magic):
            raise InputError.of(f"is {kind}, not a CSV file; export or save it as CSV (UTF-8)", file=file)
    marks = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
    encoding = next((name for mark, name in marks if data.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\x00" in data:
        raise InputError.of("is not text: it has zero bytes; export or save it as CSV (UTF-8)", file=file)
    try:
        return data.decode(encoding), encoding.removesuffix("-sig"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if encoding != "utf-8":
            message = f"is not valid {encoding.removesuffix('-sig')}, which its first bytes promise: {error.reason}"
            raise InputError([Problem(file, line, 0, "", message)]) from None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise InputError([Problem(file, line, 0, "", "is neither UTF-8 nor Windows-1252 text")]) from None
    warning = f"line {line} is not UTF-8, so the file was read as Windows-1252; look at the names, or export UTF-8"
    return text, "cp1252", (warning,)


def _sniff(lines: Sequence[str], score: Callable[[Sequence[str]], int]) -> str:
    """Return the delimiter whose header has the most known cells, then the most cells."""

    def merit(delimiter: str) -> tuple[int, int]:
        records, _ = _records(lines, 0, delimiter, "", most=1)
        cells = records[0].cells if records else []
        return score(cells), len(cells)

    return max(DELIMITERS, key=merit)


def _records(
    lines: Sequence[str], first: int, delimiter: str, file: str, most: int | None = None
) -> tuple[list[Record], list[Problem]]:
    """Return the records that are not blank; a quote gone wrong ends the reading and is the one problem."""
    found: list[Record] = []
    reader = csv.reader(lines[first:], delimiter=delimiter, strict=True)
    try:
        found.extend(islice(_numbered(reader, first), most))
    except csv.Error as error:
        at = min(first + reader.line_num, len(lines))
        start = max(found[-1].line + 1, first + 1) if found else first + 1
        message = f"a quoted cell goes wrong ({error}); quotes inside a quoted cell are doubled, and each is closed"
        if at > start:
            message += f"; it may begin anywhere from line {start} on"
        return found, [Problem(file, at, 0, "", message, _source(lines[at - 1], 0))]
    return found, []


def _numbered(reader: Iterator[list[str]], first: int) -> Iterator[Record]:
    line = first
    for cells in reader:
        start, line = line + 1, first + reader.line_num  # type: ignore[attr-defined]
        if any(cell.strip() for cell in cells):
            yield Record(start, cells)


def _place(lines: Sequence[str], record: Record, index: int, delimiter: str) -> tuple[int, int]:
    """Return line and character (both from 1) at which a cell of a record begins."""
    line, column, quoted, before = record.line, 1, False, delimiter
    while index > 0 and line <= len(lines):
        for column, character in enumerate(lines[line - 1], start=2):
            if character == '"' and (quoted or before in (delimiter, '"')):
                quoted = not quoted  # a quote means something at the start of a cell, inside it and after a quote
            elif character == delimiter and not quoted:
                index -= 1
                if index == 0:
                    return line, column
            before = character
        line += 1
    return (line, column) if index == 0 else (record.line, 0)


def _source(line: str, column: int) -> str:
    """Return a line as a message may show it: one line, no control characters, not too long."""
    if column > WIDEST_SOURCE:
        return ""
    plain = "".join(one if one.isprintable() else "·" for one in line.rstrip("\r\n")[:WIDEST_SOURCE])
    return plain + ("…" if len(line.rstrip("\r\n")) > WIDEST_SOURCE else "")
