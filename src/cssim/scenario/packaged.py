"""The scenarios that come with cssim: packed into the wheel, or beside the source in a checkout."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Final

from cssim.errors import InputError

PACKAGED: Final = "cssim:"
"""How the names of what comes with cssim begin."""
_SUFFIX: Final = ".yaml"


def packaged_names() -> tuple[str, ...]:
    """Return the names of the packaged scenarios, without ending, in order."""
    return tuple(sorted(path.stem for path in _folder().glob(f"*{_SUFFIX}")))


def packaged_path(name: str) -> Path:
    """Return the file of a packaged scenario.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    if name not in packaged_names():
        raise InputError.of(f"{name!r} is not packaged with cssim; there are {', '.join(packaged_names())}")
    return _folder() / f"{name}{_SUFFIX}"


def packaged_file(name: str) -> Path:
    """Return a file that lies beside the packaged scenarios, such as a sample book; it need not exist."""
    return _folder() / name


def book_file(name: str) -> Path:
    """Return the file of a customer book as a scenario names it; ``cssim:`` names one that comes with cssim."""
    return packaged_file(name.removeprefix(PACKAGED)) if name.startswith(PACKAGED) else Path(name)


def _folder() -> Path:
    package = Path(str(resources.files("cssim")))
    installed = package / "scenarios"
    return installed if installed.is_dir() else package.parents[1] / "scenarios"
