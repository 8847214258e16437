"""Local: worker processes on this machine, by loky; a worker that dies costs its own job at most."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Final, Generic

from loky import get_reusable_executor
from loky.process_executor import ShutdownExecutorError

from cssim.executors.base import AHEAD, STRIKES, Done, Failed, J, T, attempt, reason_of

_IDLE_SECONDS: Final = 60
"""Workers stay this long for a next map, because starting them costs seconds."""
_POLL_SECONDS: Final = 0.25
"""A wait without an end cannot be interrupted on Windows."""


class Local:
    """The executor with ``workers`` processes.

    Never more jobs are given out than there are workers, so when a worker dies only those that were running
    are in doubt. They are run again one at a time, which shows whose fault it was.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def prepare(self, function: Callable[[], object], libraries: Sequence[str] = ()) -> None:
        """Call ``function`` here; see :meth:`cssim.executors.base.Executor.prepare`."""
        function()

    def map(self, function: Callable[[J], T], jobs: Sequence[J]) -> Iterator[Done[T] | Failed]:
        """Yield one outcome per job, in order; see :meth:`cssim.executors.base.Executor.map`."""
        session = _Session(self.workers, function, jobs)
        finished = False
        try:
            for index in range(len(jobs)):
                while index not in session.outcomes:
                    session.step(index)
                yield session.outcomes.pop(index)
            finished = True
        finally:
            if not finished:
                session.kill()

    def close(self) -> None:
        """Do nothing: idle workers leave by themselves after a minute, and at the end of this process."""


class _Session(Generic[J, T]):
    """One map in progress."""

    def __init__(self, workers: int, function: Callable[[J], T], jobs: Sequence[J]) -> None:
        self.outcomes: dict[int, Done[T] | Failed] = {}
        self._workers = workers
        self._function = function
        self._jobs = jobs
        self._fresh = 0
        self._suspects: deque[int] = deque()
        self._alone = -1
        self._strikes: dict[int, int] = {}
        self._running: dict[Future[Done[T] | Failed], int] = {}
        self._pool = _pool(workers)

    def step(self, wanted: int) -> None:
        """Give out what may be given out, then take in what is finished."""
        self._give_out(wanted)
        finished, _ = wait(self._running, timeout=_POLL_SECONDS, return_when=FIRST_COMPLETED)
        broken = False
        for future in finished:
            broken |= self._take_in(future)
        if broken:
            self._recover()

    def kill(self) -> None:
        """End the workers without waiting for their jobs."""
        self._pool.shutdown(wait=True, kill_workers=True)

    def _give_out(self, wanted: int) -> None:
        if self._suspects:
            if not self._running:
                self._alone = self._suspects.popleft()
                self._submit(self._alone)
            return
        if self._alone in self._running.values():
            return
        last = min(len(self._jobs), wanted + AHEAD * self._workers)
        while self._fresh < last and len(self._running) < self._workers:
            self._fresh += 1
            if not self._submit(self._fresh - 1):
                return

    def _submit(self, index: int) -> bool:
        try:
            future = self._pool.submit(attempt, self._function, index, self._jobs[index])
        except (BrokenProcessPool, ShutdownExecutorError):
            # A worker died between two jobs; nobody can tell which, and this one never started.
            self._suspects.appendleft(index)
            self._recover()
            return False
        self._running[future] = index
        return True

    def _take_in(self, future: Future[Done[T] | Failed]) -> bool:
        """Keep the outcome of a finished job; return whether its worker died instead."""
        error = future.exception()
        if isinstance(error, (BrokenProcessPool, ShutdownExecutorError)):
            self._strike(self._running.pop(future), error)
            return True
        index = self._running.pop(future)
        self.outcomes[index] = future.result() if error is None else Failed(index, reason_of(error))
        return False

    def _strike(self, index: int, error: BaseException) -> None:
        self._strikes[index] = self._strikes.get(index, 0) + 1
        if self._strikes[index] >= STRIKES:
            reason = f"its worker process died {STRIKES} times; {reason_of(error)}"
            self.outcomes[index] = Failed(index, reason)
        else:
            self._suspects.append(index)

    def _recover(self) -> None:
        """Strike whatever else was lost with the pool, and start a new one."""
        wait(self._running)
        for future in list(self._running):
            self._take_in(future)
        self._suspects = deque(sorted(self._suspects))
        self.kill()
        self._pool = _pool(self._workers)


def _pool(workers: int) -> Any:  # loky has no types
    return get_reusable_executor(max_workers=workers, timeout=_IDLE_SECONDS, initializer=_ignore_interrupt)


def _ignore_interrupt() -> None:
    """Leave Ctrl-C to the parent, which ends its workers itself; a terminal sends it to all of them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
