"""Who else was using the machine while something was timed on the wall."""

from __future__ import annotations

import os
import resource
import time
from pathlib import Path
from types import TracebackType
from typing import Final

_STAT: Final = Path("/proc/stat")
FREE: Final = 0.1
"""Cores that others may take while all of them still count as free."""


class Load:
    """Measures how many cores other people's processes took while it was open; on Linux only."""

    def __enter__(self) -> Load:
        self._begin, self._all, self._ours = time.monotonic(), busy_seconds(), _ours()
        self.others: float | None = None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._all is None:
            return
        wall = time.monotonic() - self._begin
        others = (busy_seconds() or 0.0) - self._all - (_ours() - self._ours)
        self.others = max(0.0, others / wall)

    @property
    def free(self) -> bool:
        """Say whether everybody else left the cores alone, as far as one can know."""
        return self.others is not None and self.others <= FREE

    def sentence(self) -> str:
        """Return how many cores others took, in words."""
        if self.others is None:
            return "what else the machine did is not known"
        return f"others took {self.others:.1f} of {os.cpu_count()} cores"


def busy_seconds() -> float | None:
    """Return the CPU time [s] of everybody since the machine started, None where it cannot be told."""
    if not _STAT.is_file():
        return None
    ticks = [int(field) for field in _STAT.read_text(encoding="ascii").splitlines()[0].split()[1:9]]
    user, nice, system, _idle, _waiting, interrupts, soft, _stolen = ticks
    return (user + nice + system + interrupts + soft) / os.sysconf("SC_CLK_TCK")


def _ours() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
