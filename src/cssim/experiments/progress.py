"""Progress of an experiment, told to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """``done`` of ``total`` pieces of ``stage`` are finished (``"compile"``, ``"baseline"`` settlings, ``"runs"``)."""

    stage: str
    done: int
    total: int


OnProgress = Callable[[Progress], None]


def nobody_watches(progress: Progress) -> None:
    """Ignore progress."""
