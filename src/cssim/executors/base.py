"""Executor: what maps a function over jobs, wherever the work is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

J = TypeVar("J")
T = TypeVar("T")

STRIKES: Final = 3
"""How often a job may lose its worker before it is given up."""
AHEAD: Final = 8
"""Outcomes per worker that may wait for an earlier, slower job: bounds memory."""


@dataclass(frozen=True)
class Done(Generic[T]):
    """The job at position ``index`` was finished and gave ``value``."""

    index: int
    value: T


@dataclass(frozen=True)
class Failed:
    """The job at position ``index`` gave no result, for ``reason`` (a sentence for the user)."""

    index: int
    reason: str


class Executor(Protocol):
    """Maps a function over jobs; every implementation keeps the same contract (``tests/contracts``)."""

    @property
    def workers(self) -> int:
        """How many jobs run at the same time."""
        ...

    def prepare(self, function: Callable[[], object], libraries: Sequence[str] = ()) -> None:
        """Call ``function`` once on every machine that will work, and wait for it.

        On this machine that happens here, in this process: what it leaves on disk serves its workers.

        Parameters
        ----------
        function
            A function that can be imported by name.
        libraries
            Distributions that the jobs compute with besides Python and NumPy: their versions must be the same on
            every machine.

        Raises
        ------
        InputError
            If another machine has other versions.
        CssimError
            If ``function`` failed on another machine; here its own error passes through.
        """
        ...

    def map(self, function: Callable[[J], T], jobs: Sequence[J]) -> Iterator[Done[T] | Failed]:
        """Yield one outcome per job, in the order of the jobs.

        An error of one job is its :class:`Failed` and stops nothing else. Closing the iterator, or an
        interruption while it waits, ends the work in hand promptly.

        Parameters
        ----------
        function
            A function that can be imported by name: it may run in another process.
        jobs
            Values that can be pickled; of a lazy sequence each is asked for when it is about to run.
        """
        ...

    def close(self) -> None:
        """Let go of what is held for a next map; one that comes all the same finds it again."""
        ...


def attempt(function: Callable[[J], T], index: int, job: J) -> Done[T] | Failed:
    """Return what ``function(job)`` gives, or its error as a :class:`Failed`; interruptions pass through."""
    try:
        return Done(index, function(job))
    except (Exception, SystemExit) as error:
        return Failed(index, reason_of(error))


def reason_of(error: BaseException) -> str:
    """Return the name and the message of an error, as one text."""
    message = str(error)
    return f"{type(error).__name__}: {message}" if message else type(error).__name__
