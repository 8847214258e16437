"""What compiled code is made of: a digest of its sources, and where it is written that they have been compiled.

Numba is not imported here: whether it is worth loading is asked before.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

DOORS: Final = 2
"""Functions by which Python enters compiled code."""
_DONE: Final = "all-doors"
_PACKAGE: Final = Path(__file__).resolve().parents[2]
_SOURCES: Final = (
    "units.py",
    "sampling",
    "dynamics",
    "domain",
    "plan/tables.py",
    "plan/rows",
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


def cache_folder() -> Path:
    """Return where compiled code is kept: a folder for these sources, where they lie, in the user's cache."""
    place = hashlib.sha256(str(_PACKAGE).encode()).hexdigest()
    return _user_cache().joinpath(f"cssim-{source_digest()[:24]}-{place[:8]}-{platform.machine()}")


def is_warm() -> bool:
    """Return whether every door has been compiled before, from these sources, and the compiled code is still there."""
    if int(os.environ.get("NUMBA_DISABLE_JIT") or 0):
        return False
    folder = cache_folder()
    return folder.joinpath(_DONE).exists() and len(list(folder.rglob("*.nbi"))) >= DOORS


def mark_warm() -> None:
    """Write down that every door has been compiled; it is not where plain Python runs instead."""
    folder = cache_folder()
    if folder.is_dir():
        folder.joinpath(_DONE).touch()


def _user_cache() -> Path:
    chosen = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if chosen:
        return Path(chosen)
    try:
        return Path.home().joinpath(".cache")
    except RuntimeError:
        # a user without a home, as in some containers
        return Path(tempfile.gettempdir())
