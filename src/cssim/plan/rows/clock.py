"""The clock of a run, and laws of working hours."""

from __future__ import annotations

from typing import NamedTuple


class LawRow(NamedTuple):
    """A law of working hours: ``law`` code of :mod:`cssim.sampling.inverse`, ``mean`` [h], ``spread``."""

    law: int
    mean: float
    spread: float


class ClockRow(NamedTuple):
    """Times in working hours [h]; month 0 begins at 0.

    ``settle`` is the length of the settling period, ``warm_up`` how long before 0 the queues open (model: 40 h).
    ``grid`` makes requests, slots and completions wait for the next multiple of it, 0 for none: with one, many things
    happen at the same instant. No scenario sets it; the tests of the order of ties do.
    """

    months: int
    settle: float
    warm_up: float
    grid: float = 0.0
