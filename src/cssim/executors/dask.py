"""Dask: worker processes of a Dask cluster; a worker that dies costs its own job at most.

Dask itself gives a job out again when its worker dies, and blames whatever was on that worker. Here each job is
bound to one worker process and no process has more than one, so every death has one job to answer for it, and jobs
are given out again from here: three strikes, as everywhere.
"""

from __future__ import annotations

import heapq
import pickle
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import dataclass
from typing import Final, Generic, NamedTuple

from cssim.errors import ClusterLost
from cssim.executors import cluster as clusters
from cssim.executors import on_worker
from cssim.executors.base import AHEAD, STRIKES, Done, Failed, J, T, reason_of
from cssim.executors.cluster import Cluster, Lost, Worker
from cssim.executors.crew import Crew

LOCAL: Final = "local"
"""Instead of an address: a cluster of this machine, for as long as it is needed."""
_POLL_SECONDS: Final = 0.25
_LOOK_SECONDS: Final = 0.5
"""How often the scheduler is asked who is there."""
_LONELY_SECONDS: Final = 60.0
"""A supervisor replaces a dead worker within seconds; without any for so long, nobody will come."""


class Dask:
    """The executor whose jobs go to a Dask cluster, one at a time to each worker process.

    Parameters
    ----------
    address
        Of the scheduler, or ``local``.
    workers
        Processes of a cluster that is local.
    """

    def __init__(self, address: str, workers: int) -> None:
        self._address = address
        self._wanted = workers
        self._preparation: tuple[Callable[[], object], Sequence[str]] | None = None
        self._held: _Held | None = None
        self._hold()

    @property
    def workers(self) -> int:
        """Worker processes that take part at this moment."""
        return len(self._hold().crew.workers)

    def prepare(self, function: Callable[[], object], libraries: Sequence[str] = ()) -> None:
        """Call ``function`` once on every machine; see :meth:`cssim.executors.base.Executor.prepare`."""
        crew = self._hold().crew
        self._preparation = (function, libraries)
        crew.prepare(function, libraries)

    def map(self, function: Callable[[J], T], jobs: Sequence[J]) -> Iterator[Done[T] | Failed]:
        """Yield one outcome per job, in order; see :meth:`cssim.executors.base.Executor.map`.

        Raises
        ------
        ClusterLost
            If the scheduler or all workers have gone.
        """
        held = self._hold()
        session = _Session(held, function, jobs)
        try:
            for index in range(len(jobs)):
                while index not in session.outcomes:
                    session.step(index)
                yield session.outcomes.pop(index)
        except ClusterLost:
            session.abandon()
            self.close()
            raise
        finally:
            if session.running:
                self._stop(held, session.abandon())

    def close(self) -> None:
        """Let go of the cluster; a next map finds it again."""
        if self._held is not None:
            self._held.cluster.close()
            self._held = None

    def _hold(self) -> _Held:
        """Return the cluster and its workers, connected, checked and prepared."""
        if self._held is None:
            here = self._address == LOCAL
            cluster = clusters.start(self._wanted) if here else clusters.connect(self._address)
            try:
                crew = Crew(cluster)
                if self._preparation is not None:
                    crew.prepare(*self._preparation)
            except BaseException:
                cluster.close()
                raise
            self._held = _Held(cluster, crew)
        return self._held

    def _stop(self, held: _Held, busy: Sequence[Worker]) -> None:
        """End the work in hand: a thread cannot be stopped, so the processes that are on it are replaced."""
        if held.cluster.is_local:
            self.close()
            return
        held.cluster.kill([worker.address for worker in busy if worker.supervised])
        for worker in busy:
            held.crew.forget(worker)


class _Held(NamedTuple):
    """A cluster that is connected, and those of its workers that take part."""

    cluster: Cluster
    crew: Crew


@dataclass(frozen=True)
class _Given:
    """A job that was given out."""

    index: int
    worker: Worker


class _Session(Generic[J, T]):
    """One map in progress."""

    def __init__(self, held: _Held, function: Callable[[J], T], jobs: Sequence[J]) -> None:
        self.outcomes: dict[int, Done[T] | Failed] = {}
        self.running: dict[Future[bytes | None], _Given] = {}
        self._cluster, self._crew = held
        self._function = function
        self._jobs = jobs
        self._fresh = 0
        self._again: list[int] = []
        self._strikes: dict[int, int] = {}
        self._looked = float("-inf")
        self._last_seen = time.monotonic()

    def step(self, wanted: int) -> None:
        """Look who is there, give out what may be given out, and take in what is finished."""
        if time.monotonic() > self._looked + _LOOK_SECONDS:
            self._look()
        self._give_out(wanted)
        if not self.running:
            time.sleep(_POLL_SECONDS)
        finished, _ = wait(self.running, timeout=_POLL_SECONDS, return_when=FIRST_COMPLETED)
        for future in finished:
            self._take_in(future)

    def abandon(self) -> list[Worker]:
        """Forget the work in hand and return the workers that are on it."""
        busy = [given.worker for given in self.running.values()]
        for future in self.running:
            future.cancel()
        self.running.clear()
        return busy

    def _look(self) -> None:
        """Find out which workers are there, and strike the jobs of those that have gone."""
        self._crew.look()
        self._looked = time.monotonic()
        for future, given in list(self.running.items()):
            if not future.done() and self._crew.workers.get(given.worker.address) != given.worker:
                future.cancel()
                self._strike(self.running.pop(future))
        if self._crew.workers:
            self._last_seen = self._looked
        elif self._looked > self._last_seen + _LONELY_SECONDS:
            raise ClusterLost(f"all workers of the cluster ({self._cluster.name}) have gone")

    def _give_out(self, wanted: int) -> None:
        """Give each worker that has no job one, unless too many outcomes wait for an earlier one."""
        taken = {given.worker.address for given in self.running.values()}
        last = min(len(self._jobs), wanted + AHEAD * max(1, len(self._crew.workers)))
        for worker in self._crew.workers.values():
            if worker.address in taken:
                continue
            if not self._again and self._fresh >= last:
                return
            if self._again:
                index = heapq.heappop(self._again)
            else:
                index, self._fresh = self._fresh, self._fresh + 1
            self._submit(_Given(index, worker))

    def _submit(self, given: _Given) -> None:
        try:
            order = pickle.dumps((self._function, given.index, self._jobs[given.index]))
        except Exception as error:
            self.outcomes[given.index] = Failed(given.index, f"it cannot be sent: {reason_of(error)}")
            return
        self.running[self._cluster.submit(given.worker, on_worker.work, given.worker.identity, order)] = given

    def _take_in(self, future: Future[bytes | None]) -> None:
        """Keep the outcome of a finished job, or strike it if its worker died."""
        given = self.running.pop(future)
        try:
            outcome = future.result()
        except (Lost, CancelledError):
            outcome = None
        except Exception as error:
            self.outcomes[given.index] = Failed(given.index, reason_of(error))
            return
        if outcome is None:
            self._crew.forget(given.worker)
            self._look()  # which says so if it was not the worker but the scheduler
            self._strike(given)
        else:
            self.outcomes[given.index] = pickle.loads(outcome)

    def _strike(self, given: _Given) -> None:
        index = given.index
        self._strikes[index] = self._strikes.get(index, 0) + 1
        if self._strikes[index] < STRIKES:
            heapq.heappush(self._again, index)
            return
        reason = f"its worker process died {STRIKES} times, at last {given.worker.address} of the cluster"
        self.outcomes[index] = Failed(index, reason)
