"""A whole study: `compare` through the Python API, its files included, beside what naive SimPy would take."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from benchmarks import apart, goals, naive, plans
from benchmarks.load import Load
from benchmarks.section import Effort, Finding, Section, number, table
from benchmarks.timing import cpu_seconds
from cssim.scenario.schema import Scenario

PART: Final = 150.0
WORKERS: Final = 2
SETTLING_MONTHS: Final = 24
_TEXT: Final = """\
`cssim.compare` of three designs (named contacts, a pool, experts) for a company of a thousand customers over
{months} months, {runs} paired runs, assumptions drawn, then all result files; two processes, warm cache. A run settles
the book once and simulates every design. The naive serial time is that of naive SimPy telling the same runs in one
process: {naive} of them were timed (settling as a run of its {settle} months) and scaled to {runs}. The naive time
leaves out the baseline, tables, statistics and files, which `compare` has in its own. Inside and outside the engine
were told apart in one process, over {serial} runs.
"""


class Took(NamedTuple):
    """What a study took: seconds on the ``wall``, CPU time [s] of the ``parent`` and of its ``workers`` together, and
    how many files of compiled code changed meanwhile. Starting Python and its imports are left out.
    """

    wall: float
    parent: float
    workers: float
    compiled: int

    def undisturbed(self, jobs: int) -> float:
        """Return about how long [s] it takes when nobody else uses its cores: workers side by side, the rest before
        and after them."""
        return self.parent + self.workers / jobs


class Shares(NamedTuple):
    """CPU time [s] of a study in one process, ``inside`` the engine and ``outside``."""

    inside: float
    outside: float


def measure(effort: Effort) -> Section:
    """Make the study, and time what the naive telling of it would take."""
    serial = max(2, effort.runs // 5)
    with Load() as load:
        took = apart.call(compare, effort.runs, effort.months, WORKERS).value
    shares = apart.call(inside_and_outside, serial, effort.months).value
    naive_total = naive_seconds(effort) * effort.runs
    wall, free = naive_total / took.wall, naive_total / took.undisturbed(WORKERS)
    outside = shares.outside / (shares.inside + shares.outside)
    rows = [
        ("naive SimPy, serial, scaled", f"{number(naive_total)} s", "CPU"),
        (f"`compare`, {WORKERS} processes", f"{number(took.wall)} s", f"wall; {load.sentence()}"),
        ("CPU of the parent", f"{number(took.parent)} s", "jobs, baseline, tables, statistics, files"),
        ("CPU of the workers", f"{number(took.workers)} s", "runs and settlings"),
        ("the same on free cores", f"{number(took.undisturbed(WORKERS))} s", "parent + workers / 2"),
        ("naive serial / `compare`", f"{wall:.0f} × on the wall", f"{free:.0f} × on free cores"),
        ("inside the engine", f"{1 - outside:.0%}", "of the CPU time in one process"),
        ("outside the engine", f"{outside:.0%}", "lowering, offsets, records, tables, statistics, files"),
        ("files of compiled code changed", took.compiled, "by workers or parent, during the study"),
    ]
    text = _TEXT.format(
        months=effort.months, runs=effort.runs, naive=effort.naive_runs, settle=SETTLING_MONTHS, serial=serial
    )
    ratio = wall if load.free else free
    how = "on the wall" if load.free else f"on free cores, by CPU time ({load.sentence()}: 1/{wall:.0f} on the wall)"
    measured = f"1/{ratio:.0f} of the naive serial time {how}; {outside:.0%} of CPU time outside the engine"
    finding = Finding(goals.STUDY, measured, ratio >= PART and outside <= 0.5)
    return Section("A whole study", f"{text}\n{table(('what', 'found', 'remark'), rows)}", (finding,))


def naive_seconds(effort: Effort) -> float:
    """Return the CPU time [s] of one naive run: settling, and every design of the study."""
    settling = plans.thousand(min(SETTLING_MONTHS, effort.months))
    designs = plans.designs_of_study(effort.months)
    book = plans.opening_of(settling)
    seconds = []
    for run in range(effort.naive_runs):
        each = [cpu_seconds(partial(naive.simulate, plan, book, plans.SEED, run), 0.0) for plan in (settling, *designs)]
        seconds.append(sum(each))
    return median(seconds)


def compare(runs: int, months: int, jobs: int) -> Took:
    """Make the study once for its processes to be there, then as it is measured, files included."""
    from benchmarks import timed_study

    return timed(timed_study.make, runs, months, jobs)


def compare_only(runs: int, months: int, jobs: int) -> Took:
    """The same without tables and files."""
    from benchmarks import timed_study

    return timed(timed_study.compare, runs, months, jobs)


def timed(make: Callable[[Scenario, int, int, Path], object], runs: int, months: int, jobs: int) -> Took:
    """Make a study twice, first a short one, and time the second."""
    import cssim
    from benchmarks import timed_study

    with tempfile.TemporaryDirectory() as folder:
        scenario = cssim.load(plans.STUDY, [f"horizon={months} months"])
        make(scenario, 2 * jobs, jobs, Path(folder) / "first")
        before, workers = timed_study.compiled_files(), timed_study.cpu_of_workers(jobs)
        begin, parent = time.monotonic(), time.process_time()
        make(scenario, runs, jobs, Path(folder) / "second")
        wall, parent = time.monotonic() - begin, time.process_time() - parent
        workers = timed_study.cpu_of_workers(jobs) - workers
        timed_study.end_workers(jobs)
        return Took(wall, parent, workers, len(timed_study.compiled_files() - before))


def inside_and_outside(runs: int, months: int) -> Shares:
    """Make the study in one process with an engine that looks at the clock."""
    import cssim
    from benchmarks import timed_study
    from benchmarks.inside import clocked

    with tempfile.TemporaryDirectory() as folder:
        scenario = cssim.load(plans.STUDY, [f"horizon={months} months"])
        timed_study.make(scenario, 2, 1, Path(folder) / "first")
        with clocked("compiled") as engine:
            begin = time.process_time()
            timed_study.make(scenario, runs, 1, Path(folder) / "second")
            return Shares(engine.seconds, time.process_time() - begin - engine.seconds)
