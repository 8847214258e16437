"""Cluster: a Dask scheduler and its workers, looked after from here."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import re
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import dask
from distributed import Client, LocalCluster
from distributed.client import FutureCancelledError
from distributed.scheduler import KilledWorker
from distributed.versions import VersionMismatchWarning

from cssim.errors import ClusterLost, InputError
from cssim.executors import on_worker

ANSWER_SECONDS: Final = 5.0
"""Whoever has not answered by then counts as unreachable before the work starts."""
_PATIENCE_SECONDS: Final = 30.0
"""A busy scheduler may take this long to answer in the middle of the work."""
_POLL_SECONDS: Final = 0.02
_ADDRESS: Final = re.compile(r"(tcp|tls)://(\[[0-9a-fA-F:]+\]|[^\s:/\[\]]+):\d{1,5}")

_log = logging.getLogger("cssim")
T = TypeVar("T")


@dataclass(frozen=True)
class Worker:
    """A worker process: ``identity`` is its own, even where a later one gets its ``address``."""

    address: str
    identity: str
    host: str
    supervised: bool


class Lost(Exception):
    """A job did not come back: its worker process died."""


def start(workers: int) -> Cluster:
    """Start worker processes on this machine; their scheduler listens on the loopback interface only."""
    _say_nothing()
    local = LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0",
        memory_limit=None, silence_logs=logging.CRITICAL,
    )  # fmt: skip
    return Cluster(Client(local, set_as_default=False, timeout=ANSWER_SECONDS), local)


def connect(address: str) -> Cluster:
    """Return the cluster whose scheduler listens at ``address``, such as ``tcp://10.0.0.5:8786``.

    Raises
    ------
    InputError
        If that is no address, or nobody answers there.
    """
    found = _ADDRESS.fullmatch(address)
    if not found:
        message = f"{address!r} is not the address of a Dask scheduler, such as tcp://10.0.0.5:8786, nor 'local'"
        raise InputError.of(message, path="--cluster")
    if found[1] == "tcp" and not is_loopback(found[2].strip("[]")):
        _log.warning("%s has no password: whoever reaches its network can run code on it and read the jobs", address)
    _say_nothing()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", VersionMismatchWarning)  # what matters is checked by name below
            return Cluster(Client(address, set_as_default=False, timeout=ANSWER_SECONDS), None)
    except Exception as error:
        message = f"no Dask scheduler answers at {address} within {ANSWER_SECONDS:.0f} s; start one: dask scheduler"
        raise InputError.of(message, path="--cluster") from error


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine and nobody else can reach it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Cluster:
    """A connection to a scheduler."""

    def __init__(self, client: Client, local: LocalCluster | None) -> None:
        self.is_local = local is not None
        self.name: str = client.scheduler.address
        """Address of the scheduler."""
        self._client = client
        self._local = local
        self._scheduler: str = client.sync(client.scheduler.identity)["id"]

    def close(self) -> None:
        """Let go of the cluster; one that was started here ends, with whatever its workers are on."""
        if self._local is not None:
            self._end_workers(self._local)
        with suppress(Exception):
            self._client.close(timeout=1)
        if self._local is not None:
            with suppress(Exception):
                self._local.close(timeout=ANSWER_SECONDS)

    # ------------------------------------------------------------------------------------------------------ workers

    def addresses(self) -> dict[str, dict[str, Any]]:
        """Return what the scheduler knows of each worker at this moment, by address.

        Raises
        ------
        ClusterLost
            If the scheduler has gone, or is another one than at the start.
        """
        gone = f"the scheduler of the cluster ({self.name}) has gone"
        if self._client.status != "running":  # once the connection has broken, it has forgotten what was given out
            raise ClusterLost(gone)
        try:
            known = self._client.sync(self._client.scheduler.identity, callback_timeout=_PATIENCE_SECONDS)
        except Exception as error:
            raise ClusterLost(gone) from error
        if known["id"] != self._scheduler:
            raise ClusterLost(f"the scheduler of the cluster ({self.name}) was started anew and has lost the work")
        workers: dict[str, dict[str, Any]] = known["workers"]
        return workers

    def _end_workers(self, local: LocalCluster) -> None:
        """End worker processes at once; asked politely, they would finish their jobs first."""
        for supervisor in local.workers.values():
            supervisor.close_gracefully()  # it starts no new one now
        with suppress(ClusterLost):
            self.kill(list(self.addresses()))

    def ask(self, addresses: Sequence[str], message: dict[str, Any]) -> dict[str, Any]:
        """Return what each worker answers to a message of Dask's own, None for one that does not."""

        async def one(address: str) -> Any:
            with suppress(Exception):
                asked = self._client.scheduler.broadcast(msg=message, workers=[address], on_error="return")
                answer = (await asyncio.wait_for(asked, ANSWER_SECONDS))[address]
                return answer if isinstance(answer, Mapping) else None
            return None

        async def everybody() -> dict[str, Any]:
            return dict(zip(addresses, await asyncio.gather(*(one(name) for name in addresses)), strict=True))

        found: dict[str, Any] = self._client.sync(everybody)
        return found

    def ask_scheduler(self) -> dict[str, Any]:
        """Return the versions that the scheduler has."""
        found: dict[str, Any] = self._client.sync(self._client.scheduler.versions, callback_timeout=_PATIENCE_SECONDS)
        return found

    def run(self, function: Callable[[], Any], addresses: Sequence[str], *, wait: bool = True) -> dict[str, Any]:
        """Call a function in worker processes, beside what they are on, and return what each gave or raised.

        Raises
        ------
        ClusterLost
            If that was not done within a few seconds.
        """

        async def called() -> dict[str, Any]:
            run = self._client.run(function, workers=list(addresses), on_error="return", wait=wait)
            found: dict[str, Any] = await asyncio.wait_for(run, ANSWER_SECONDS)
            return found

        try:
            found: dict[str, Any] = self._client.sync(called)
        except Exception as error:
            raise ClusterLost(f"the cluster ({self.name}) cannot be reached any more") from error
        return found

    def kill(self, addresses: Sequence[str]) -> None:
        """End worker processes with whatever they are on, and wait a moment until the scheduler knows."""
        with suppress(ClusterLost):
            self.run(on_worker.die, addresses, wait=False)
            deadline = time.monotonic() + ANSWER_SECONDS
            while self.addresses().keys() & set(addresses) and time.monotonic() < deadline:
                time.sleep(_POLL_SECONDS)

    def run_on_scheduler(self, function: Callable[[], Any]) -> Any:
        """Call a function in the scheduler's process and return what it gave or raised."""
        try:
            return self._client.run_on_scheduler(function)
        except Exception as error:
            return error

    # --------------------------------------------------------------------------------------------------------- jobs

    def submit(self, worker: Worker, function: Callable[..., T], *arguments: Any) -> Future[T]:
        """Run a function on one worker, and nowhere else.

        Cancelling the future forgets the job; a worker that is on it already goes on. It raises :class:`Lost` if
        the worker is lost.
        """

        async def outcome() -> T:
            there = self._client.submit(
                function, *arguments, workers=[worker.address], allow_other_workers=False, pure=False
            )
            # Results of several jobs travel together: who gives up waiting for one must not stop the others.
            fetched = asyncio.ensure_future(there.result())
            fetched.add_done_callback(_hear_error)
            try:
                value: T = await asyncio.shield(fetched)
            except (KilledWorker, FutureCancelledError, OSError) as error:
                raise Lost(str(error)) from error
            finally:
                there.release()
            return value

        return asyncio.run_coroutine_threadsafe(outcome(), self._client.loop.asyncio_loop)


def _hear_error(task: asyncio.Future[Any]) -> None:
    """Take notice of an error that nobody waits for any more, or asyncio complains on the screen."""
    if not task.cancelled():
        task.exception()


def _say_nothing() -> None:
    """Keep Dask's own records off the screen: what matters of them is said by cssim."""
    for name in ("distributed", "distributed.client", "distributed.gc", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    # A large book is sent with each job; that is known and no reason to warn.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1TB"})
