"""What compiled code is made of: a digest of its sources, and where it is written that they have been compiled.

Numba is not imported here: whether it is worth loading is asked before.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).resolve().parent
_PACKAGE: Final = _HERE.parents[1]
_SOURCES: Final = (
    "units.py",
    "sampling",
    "dynamics",
    "domain",
    "plan/tables.py",
    "engine/calendar.py",
    "engine/compiled",
)


@cache
def source_digest() -> str:
    """Return the SHA-256 of every source that compiled code is made of, and of the versions that make it."""
    made_by = f"python {sys.version_info[:2]} numba {version('numba')} numpy {version('numpy')}"
    digest = hashlib.sha256(made_by.encode())
    for path in source_files(_PACKAGE):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def source_files(package: Path) -> Iterator[Path]:
    """Yield every file of the package that compiled code is made of, in a fixed order."""
    for name in _SOURCES:
        place = package.joinpath(name)
        yield from sorted(place.glob("*.py")) if place.is_dir() else [place]


def is_warm() -> bool:
    """Return whether every door has been compiled before, from these sources."""
    return _stamp().exists()


def mark_warm() -> None:
    """Write down that every door has been compiled; where nothing can be written, every process asks again."""
    try:
        _stamp().parent.mkdir(parents=True, exist_ok=True)
        _stamp().touch()
    except OSError:
        return


def _stamp() -> Path:
    """Return the file that says so: it lies with Numba's own, so that who clears one clears both."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    place = Path(chosen) if chosen else _HERE.joinpath("__pycache__")
    return place.joinpath(f"doors-{source_digest()[:24]}.done")
