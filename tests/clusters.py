"""A Dask cluster of its own for a test: scheduler and workers as processes, as somebody would start them by hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0


class Cluster:
    """A scheduler on the loopback interface, and the workers that were started for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        arguments = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(self._file)]
        self.scheduler = self._started("dask_scheduler", arguments, {})
        self.workers: list[subprocess.Popen[bytes]] = []
        self.count = 0
        self.address = str(wait_for(self._known)["address"])

    def work(self, workers: int = 2, *more: str, path: Path | None = None) -> None:
        """Start a supervisor with workers of one thread each, and wait until they are there.

        What lies in ``path`` is imported before all else.
        """
        from distributed import Client

        arguments = [self.address, "--nworkers", str(workers), "--nthreads", "1", "--no-dashboard"]
        arguments += ["--local-directory", str(self._folder), "--death-timeout", "20", "--memory-limit", "0", *more]
        before = f"{path}{os.pathsep}" if path else ""
        self.workers.append(self._started("dask_worker", arguments, {"PYTHONPATH": f"{before}{_paths()}"}))
        self.count += workers
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # some of these workers have other versions on purpose
            with Client(self.address, set_as_default=False) as client:
                client.wait_for_workers(self.count, timeout=PATIENCE)

    def end(self) -> None:
        """End everything that was started; workers go with their supervisor."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _known(self) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found

    def _started(self, module: str, arguments: list[str], more: dict[str, str]) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
        env = {**os.environ, "PYTHONPATH": _paths(), **more}
        return subprocess.Popen(
            command, cwd=self._folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """Give a running cluster, and end it afterwards."""
    found = Cluster(folder)
    try:
        if workers:
            found.work(workers)
        yield found
    finally:
        found.end()


def wait_for(look: Any) -> Any:
    """Return what ``look`` gives as soon as it is true."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError("what was waited for did not come")


def _paths() -> str:
    return os.pathsep.join([str(ROOT / "src"), str(ROOT)])
