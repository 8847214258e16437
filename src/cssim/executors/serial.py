"""Serial: one job after the other, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cssim.executors.base import Done, Failed, J, T, attempt


class Serial:
    """The executor without other processes: a job starts when the outcome before it has been taken."""

    workers = 1

    def prepare(self, function: Callable[[], object], libraries: Sequence[str] = ()) -> None:
        """Call ``function``; see :meth:`cssim.executors.base.Executor.prepare`."""
        function()

    def map(self, function: Callable[[J], T], jobs: Sequence[J]) -> Iterator[Done[T] | Failed]:
        """Yield one outcome per job, in order; see :meth:`cssim.executors.base.Executor.map`."""
        for index, job in enumerate(jobs):
            yield attempt(function, index, job)

    def close(self) -> None:
        """Do nothing: nothing is held."""
