"""Dask: worker processes of a Dask cluster; a worker that dies costs its own job at most.

Dask itself gives a job out again when its worker dies, and blames whatever was on that worker. Here each job is
bound to one worker process and no process has more than one, so every death has one job to answer for it, and jobs
are given out again from here: three strikes, as everywhere.
"""

from __future__ import annotations

import heapq
import logging
import pickle
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import Any, Final, Generic

from cssim.errors import ClusterLost, CssimError, InputError
from cssim.executors import cluster as clusters
from cssim.executors import on_worker
from cssim.executors.base import AHEAD, STRIKES, Done, Failed, J, T, reason_of
from cssim.executors.cluster import Cluster, Lost, Worker
from cssim.executors.same_software import admitted, check_scheduler

LOCAL: Final = "local"
"""Instead of an address: a cluster of this machine, for as long as it is needed."""
_POLL_SECONDS: Final = 0.25
_LOOK_SECONDS: Final = 0.5
"""How often the scheduler is asked who is there."""
_LONELY_SECONDS: Final = 60.0
"""A supervisor replaces a dead worker within seconds; without any for so long, nobody will come."""

_log = logging.getLogger("cssim")


class Dask:
    """The executor whose jobs go to a Dask cluster, one at a time to each worker process.

    Workers that join or are replaced later take part too, after the same checks.
    """

    def __init__(self, address: str, workers: int) -> None:
        self._address = address
        self._wanted = workers
        self._libraries: tuple[str, ...] = ()
        self._first: Callable[[], object] | None = None
        self._ready: set[str] = set()
        self._crew: dict[str, Worker] = {}
        self._refused: set[str] = set()
        self._cluster: Cluster | None = None
        self._open()

    @property
    def workers(self) -> int:
        """Worker processes that take part at this moment."""
        return len(self._crew)

    def prepare(self, function: Callable[[], object], libraries: Sequence[str] = ()) -> None:
        """Call ``function`` once on every machine; see :meth:`cssim.executors.base.Executor.prepare`."""
        cluster = self._open()
        self._libraries, self._first, self._ready = tuple(libraries), function, set()
        self._enroll(cluster, list(self._crew))

    def map(self, function: Callable[[J], T], jobs: Sequence[J]) -> Iterator[Done[T] | Failed]:
        """Yield one outcome per job, in order; see :meth:`cssim.executors.base.Executor.map`.

        Raises
        ------
        ClusterLost
            If the scheduler or all workers have gone.
        """
        session = _Session(self, self._open(), function, jobs)
        try:
            for index in range(len(jobs)):
                while index not in session.outcomes:
                    session.step(index)
                yield session.outcomes.pop(index)
        finally:
            if session.running:
                self._stop(session)

    def close(self) -> None:
        """Let go of the cluster."""
        if self._cluster is not None:
            self._cluster.close()
            self._cluster = None
        self._crew, self._ready, self._refused = {}, set(), set()

    def present(self, cluster: Cluster) -> dict[str, Worker]:
        """Return the workers that take part at this moment, newcomers included, by address."""
        there = cluster.addresses()
        self._crew = {address: worker for address, worker in self._crew.items() if address in there}
        self._refused &= set(there)
        for address in there:
            if address not in self._crew and address not in self._refused:
                try:
                    self._enroll(cluster, [address])
                except ClusterLost:
                    raise
                except CssimError as error:
                    _log.warning("a worker that joined later is not used: %s", error)
                    self._refused.add(address)
        return self._crew

    def forget(self, worker: Worker) -> None:
        """Leave out a worker that has died; another process at its address is a newcomer."""
        if self._crew.get(worker.address) == worker:
            del self._crew[worker.address]

    def _open(self) -> Cluster:
        """Return the cluster, connected and checked."""
        if self._cluster is None:
            here = self._address == LOCAL
            self._cluster = clusters.start(self._wanted) if here else clusters.connect(self._address)
            try:
                self._check(self._cluster)
            except BaseException:
                self.close()
                raise
        return self._cluster

    def _check(self, cluster: Cluster) -> None:
        check_scheduler(cluster)
        deadline = time.monotonic() + clusters.ANSWER_SECONDS
        while not (there := list(cluster.addresses())):
            if time.monotonic() > deadline:
                message = f"the cluster has no workers; start some: dask worker {self._address} --nthreads 1"
                raise InputError.of(message, path="--cluster")
            time.sleep(_POLL_SECONDS)
        self._enroll(cluster, there)

    def _enroll(self, cluster: Cluster, addresses: Sequence[str]) -> None:
        """Take workers in after their checks; the first of each machine does what has to be done there once."""
        found = admitted(cluster, addresses, self._libraries)
        if cluster.is_local and found:
            cluster.run(on_worker.leave_interrupts, [worker.address for worker in found])
        if self._first is not None:
            machines = {worker.host: worker for worker in found if worker.host not in self._ready}
            calls = [cluster.submit(worker, on_worker.call, self._first) for worker in machines.values()]
            for (host, worker), made in zip(machines.items(), calls, strict=True):
                if problem := _result(made):
                    raise CssimError(f"worker {worker.address} could not be made ready: {problem}")
                self._ready.add(host)
        self._crew |= {worker.address: worker for worker in found}

    def _stop(self, session: _Session[Any, Any]) -> None:
        """End the work in hand: a thread cannot be stopped, so the processes that are on it are replaced."""
        busy = session.abandon()
        if self._cluster is None or self._cluster.is_local:
            self.close()
            return
        supervised = [worker.address for worker in busy if worker.supervised]
        self._cluster.kill(supervised)
        for worker in busy:
            self.forget(worker)


@dataclass(frozen=True)
class _Given:
    """A job that was given out."""

    index: int
    worker: Worker


class _Session(Generic[J, T]):
    """One map in progress."""

    def __init__(self, crew: Dask, cluster: Cluster, function: Callable[[J], T], jobs: Sequence[J]) -> None:
        self.outcomes: dict[int, Done[T] | Failed] = {}
        self.running: dict[Future[bytes | None], _Given] = {}
        self._crew = crew
        self._cluster = cluster
        self._function = function
        self._jobs = jobs
        self._fresh = 0
        self._again: list[int] = []
        self._strikes: dict[int, int] = {}
        self._workers: dict[str, Worker] = {}
        self._looked = self._last_seen = float("-inf")

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
        self._workers = dict(self._crew.present(self._cluster))
        self._looked = time.monotonic()
        for future, given in list(self.running.items()):
            if self._workers.get(given.worker.address) != given.worker:
                future.cancel()
                self._strike(self.running.pop(future))
        if self._workers:
            self._last_seen = self._looked
        elif self._last_seen == float("-inf"):
            self._last_seen = self._looked
        elif self._looked > self._last_seen + _LONELY_SECONDS:
            raise ClusterLost(f"all workers of the cluster ({self._cluster.name}) have gone")

    def _give_out(self, wanted: int) -> None:
        """Give each worker that has no job one, unless too many outcomes wait for an earlier one."""
        taken = {given.worker.address for given in self.running.values()}
        last = min(len(self._jobs), wanted + AHEAD * max(1, len(self._workers)))
        for worker in self._workers.values():
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
        except Lost:
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


def _result(made: Future[str]) -> str:
    """Return what a call gave, such that an interruption is heard while it goes on."""
    while not made.done():
        wait([made], timeout=_POLL_SECONDS)
    try:
        return made.result()
    except Lost:
        return "its process died"
