"""Executors: where jobs are run. They map functions over values and know nothing of simulations."""

from __future__ import annotations

from importlib.util import find_spec

from cssim.errors import InputError, MissingExtra
from cssim.executors.base import Done, Executor, Failed
from cssim.executors.serial import Serial

__all__ = ["Done", "Executor", "Failed", "Serial", "executor_for"]


def executor_for(jobs: int, cluster: str | None = None) -> Executor:
    """Return the executor for a number of jobs at the same time; 0 means one per core.

    Parameters
    ----------
    jobs
        Processes on this machine.
    cluster
        Address of a Dask scheduler, such as ``tcp://10.0.0.5:8786``, whose workers do the jobs; or ``local`` for a
        Dask cluster of ``jobs`` worker processes on this machine.

    Raises
    ------
    InputError
        If ``jobs`` is negative, no cluster answers, or its software is not the same as here.
    MissingExtra
        If a cluster is asked for and Dask is not installed.
    """
    if jobs < 0:
        message = f"{jobs} jobs at a time cannot be done; give 1, 2 ... or 0 for one per core"
        raise InputError.of(message, path="jobs")
    if jobs == 1 and not cluster:
        return Serial()
    # loky and Dask are loaded only when they are needed: they cost a tenth of a second, and half of one.
    from loky import cpu_count

    count = jobs or cpu_count()
    if cluster:
        return _on_cluster(cluster, count)
    from cssim.executors.local import Local

    return Local(count) if count > 1 else Serial()


def _on_cluster(address: str, workers: int) -> Executor:
    if find_spec("distributed") is None:
        raise MissingExtra("--cluster", "cluster")
    from cssim.executors.dask import Dask

    return Dask(address, workers)
