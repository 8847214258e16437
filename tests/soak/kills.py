"""A study that is killed at a random moment, goes on, and must write the bytes of one that nobody disturbed.

Victims: a worker process of this machine, a worker process of a Dask cluster, the study's own process, and the Dask
scheduler. Moments are drawn from a seed, as shares of the time that an undisturbed study takes.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.cli.commands import environment, files_of
from tests.clusters import Cluster, cluster

VICTIMS = ("worker", "cluster worker", "parent", "scheduler")
ON_A_CLUSTER = ("cluster worker", "scheduler")
RUNS = 80
ASKED = ("compare", "cssim:tiny", "--runs", str(RUNS), "--ledger", "--quiet", "--out", "out")
HERE = ("--jobs", "2")
_EARLIEST, _LATEST = 0.2, 1.0
_ENDS_WITH = {"worker": (0,), "cluster worker": (0,), "parent": (-9,), "scheduler": (1, 2)}
"""Exit codes after a kill: without a worker the study goes on by itself; a scheduler that dies while the study is
still looking at it is one that does not answer."""


@dataclass(frozen=True)
class Outcome:
    """What became of one study.

    ``moment`` is the share of its time at which it was to be killed; ``kept`` is the number of runs on disk then.
    ``struck`` is false if it had ended before; ``resumed`` if it took ``--resume`` to finish it.
    """

    victim: str
    moment: float
    struck: bool
    kept: int
    resumed: bool
    differs: tuple[str, ...]


class Soak:
    """Studies in ``folder``, killed at moments drawn from ``seed``."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._seed = seed
        self._lasts: dict[bool, float] = {}
        self._expected: dict[str, bytes] = {}

    def outcomes(self, victim: str, kills: int) -> Iterator[Outcome]:
        """Kill until ``kills`` have struck; also those that came too late are told of."""
        schedule = random.Random(f"{self._seed} {victim}")
        self._undisturbed(victim in ON_A_CLUSTER)
        struck = 0
        for number in range(10 * kills):
            outcome = self._one(victim, schedule.uniform(_EARLIEST, _LATEST), self._folder / f"{victim} {number}")
            struck += outcome.struck
            yield outcome
            if struck == kills:
                return
        raise AssertionError(f"only {struck} of {10 * kills} kills of the {victim} struck (seed {self._seed})")

    def _undisturbed(self, on_a_cluster: bool) -> None:
        """Measure how long a study lasts, once for each place, and what it writes."""
        if on_a_cluster in self._lasts:
            return
        place = self._folder / f"undisturbed {on_a_cluster}"
        place.mkdir(parents=True)
        with ExitStack() as stack:
            found = stack.enter_context(cluster(place)) if on_a_cluster else None
            began = time.monotonic()
            ended = _study(place, found).wait()
            self._lasts[on_a_cluster] = time.monotonic() - began
        assert ended == 0
        files = files_of(place / "out")
        assert self._expected in ({}, files), "two undisturbed studies differ"
        self._expected = files

    def _one(self, victim: str, moment: float, place: Path) -> Outcome:
        """Kill one study and go on with it."""
        place.mkdir(parents=True)
        with ExitStack() as stack:
            found = stack.enter_context(cluster(place)) if victim in ON_A_CLUSTER else None
            study = _study(place, found)
            time.sleep(moment * self._lasts[found is not None])
            kept = RUNS if (place / "out").exists() else len(list((place / "out.runs").glob("[0-9]*.npz")))
            struck = _kill(victim, study, found)
            code = study.wait()
        assert code in (_ENDS_WITH[victim] if struck else (0,)), _told(
            place, f"{victim} at {moment}: ended with {code}"
        )
        resumed = not (place / "out").exists()
        if resumed:
            ended = _study(place, None, "--resume").wait()
            assert ended == 0, _told(place, f"{victim} at {moment}: could not be resumed")
        outcome = Outcome(victim, moment, struck, kept, resumed, self._differing(place / "out"))
        if not outcome.differs:
            shutil.rmtree(place)
        return outcome

    def _differing(self, out: Path) -> tuple[str, ...]:
        """Return the names of files that are missing, too many, or other bytes."""
        files = files_of(out)
        names = sorted(files.keys() | self._expected.keys())
        return tuple(name for name in names if files.get(name) != self._expected.get(name))


def _told(place: Path, what: str) -> str:
    """Return what happened and what the study itself had to say."""
    return f"{what}\n{(place / 'said.txt').read_text(encoding='utf-8')}"


def _study(place: Path, found: Cluster | None, *more: str) -> subprocess.Popen[bytes]:
    where = HERE if found is None else ("--cluster", found.address)
    command = [sys.executable, "-m", "cssim", *ASKED, *where, *more]
    with (place / "said.txt").open("ab") as said:
        return subprocess.Popen(command, cwd=place, env=environment(), stdout=said, stderr=said)


def _kill(victim: str, study: subprocess.Popen[bytes], found: Cluster | None) -> bool:
    """Kill the victim as soon as there is one; return whether the study was still going on."""
    while study.poll() is None:
        if pid := _pid(victim, study, found):
            os.kill(pid, signal.SIGKILL)
            return True
        time.sleep(0.01)
    return False


def _pid(victim: str, study: subprocess.Popen[bytes], found: Cluster | None) -> int | None:
    """Return the process to kill, None if it is not there yet."""
    if victim == "parent":
        return study.pid
    if victim == "worker":
        return next(iter(_children(study.pid, b"popen_loky")), None)
    assert found is not None
    if victim == "scheduler":
        return found.scheduler.pid
    return next(iter(_children(found.workers[0].pid, b"spawn_main")), None)


def _children(parent: int, words: bytes) -> list[int]:
    """Return the child processes whose command line has these words."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            above = int((place / "stat").read_text().rsplit(")", 1)[1].split()[1])
            if above == parent and words in (place / "cmdline").read_bytes():
                found.append(int(place.name))
        except OSError:
            continue  # it has just ended
    return sorted(found)
