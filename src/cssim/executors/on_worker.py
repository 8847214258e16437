"""On a worker: what a process of a cluster is asked to run. It needs no cluster library to be imported."""

from __future__ import annotations

import hashlib
import os
import pickle
import signal
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from cssim.executors.base import Failed, attempt, reason_of


def work(identity: str, order: bytes) -> bytes | None:
    """Do one job and return its outcome.

    Parameters
    ----------
    identity
        Of the process the job was given to. A supervisor may put a new process at the address of one that died, and
        Dask then sends it the old job: that one is left alone, because whoever gave it out counts deaths.
    order
        Pickle of function, index and job.

    Returns
    -------
    bytes or None
        Pickle of a ``Done`` or ``Failed``; None if this is another process than the job was given to.
    """
    from distributed import get_worker

    if get_worker().id != identity:
        return None
    function, index, job = pickle.loads(order)
    outcome = attempt(function, index, job)
    try:
        return pickle.dumps(outcome)
    except Exception as error:
        return pickle.dumps(Failed(index, f"its result cannot be sent: {reason_of(error)}"))


def call(function: Callable[[], Any]) -> str:
    """Call a function for its effect, and return why it failed, or an empty text."""
    return reason_of(error) if (error := _error_of(function)) else ""


def sources() -> tuple[str, str]:
    """Return the version of cssim and the digest of its source files, as they are where this runs."""
    import cssim

    return cssim.__version__, _digest(Path(cssim.__file__).parent)


def leave_interrupts() -> None:
    """Ignore Ctrl-C, which a terminal sends to every process: the parent ends its workers itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


async def die() -> None:
    """End this process at once, with the job it is on; its supervisor starts a new one."""
    os._exit(0)


@cache
def _digest(package: Path) -> str:
    """Return the SHA-256 of a package's source files, with plain newlines."""
    content = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        content.update(path.relative_to(package).as_posix().encode())
        content.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return content.hexdigest()


def _error_of(function: Callable[[], Any]) -> BaseException | None:
    try:
        function()
    except (Exception, SystemExit) as error:
        return error
    return None
