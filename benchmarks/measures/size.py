"""Growth with the size of the company: time per event and peak memory of one run, each in a process of its own."""

from __future__ import annotations

import time
from typing import Final, NamedTuple

from benchmarks import apart, goals, naive, plans
from benchmarks.section import Effort, Finding, Section, number, table

GIB: Final = 2**30
MOST_MEMORY: Final = 4 * GIB
MOST_PER_EVENT: Final = 3.0
LARGEST: Final = 1000
_TEXT: Final = """\
One run of {months} months on the compiled engine, summary recording; every account has its own key and draws, and
people grow with accounts, so that they are as busy at every size. Each size in a process of its own, from a warm
cache; peak memory is that of the whole process, plan and results included. The book has not been settled before, and
small sizes are repeated for a second.
"""


class OneRun(NamedTuple):
    """A run of ``accounts``: how much happened, and CPU time [s]."""

    accounts: int
    events: int
    seconds: float


def one_run(times: int, months: int, coverage: str) -> OneRun:
    """Simulate a company ``times`` as large as the one of a thousand accounts."""
    from benchmarks.timing import cpu_seconds
    from cssim.engine.engines import engine_named

    engine = engine_named("compiled")
    small = plans.thousand(1)
    engine.simulate(small, engine.settle(small, plans.SEED, plans.RUN), plans.SEED, plans.RUN)
    plan = plans.grown(getattr(plans, coverage)(plans.thousand(months)), times)
    book = engine.settle(plan, plans.SEED, plans.RUN)
    begin = time.process_time()
    run = engine.simulate(plan, book, plans.SEED, plans.RUN)
    seconds = time.process_time() - begin
    if seconds < 1.0:
        seconds = cpu_seconds(lambda: engine.simulate(plan, book, plans.SEED, plans.RUN), 1.0)
    return OneRun(len(plan.accounts), naive.events(run.tally), seconds)


def measure(effort: Effort) -> Section:
    """Simulate companies of all sizes."""
    rows, findings = [], []
    for coverage in ("assigned", "pooled"):
        first = 0.0
        for times in effort.sizes:
            made = apart.call(one_run, times, effort.months, coverage)
            run = made.value
            each = run.seconds / run.events
            first = first or each
            rows.append(
                (
                    coverage,
                    f"{run.accounts:,}",
                    f"{run.events:,}",
                    number(run.seconds),
                    number(each * 1e9),
                    f"{each / first:.2f}",
                    number(made.peak / 2**20),
                )
            )
            if times == LARGEST:
                fits = made.peak <= MOST_MEMORY and each <= MOST_PER_EVENT * first
                findings.append((f"{coverage}: {made.peak / GIB:.1f} GiB, {each / first:.1f} × per event", fits))
    head = ("coverage", "accounts", "events", "CPU s", "ns/event", "× that of the first", "peak, MiB")
    text = f"{_TEXT.format(months=effort.months)}\n{table(head, rows)}"
    if not findings:
        return Section("Growth with the company", text)
    measured = "; ".join(words for words, _ in findings)
    return Section(
        "Growth with the company", text, (Finding(goals.MILLION, measured, all(fits for _, fits in findings)),)
    )
