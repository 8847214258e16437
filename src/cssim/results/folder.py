"""A folder that appears whole or not at all, and how a name is changed on systems where others may hold a file."""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from cssim.errors import InputError

_TRIES: Final = 6
_PAUSE: Final = 0.05
"""Seconds before a rename is tried again: scanners on Windows hold new files open for a moment."""
_PARTIAL: Final = ".partial"
_OURS: Final = frozenset(
    {
        "manifest.json", "audit.json", "scenario.yaml", "summary.json", "monthly.csv", "ledger.csv", "accounts.csv",
        "comparison.json", "comparison.png", "attribution.csv", "attribution.png", "report.html", "study.npz",
        "accounts_to_protect.csv", "claims.json",
    }
)  # fmt: skip
"""Every file that results consist of; what else lies in their folder is the user's and never deleted."""


class NewFolder:
    """A folder being written: ``with NewFolder(out) as folder: folder.write("a.csv", text)``.

    Files go to a hidden folder beside it, which takes its name when the block ends without an error. Until then
    whatever stood there stays as it was. What a killed process left half written is cleared away by the next one.
    """

    def __init__(self, out: Path, *, force: bool = False) -> None:
        self._out = out
        self._force = force

    def __enter__(self) -> Self:
        check_free(self._out, force=self._force)
        parent = self._out.resolve().parent
        parent.mkdir(parents=True, exist_ok=True)
        for half in parent.glob(f".{glob.escape(self._out.name)}.????????{_PARTIAL}"):
            shutil.rmtree(half, ignore_errors=True)
        self._work = Path(tempfile.mkdtemp(prefix=f".{self._out.name}.", suffix=_PARTIAL, dir=parent))
        self._work.chmod(0o755)
        return self

    def write(self, name: str, text: Iterable[str] | Iterable[bytes] | str | bytes) -> None:
        """Write one file, whole or part by part; text is UTF-8 with plain newlines on every system."""
        with (self._work / name).open("wb") as file:
            if isinstance(text, bytes):
                file.write(text)
            else:
                for part in (text,) if isinstance(text, str) else text:
                    file.write(part if isinstance(part, bytes) else part.encode())
            file.flush()
            os.fsync(file.fileno())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                _sync(self._work)
                _swap(self._work, self._out)
        finally:
            shutil.rmtree(self._work, ignore_errors=True)


def check_free(out: Path, *, force: bool = False) -> None:
    """Refuse a folder that must not be written.

    Raises
    ------
    InputError
        If ``out`` exists and ``force`` is not set, is not a folder, or holds something cssim did not write.
    """
    if not out.exists():
        return
    if not out.is_dir():
        raise InputError.of(f"{out} is a file, not a folder", path="--out")
    if not any(out.iterdir()):
        return
    if not force:
        raise InputError.of(f"{out} exists; choose another folder, or --force to replace it", path="--out")
    if not (out / "manifest.json").exists():
        raise InputError.of(f"{out} holds other files than results of cssim; it is not replaced", path="--out")
    others = sorted(path.name for path in out.iterdir() if path.name not in _OURS and not path.name.startswith("."))
    if others:
        held = f"{others[0]!r}" if len(others) == 1 else f"{others[0]!r} and {len(others) - 1} more"
        raise InputError.of(f"{out} also holds {held}, not from cssim; --force would delete it: move it", path="--out")


def _swap(new: Path, out: Path) -> None:
    """Give ``new`` the name ``out``; what stood there is put back if that fails, and deleted if it does not."""
    if not out.exists():
        patiently_replace(new, out)
    else:
        old = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".old", dir=out.resolve().parent))
        patiently_replace(out, old / "was")
        try:
            patiently_replace(new, out)
        except OSError:
            patiently_replace(old / "was", out)
            raise
        finally:
            shutil.rmtree(old, ignore_errors=True)
    _sync(out.resolve().parent)


def patiently_replace(source: Path, target: Path) -> None:
    """Rename, trying again for a moment where another program holds a file open."""
    for attempt in range(_TRIES):
        try:
            source.replace(target)
        except PermissionError:
            if attempt == _TRIES - 1:
                raise
            time.sleep(_PAUSE * 2**attempt)
        else:
            return


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all; what stood there stays until then.

    It is not forced onto the disk: that takes longer than a run. Only a power failure can then leave a damaged file.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        partial.write_bytes(data)
        patiently_replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Make the names in a folder durable, on systems where a folder can be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
