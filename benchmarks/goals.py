"""The ratios to reach, one row each, and why a row is short when it is.

These are words: they change no ratio, and so are no part of the digest of the page's sources.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from benchmarks.section import Finding, table

SIMPY: Final = "simpy"
COMPILED: Final = "compiled"
LOOP: Final = "loop"
STARTING: Final = "starting"
STUDY: Final = "study"
MILLION: Final = "million"
GROWTH: Final = "growth"
CORES: Final = "cores"
HELP: Final = "help"


class Goal(NamedTuple):
    """A row: ``what`` is measured, the ``goal`` in words, and why it is ``short``, said only when it is."""

    key: str
    what: str
    goal: str
    short: str


_LOOP_SHORT: Final = (
    "the engine also closes 36 months over all accounts, counts every event by month, team and segment, gives every "
    "start an entry of its own in the calendar so that ties have a written order, and carries rows for renewals, "
    "drivers and transfers; the loop knows none of it. Tried, a few percent each: keeping the month instead of working "
    "it out, fewer looks for room, LLVM's first level of optimization"
)
_STUDY_SHORT: Final = (
    "a run of this study takes about 0.12 s of CPU time, 0.09 s of it in the engine, which alone would take more than "
    "half of the time allowed; the rest is to draw assumptions, lower plans and keep records. Tables, statistics and "
    "files are made by one process alone, while the other has nothing to do. Tried: plans lowered once where designs "
    "share them, owners dealt out by heaps, records in two arrays"
)

GOALS: Final = (
    Goal(
        SIMPY,
        "SimPy engine against naive SimPy, full model",
        "never slower at utilization 0.6, 0.85, 1.05",
        "where little waits, a desk that looks for work by entries of its own costs as much as SimPy's resource",
    ),
    Goal(
        COMPILED,
        "compiled against SimPy engine, full model, summary recording, one process",
        "≥ 40 ×",
        "see the tables: where most of the time is not spent in events, compiling them gains less",
    ),
    Goal(
        LOOP,
        "compiled engine against a hand-written compiled loop, everything but the queue off",
        "≤ 2 ×",
        _LOOP_SHORT,
    ),
    Goal(
        STARTING,
        "cold compile; first run of a process from a warm cache",
        "≤ 90 s; ≤ 1.5 s; never in a worker",
        "nearly eight hundred functions become one, most of them inlined, which is what makes it quick; optimizing "
        "that takes most of the time. Tried, and kept: no machine code of functions that only compiled ones call, long "
        "and rare ones not inlined, one door less",
    ),
    Goal(
        STUDY,
        "`compare`, 3 designs × 100 paired runs × 1,000 accounts × 36 months, 2 processes, warm",
        "< 1/150 of the naive serial time; outside the engine ≤ inside",
        _STUDY_SHORT,
    ),
    Goal(
        MILLION,
        "one run of 1,000,000 accounts × 36 months, compiled",
        "≤ 4 GiB; time per event ≤ 3 × that at 1k",
        "the rows of a million accounts lie outside the processor's caches, so that an event waits for memory. In one "
        "pool of 17,000 people nearly every contact is with somebody new. Tried, kept: a heap of the present moment "
        "only, rows asked for ahead, entries of half a line of the cache, columns that are used together lying "
        "together, marks of who has been met, books that are chained. Tried, and left: columns of half the width, "
        "which compile for a fifth longer and save memory only",
    ),
    Goal(
        GROWTH,
        "growth with the number of runs",
        "time per run flat; peak memory independent of it",
        "figures of all runs are held while the tables are made",
    ),
    Goal(
        CORES,
        "two processes against one",
        "≥ 1.8 × when the second core is free",
        "what only one process does (the plans of the study, taking in results) is not halved, and a worker is slower "
        "while the other uses the same memory",
    ),
    Goal(
        HELP,
        "`cssim --help`",
        "imports neither pandas nor SciPy nor matplotlib nor Numba",
        "something below the command line imports it",
    ),
)


def reworded(text: str) -> str:
    """Return a page with today's reasons in the rows that are short; what was measured stays."""
    lines = text.splitlines(keepends=True)
    short = {goal.what: goal.short for goal in GOALS}
    for index, line in enumerate(lines):
        what = line.removeprefix("| ").partition(" | ")[0]
        if what in short and " | no: " in line:
            lines[index] = f"{line.rpartition(' | no: ')[0]} | no: {short[what]} |\n"
    return "".join(lines)


def summary(findings: Sequence[Finding]) -> str:
    """Return the table of all goals, in their order; one that was not measured says so."""
    found = {finding.goal: finding for finding in findings}
    return table(("what", "goal", "measured", "reached"), [_row(goal, found.get(goal.key)) for goal in GOALS])


def _row(goal: Goal, finding: Finding | None) -> tuple[str, str, str, str]:
    if finding is None or finding.reached is None:
        measured = finding.measured if finding is not None else ""
        return goal.what, goal.goal, measured or "not measured", "–"
    reached = "yes" if finding.reached else f"no: {goal.short}"
    return goal.what, goal.goal, finding.measured, reached
