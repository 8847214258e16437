"""What it takes to start: compiling from nothing, the first run from a warm cache, and asking for help."""

from __future__ import annotations

import sys
import tempfile
import time
from typing import Final, NamedTuple

from benchmarks import apart, goals
from benchmarks.section import Effort, Finding, Section, table

COLD: Final = 90.0
FIRST: Final = 1.5
HEAVY: Final = ("pandas", "scipy", "matplotlib", "numba")
_TEXT: Final = """\
Each in a fresh process, CPU time. The cold compile begins with an empty cache directory and makes every door of the
compiled engine. The first run from the warm cache counts everything after Python and the plan are there: importing
Numba, reading the cache, and a run of the default company over 24 months.
"""


class Warmed(NamedTuple):
    """CPU time [s] that compiling everything took."""

    seconds: float


class FirstRun(NamedTuple):
    """CPU time [s] of the ``first`` and of the ``second`` run of a process."""

    first: float
    second: float


class Imported(NamedTuple):
    """Which heavy libraries were imported, as words; and CPU time [s] until then."""

    heavy: str
    seconds: float


def warm_up() -> Warmed:
    """Compile what the cache lacks."""
    begin = time.process_time()
    from cssim.engine.compiled.warm import warm

    warm(lambda door, done, total: None)
    return Warmed(time.process_time() - begin)


def first_run() -> FirstRun:
    """Simulate twice."""
    from benchmarks import plans
    from cssim.engine.engines import engine_named

    plan = plans.company(24)
    begin = time.process_time()
    engine = engine_named("compiled")
    book = engine.settle(plan, plans.SEED, plans.RUN)
    engine.simulate(plan, book, plans.SEED, plans.RUN)
    middle = time.process_time()
    engine.simulate(plan, book, plans.SEED, plans.RUN)
    return FirstRun(middle - begin, time.process_time() - middle)


def ask_for_help() -> Imported:
    """Do what ``cssim --help`` does, its text apart."""
    import contextlib
    import io

    from cssim.cli.app import main

    sys.argv = ["cssim", "--help"]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        main()
    return Imported(" ".join(name for name in HEAVY if name in sys.modules), time.process_time())


def measure(effort: Effort) -> Section:
    """Start in every way there is."""
    rows, starting = _compiled(effort)
    help_ = [apart.call(ask_for_help).value for _ in range(effort.rounds)]
    seconds = sorted(one.seconds for one in help_)[len(help_) // 2]
    heavy = help_[0].heavy
    rows.append(("`cssim --help`", f"{seconds:.2f}", f"imports {heavy or 'none of ' + ', '.join(HEAVY)}"))
    found = Finding(goals.HELP, f"imports {heavy or 'none of them'}, {seconds:.2f} s CPU", not heavy)
    return Section("Starting", f"{_TEXT}\n{table(('what', 'CPU s', 'remark'), rows)}", (starting, found))


def _compiled(effort: Effort) -> tuple[list[tuple[str, str, str]], Finding]:
    """Return the rows about compiling, and what they say about the goal."""
    rows, measured, reached = [], [], []
    with tempfile.TemporaryDirectory() as cache:
        environment = {"NUMBA_CACHE_DIR": cache} if effort.cold else {}
        if effort.cold:
            cold = apart.call(warm_up, environment=environment).value.seconds
            rows.append(("cold compile of everything", f"{cold:.1f}", "once per version"))
            measured.append(f"{cold:.0f} s cold")
            reached.append(cold <= COLD)
        runs = [apart.call(first_run, environment=environment).value for _ in range(effort.rounds)]
    first, second = (sorted(times)[len(runs) // 2] for times in zip(*runs, strict=True))
    rows.append(("first run from the warm cache", f"{first:.2f}", f"the second takes {second:.2f} s"))
    measured.append(f"{first:.2f} s from the cache")
    reached.append(first <= FIRST)
    return rows, Finding(goals.STARTING, "; ".join(measured), all(reached))
