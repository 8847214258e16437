"""What happens most often, alone, in either engine."""

from __future__ import annotations

from benchmarks.micro import TIMES, in_numba, in_python
from benchmarks.section import Effort, Section, number, table
from benchmarks.timing import Work, contest

_TEXT = """\
A draw is the uniform at an address made exponential; a post settles a driver and moves it; a desk takes a piece of
work, finds somebody free, and frees him again when it is done.
"""
SIMPY, COMPILED = "SimPy", "compiled"


def measure(effort: Effort) -> Section:
    """Time the three in both engines."""
    engines = {SIMPY: in_python.ready(), COMPILED: in_numba.ready()}
    rows = []
    for what in ("draw", "post", "desk"):
        works: dict[str, Work] = {name: getattr(micro, what) for name, micro in engines.items()}
        times = contest(works, effort.rounds)
        each = (number(times.of(name) / TIMES * 1e9) for name in works)
        rows.append((what, *each, number(times.ratio(SIMPY, COMPILED))))
    head = ("what", "SimPy engine, ns", "compiled engine, ns", "SimPy / compiled")
    return Section("What happens most often", f"{_TEXT}\n{table(head, rows)}")
