"""The page docs/benchmarks.md: which sources and which kind of machine it comes from, and what was measured.

The page says which sources made it by a digest of all files that can change a ratio. A later edit makes the page
old, not wrong, and measuring takes half an hour: so no test compares the digest with the sources. ``make bench`` does,
and says what it found before it writes the page anew; the tests see to it that the page is whole.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
from collections.abc import Collection, Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from benchmarks.goals import reworded, summary
from benchmarks.section import Section, table

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "benchmarks.md"
SOURCES: Final = (
    "src/cssim/engine",
    "src/cssim/dynamics",
    "src/cssim/sampling",
    "src/cssim/domain",
    "src/cssim/plan",
    "benchmarks",
)
WORDS: Final = "goals.py"
"""Only says why a goal was missed, which is known after measuring."""
LIBRARIES: Final = ("numba", "numpy", "simpy", "ciw", "mesa")
DIGEST: Final = re.compile(r"^Sources: `([0-9a-f]{16})`", re.MULTILINE)
_HEAD: Final = """\
# Benchmarks

Written by `make bench`; not to be edited. Contestants are timed in one process, in turn, round by round, in CPU time,
and medians are shown, unless a table says otherwise. Trust the ratios: seconds belong to the machine and to whatever
else it does. No test asserts a time.

{machine}

Sources: `{digest}`, a digest of {sources}. `make bench` says whether they have changed since.

## Ratios to reach

{goals}
"""


def digest_of_sources(root: Path = ROOT) -> str:
    """Return the digest of every source file that can change a ratio, the same on every system."""
    return digest_of(SOURCES, root, without=(WORDS,))


def digest_of(folders: Iterable[str], root: Path, without: Collection[str] = ()) -> str:
    """Return the digest of all code and scenarios of some folders under ``root``, but for files of some names."""
    found = hashlib.sha256()
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".py", ".yaml") and path.name not in without:
                found.update(path.relative_to(root).as_posix().encode() + b"\0")
                found.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()[:16]


def status(page: Path | None = None) -> str:
    """Return whether a page, the committed one by default, comes from the present sources, as a sentence."""
    return status_of(page or PAGE, digest_of_sources())


def status_of(page: Path, digest: str) -> str:
    """Return whether a page names the digest of the present sources, as a sentence."""
    if not page.is_file():
        return f"{page.name} has not been written yet"
    found = DIGEST.search(page.read_text(encoding="utf-8"))
    current = found is not None and found[1] == digest
    return f"{page.name} comes from the present sources" if current else f"{page.name} is stale: sources have changed"


def written(sections: Sequence[Section], digest: str) -> str:
    """Return the page of what was measured on sources of this digest."""
    findings = [finding for section in sections for finding in section.findings]
    named = [f"`{folder}`" for folder in SOURCES]
    head = _HEAD.format(
        machine=machine(),
        digest=digest,
        sources=f"{', '.join(named[:-1])} and {named[-1]}",
        goals=summary(findings),
    )
    parts = [f"## {section.title}\n\n{section.text.rstrip()}\n" for section in sections]
    return "\n".join([head, *parts])


def reword() -> None:
    """Give the committed page today's reasons."""
    PAGE.write_text(reworded(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def machine() -> str:
    """Return the kind of machine and the versions, as a table."""
    rows = [("processor", processor()), ("cores", os.cpu_count()), ("Python", platform.python_version())]
    return table(("machine", ""), [*rows, *_versions()])


def processor(lines: Iterable[str] | None = None) -> str:
    """Return the processor's model name, or its family where that is all there is to know."""
    info = Path("/proc/cpuinfo")
    if lines is None:
        lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else ()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _versions() -> list[tuple[str, str]]:
    found = []
    for name in LIBRARIES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            found.append((name, "not installed"))
    return found
