"""What ``cssim doctor`` looks at: the parts that are installed, and two results that must come out as known."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Final

from cssim.engine.compiled import installed
from cssim.engine.compiled.sources import is_warm
from cssim.engine.engines import INSTALL, EngineName, engine_named
from cssim.errors import InputError
from cssim.units import HOURS_PER_YEAR

if TYPE_CHECKING:
    from cssim.results.run import Run

PARTS: Final = ("simpy", "numpy", "scipy", "pandas", "matplotlib", "pydantic", "pyyaml", "typer", "rich", "loky")
KNOWN_LINES: Final = 23
KNOWN_CLOSING: Final = 96_702_493
KNOWN_DIGEST: Final = "9c57fdb47237f3e6d66c31e32ef199e2a45c7928211ac78e3738166c197ff14c"
_RUNS: Final = 16
_YEARS: Final = 6
_CONFIDENCE: Final = 0.999
"""Of the interval around the mean wait: a false alarm once in a thousand seeds."""


@dataclass(frozen=True)
class Finding:
    """One thing looked at: ``ok``, what it is, and what was found."""

    ok: bool
    what: str
    found: str

    def __str__(self) -> str:
        return f"{'ok' if self.ok else 'PROBLEM':<8} {self.what:<22} {self.found}"


def findings() -> Iterator[Finding]:
    """Look at everything, one after the other."""
    import cssim

    yield Finding(True, "cssim", f"{cssim.__version__} on Python {platform.python_version()}, {platform.system()}")
    yield Finding(True, "cores", f"{os.cpu_count() or 1} (--jobs uses them all unless told otherwise)")
    missing = [part for part in PARTS if not _version(part)]
    found = ", ".join(f"{part} {_version(part)}" for part in PARTS if part not in missing)
    yield Finding(not missing, "libraries", found)
    if missing:
        yield Finding(False, "missing", f"install with: pip install {' '.join(missing)}")
        return
    yield engine_finding()
    yield cluster_finding()
    yield queue_finding()
    yield digest_finding("simpy")
    if installed() and is_warm():
        yield digest_finding("compiled")


def engine_finding() -> Finding:
    """Say whether the compiled engine is there and ready."""
    if not installed():
        text = f"not installed; studies take some 50 times as long without it: {INSTALL}"
        return Finding(True, "compiled engine", text)
    try:
        engine_named("compiled")
    except InputError as error:
        return Finding(False, "compiled engine", error.problems[0].message)
    ready = "compiled" if is_warm() else "not compiled yet, which takes two or three minutes, once: cssim doctor --warm"
    return Finding(True, "compiled engine", f"numba {_version('numba')}, {ready}")


def cluster_finding() -> Finding:
    """Say whether work can go to a Dask cluster."""
    found = _version("distributed")
    text = f"distributed {found}" if found else 'not installed, needed for --cluster only: pip install "cssim[cluster]"'
    return Finding(True, "cluster", text)


def queue_finding() -> Finding:
    """Compare the mean wait of the packaged ``queue_only`` scenario with Erlang's formula.

    Its desk of 4 people gets 64 x 10.2 requests a year of 10 hours each.
    """
    import cssim
    from cssim.results.statistics import mean_interval, mean_of

    result = cssim.run(cssim.load("cssim:queue_only", [f"horizon={_YEARS} years"]), runs=_RUNS)
    waits = sum(result.figures(f"wait_hours_desk.y{year}") for year in range(2, _YEARS + 1)) / (_YEARS - 1)
    low, high = mean_interval(waits, _CONFIDENCE)
    theory = erlang_wait(64 * 10.2 / HOURS_PER_YEAR, 10.0, 4)
    text = f"mean wait {mean_of(waits):.2f} h ({low:.2f} to {high:.2f} h); Erlang C says {theory:.2f} h"
    return Finding(low <= theory <= high, "known wait", text)


def erlang_wait(arrivals: float, service: float, servers: int) -> float:
    """Return the mean wait [h] of an M/M/c queue: ``arrivals`` per hour, mean ``service`` [h], c ``servers``.

    Notes
    -----
    Erlang 1917. The blocking probability is computed by its recursion, which does not overflow.
    """
    load = arrivals * service
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
    waits = blocked / (1.0 - load / servers * (1.0 - blocked))
    return waits * service / (servers - load)


def digest_finding(engine: EngineName) -> Finding:
    """Compare one run of the packaged ``tiny`` scenario with what it gave where cssim was built."""
    import cssim

    run = cssim.simulate(cssim.load("cssim:tiny"), seed=1, run=0, engine=engine)
    closing = int(run.accounts.closing.sum())
    if (len(run.ledger.amount), closing) != (KNOWN_LINES, KNOWN_CLOSING):
        text = f"{len(run.ledger.amount)} ledger lines, {closing} cents; expected {KNOWN_LINES} and {KNOWN_CLOSING}"
        return Finding(False, f"known run, {engine}", text)
    same = digest(run) == KNOWN_DIGEST
    detail = "to the last bit" if same else "in money; times differ in their last digits, as on another platform"
    return Finding(True, f"known run, {engine}", f"{KNOWN_LINES} ledger lines as expected, {detail}")


def digest(run: Run) -> str:
    """Return the SHA-256 of the ARR ledger of a run, bit for bit."""
    content = hashlib.sha256()
    for column in (run.ledger.time, run.ledger.account, run.ledger.kind, run.ledger.reason, run.ledger.amount):
        content.update(column.astype(column.dtype.newbyteorder("<")).tobytes())
    return content.hexdigest()


def _version(part: str) -> str:
    try:
        return metadata.version(part)
    except metadata.PackageNotFoundError:
        return ""
