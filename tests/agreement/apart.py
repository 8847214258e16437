"""Compare the engines in a process of its own, in which the compiled one is plain Python and nothing is compiled."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

from tests.agreement.engines import COMPILED, SIMPY

ROOT: Final = Path(__file__).resolve().parents[2]


class Told(NamedTuple):
    """What became of a process: its exit ``code``, and all the ``text`` it printed."""

    code: int
    text: str


def run_apart(command: list[str], package: Path | None = None, **environment: str) -> Told:
    """Run a Python command; ``package`` is a folder in which cssim is taken instead of where it is here."""
    path = [str(package)] if package is not None else []
    paths = os.pathsep.join([*path, *filter(None, [os.environ.get("PYTHONPATH", "")]), str(ROOT)])
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": paths, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Told(done.returncode, done.stdout)


def compare_apart(*options: str, package: Path | None = None) -> Told:
    """Compare the engines; the options are those of ``python -m tests.agreement``."""
    return run_apart(["-m", "tests.agreement", SIMPY, COMPILED, *options], package, NUMBA_DISABLE_JIT="1")
