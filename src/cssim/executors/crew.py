"""Crew: the workers of a cluster that take part, checked and made ready before they get their first job."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from typing import Final

from cssim.errors import ClusterLost, CssimError, InputError
from cssim.executors import cluster as clusters
from cssim.executors import on_worker
from cssim.executors.cluster import Cluster, Lost, Worker
from cssim.executors.same_software import admitted, check_scheduler

_POLL_SECONDS: Final = 0.25

_log = logging.getLogger("cssim")


class Crew:
    """Workers by address; those that join or are replaced later take part too, after the same checks.

    Raises
    ------
    InputError
        If there are none, or one of them or the scheduler has other software.
    """

    def __init__(self, cluster: Cluster) -> None:
        self.workers: dict[str, Worker] = {}
        self._cluster = cluster
        self._libraries: tuple[str, ...] = ()
        self._first: Callable[[], object] | None = None
        self._ready: set[str] = set()
        self._refused: set[str] = set()
        check_scheduler(cluster)
        self._enroll(self._there_at_first())

    def prepare(self, function: Callable[[], object], libraries: Sequence[str]) -> None:
        """Call ``function`` once on every machine, now and where one joins later."""
        self._libraries, self._first, self._ready = tuple(libraries), function, set()
        self._enroll(list(self.workers))

    def look(self) -> None:
        """Find out who has gone and who is new.

        Raises
        ------
        ClusterLost
            If the scheduler has gone.
        """
        there = self._cluster.addresses()
        self.workers = {address: worker for address, worker in self.workers.items() if address in there}
        self._refused &= set(there)
        for address in there:
            if address not in self.workers and address not in self._refused:
                self._welcome(address)

    def forget(self, worker: Worker) -> None:
        """Leave out a worker that has died; another process at its address is a newcomer."""
        if self.workers.get(worker.address) == worker:
            del self.workers[worker.address]

    def _there_at_first(self) -> list[str]:
        """Return the addresses of all workers; they may be a moment later than the scheduler."""
        deadline = time.monotonic() + clusters.ANSWER_SECONDS
        while not (there := list(self._cluster.addresses())):
            if time.monotonic() > deadline:
                message = f"the cluster has no workers; start some: dask worker {self._cluster.name} --nthreads 1"
                raise InputError.of(message, path="--cluster")
            time.sleep(_POLL_SECONDS)
        return there

    def _welcome(self, address: str) -> None:
        """Take a newcomer in; one that cannot take part is told of and left out."""
        try:
            self._enroll([address])
        except ClusterLost:
            raise
        except CssimError as error:
            _log.warning("a worker that joined later is not used: %s", error)
            self._refused.add(address)

    def _enroll(self, addresses: Sequence[str]) -> None:
        """Take workers in after their checks; the first of each machine does what has to be done there once."""
        found = admitted(self._cluster, addresses, self._libraries)
        if self._cluster.is_local and found:
            self._cluster.run(on_worker.leave_interrupts, [worker.address for worker in found])
        if self._first is not None:
            machines = {worker.host: worker for worker in found if worker.host not in self._ready}
            calls = [self._cluster.submit(worker, on_worker.call, self._first) for worker in machines.values()]
            for (host, worker), made in zip(machines.items(), calls, strict=True):
                if problem := _result(made):
                    raise CssimError(f"worker {worker.address} could not be made ready: {problem}")
                self._ready.add(host)
        self.workers |= {worker.address: worker for worker in found}


def _result(made: Future[str]) -> str:
    """Return what a call gave, such that an interruption is heard while it goes on."""
    while not made.done():
        wait([made], timeout=_POLL_SECONDS)
    try:
        return made.result()
    except Lost:
        return "its process died"
