"""Growth with the number of runs of a study: time per run and peak memory, each study in a process of its own."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks import apart, goals, plans
from benchmarks.section import Effort, Finding, Section, number, table

FLAT: Final = 1.25
"""What counts as flat: the longest study at most this much above the shortest, per run and in memory."""
_TEXT: Final = """\
`cssim.run` of the *tiny* company with all result files, in one process; results stream to disk. Each study in a
process of its own, from a warm cache.
"""


class Made(NamedTuple):
    """CPU time [s] of a study."""

    seconds: float


def study(runs: int) -> Made:
    """Make a study of so many small runs."""
    import cssim
    from benchmarks import timed_study

    scenario = cssim.load(plans.SCENARIOS / "tiny.yaml")
    with tempfile.TemporaryDirectory() as folder:
        timed_study.make_one(scenario, 2, Path(folder) / "first")
        begin = time.process_time()
        timed_study.make_one(scenario, runs, Path(folder) / "second")
        return Made(time.process_time() - begin)


def measure(effort: Effort) -> Section:
    """Make studies of all lengths."""
    made = [(runs, apart.call(study, runs)) for runs in effort.lengths]
    rows = [
        (f"{runs:,}", number(one.value.seconds), number(one.value.seconds / runs * 1e3), number(one.peak / 2**20))
        for runs, one in made
    ]
    (few, short), (many, long) = made[0], made[-1]
    time_ = long.value.seconds / many / (short.value.seconds / few)
    memory = long.peak / short.peak
    measured = f"{many / few:,.0f} × the runs: {time_:.2f} × the time per run, {memory:.2f} × the peak memory"
    head = ("runs", "CPU s", "ms per run", "peak, MiB")
    finding = Finding(goals.GROWTH, measured, time_ <= FLAT and memory <= FLAT)
    return Section("Growth with the number of runs", f"{_TEXT}\n{table(head, rows)}", (finding,))
