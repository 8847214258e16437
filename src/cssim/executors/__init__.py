"""Executors: where jobs are run. They map functions over values and know nothing of simulations."""

from __future__ import annotations

from cssim.errors import InputError
from cssim.executors.base import Done, Executor, Failed
from cssim.executors.serial import Serial

__all__ = ["Done", "Executor", "Failed", "Serial", "executor_for"]


def executor_for(jobs: int) -> Executor:
    """Return the executor for a number of jobs at the same time; 0 means one per core.

    Raises
    ------
    InputError
        If ``jobs`` is negative.
    """
    if jobs < 0:
        message = f"{jobs} jobs at a time cannot be done; give 1, 2 ... or 0 for one per core"
        raise InputError.of(message, path="jobs")
    if jobs == 1:
        return Serial()
    # loky is loaded only when it is needed: it costs a tenth of a second.
    from loky import cpu_count

    from cssim.executors.local import Local

    count = jobs or cpu_count()
    return Local(count) if count > 1 else Serial()
