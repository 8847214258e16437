"""Archives: the records of one run as bytes. A ``.npz`` of plain arrays and JSON; nothing is pickled or unpickled.

Record ``k`` of an archive is two members. ``k.json`` says whose run it is and which arrays there are; ``k.npy`` holds
their bytes one after the other, integers in the fewest bytes that hold them. Two members, because a member costs more
time than its content, and few bytes, because a study keeps thousands of runs. Nothing in it tells of the time or the
machine.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cssim.errors import InputError
from cssim.results.measures import Definitions, Measures, Valuation
from cssim.results.record import RunRecord
from cssim.results.run import AccountColumns, LedgerColumns

_FORMAT: Final = 4
_NARROW: Final = ("|i1", "<i2", "<i4")
_TYPES: Final = frozenset({*_NARROW, "<i8", "<f8"})
_LEVEL: Final = 1
"""Of compression: higher levels take two to four times as long and save a tenth of the bytes."""
DAMAGE: Final = (
    OSError, ValueError, KeyError, TypeError, EOFError, RuntimeError, OverflowError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What reading a file that is no archive of ours, or a part of one, may raise."""


def to_bytes(records: Sequence[RunRecord], study: str = "") -> bytes:
    """Return the records of one run, one per design, as the bytes of an archive.

    ``study`` says whose run it is: a text that only runs of the same study have in common.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, record in enumerate(records):
            about, data = _packed(record)
            about |= {"format": _FORMAT, "study": study, "records": len(records)}
            _add(archive, f"{number}.json", json.dumps(about))
            _add(archive, f"{number}.npy", data)
    return buffer.getvalue()


def from_file(path: Path, design: int) -> RunRecord:
    """Return one record of an archive, equal to the one that was written; ``design`` is its position.

    Raises
    ------
    InputError
        If the file is not a whole archive of records.
    """
    try:
        # through memory: a damaged archive must not leave the file open, which Windows would then not let go of
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            about = json.loads(archive.read(f"{design}.json"))
            return _record(about, _arrays(about, archive.read(f"{design}.npy")))
    except DAMAGE as error:
        raise InputError.of(f"this is not a finished run that cssim can read: {error}", file=str(path)) from error


def is_whole(path: Path, run: int, study: str) -> bool:
    """Return whether a file is an undamaged archive of this run of this study."""
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            first = json.loads(archive.read("0.json"))
            members = [f"{number}.{kind}" for number in range(first["records"]) for kind in ("json", "npy")]
            mine = (first["format"], first["study"], first["run"]) == (_FORMAT, study, run)
            return mine and archive.namelist() == members and archive.testzip() is None
    except DAMAGE:
        return False


def _add(archive: zipfile.ZipFile, name: str, content: str | bytes) -> None:
    """Add a member that bears the oldest date there is: that of the clock would make every archive different."""
    archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, _LEVEL)


def _packed(record: RunRecord) -> tuple[dict[str, Any], bytes]:
    """Return what is to be said about a record, and its arrays as the bytes of one array."""
    arrays = {name: _narrowed(array) for name, array in _named(record).items()}
    about = {
        "design": record.design,
        "run": record.run,
        "seed": record.seed,
        "segments": record.segments,
        "teams": record.teams,
        "gross_margin": record.measures.gross_margin,
        "valuation": record.measures.valuation,
        "definitions": record.measures.definitions,
        "arrays": {name: [array.dtype.str, *array.shape] for name, array in arrays.items()},
    }
    buffer = io.BytesIO()
    np.save(buffer, np.frombuffer(b"".join(array.tobytes() for array in arrays.values()), dtype=np.uint8))
    return about, buffer.getvalue()


def _named(record: RunRecord) -> dict[str, NDArray[Any]]:
    """Return every array of a record, by dotted name."""
    arrays = {"steps": record.steps}
    for part in ("measures", "ledger", "accounts"):
        value = getattr(record, part)
        for item in fields(value):
            if isinstance(array := getattr(value, item.name), np.ndarray):
                arrays[f"{part}.{item.name}"] = array
    return arrays


def _narrowed(array: NDArray[Any]) -> NDArray[Any]:
    """Return whole numbers in the smallest type that holds them all, other numbers as they are."""
    if array.dtype.kind == "f":
        return array.astype("<f8", copy=False)
    low, high = (int(array.min()), int(array.max())) if array.size else (0, 0)
    for name in _NARROW:
        limits = np.iinfo(name)
        if limits.min <= low and high <= limits.max:
            return array.astype(name)
    return array.astype("<i8", copy=False)


def _arrays(about: Mapping[str, Any], member: bytes) -> dict[str, NDArray[Any]]:
    """Return the arrays of a record, whole numbers in 64 bits again."""
    data = np.load(io.BytesIO(member), allow_pickle=False)
    arrays, place = {}, 0
    for name, (kind, *shape) in about["arrays"].items():
        if kind not in _TYPES:
            raise ValueError(f"{name} has numbers of another type")
        count = math.prod(shape)
        end = place + count * np.dtype(kind).itemsize
        wide = np.float64 if kind == "<f8" else np.int64
        arrays[name] = data[place:end].view(kind).reshape(shape).astype(wide)
        place = end
    if place != len(data):
        raise ValueError("it is not as long as it says")
    return arrays


def _record(about: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> RunRecord:
    """Return the record that these things were said about."""

    def columns(part: str) -> dict[str, NDArray[Any]]:
        return {name.removeprefix(f"{part}."): array for name, array in arrays.items() if name.startswith(f"{part}.")}

    return RunRecord(
        design=about["design"],
        run=about["run"],
        seed=about["seed"],
        segments=tuple(about["segments"]),
        teams=tuple(about["teams"]),
        measures=Measures(
            **columns("measures"),
            gross_margin=about["gross_margin"],
            valuation=Valuation(*about["valuation"]),
            definitions=Definitions(*about["definitions"]),
        ),
        ledger=LedgerColumns(**columns("ledger")),
        accounts=AccountColumns(**columns("accounts")),
        steps=arrays["steps"],
    )
