"""Measuring in a process of its own: a fresh Python calls one function and says what it gave and how much it took.

Peak memory, imports and compilation can only be measured so. The function is named by module, takes numbers and
words, and returns a NamedTuple of them.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar, get_type_hints

import cssim

T = TypeVar("T")

ROOT: Final = Path(__file__).resolve().parents[1]
_STATUS: Final = Path("/proc/self/status")


class Apart(NamedTuple, Generic[T]):
    """What a function gave in a process of its own; ``peak`` memory [bytes]; CPU time [s] with that of its workers,
    and ``seconds`` on the wall, from the start of Python to its end."""

    value: T
    peak: int
    cpu: float
    seconds: float


def call(function: Callable[..., T], *arguments: Any, environment: Mapping[str, str] | None = None) -> Apart[T]:
    """Call a function in a fresh Python.

    Raises
    ------
    RuntimeError
        With what the process wrote on stderr, if it failed.
    """
    paths = [str(ROOT), str(Path(cssim.__file__).resolve().parents[1])]
    settings = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **(environment or {})}
    asked = [function.__module__, function.__qualname__, json.dumps(arguments)]
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.apart", *asked], env=settings, capture_output=True, encoding="utf-8"
    )
    seconds = time.monotonic() - begin
    if done.returncode:
        raise RuntimeError(f"{asked[0]}.{asked[1]} failed apart: {done.stderr[-2000:]}")
    answer = json.loads(done.stdout.splitlines()[-1])
    kind = get_type_hints(function)["return"]
    return Apart(kind(*answer["value"]), answer["peak"], answer["cpu"], seconds)


def peak_memory() -> int:
    """Return the most memory [bytes] this process has held.

    What ``getrusage`` gives would count the parent's memory too on Linux, where a process begins as a copy of it.
    """
    if _STATUS.is_file():
        line = next(line for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    found = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return found if sys.platform == "darwin" else found * 1024


def cpu_time() -> float:
    """Return the CPU time [s] of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main(asked: list[str]) -> None:
    """Call the function that is asked for and print what it gave, as the last line."""
    module, name, arguments = asked
    value = getattr(importlib.import_module(module), name)(*json.loads(arguments))
    print(json.dumps({"value": list(value), "peak": peak_memory(), "cpu": cpu_time()}))


if __name__ == "__main__":
    main(sys.argv[1:])
