"""Two processes against one, on the wall."""

from __future__ import annotations

from statistics import median
from typing import Final

from benchmarks import apart, goals
from benchmarks.load import Load
from benchmarks.measures.study import compare_only
from benchmarks.section import Effort, Finding, Section, number, table

GOAL: Final = 1.8
_TEXT: Final = """\
`cssim.compare` of the study above, baseline and half of the runs, without tables and files, by one process and by two
in turn, each from its own fresh Python with its processes already there. A core that others use cannot be used twice;
so beside the wall there is what CPU times say of free cores: the parent's, and half of what the two workers used.
"""


def measure(effort: Effort) -> Section:
    """Make the study by one process and by two, in turn."""
    runs = max(2, effort.runs // 2)
    rows, walls, cpus, loads = [], [], [], []
    for _ in range(max(1, effort.rounds // 2)):
        with Load() as load:
            one, two = (apart.call(compare_only, runs, effort.months, jobs).value for jobs in (1, 2))
        walls.append(one.wall / two.wall)
        cpus.append(one.parent / two.undisturbed(2))
        loads.append(load)
        rows.append((number(one.wall), number(two.wall), f"{walls[-1]:.2f}", f"{cpus[-1]:.2f}", load.sentence()))
    head = ("one process, s", "two processes, s", "ratio on the wall", "ratio on free cores", "meanwhile")
    free = all(load.free for load in loads)
    ratio = median(walls if free else cpus)
    how = "on the wall" if free else f"on free cores, by CPU time ({median(walls):.2f} × on the wall of a busy machine)"
    finding = Finding(goals.CORES, f"{ratio:.2f} × {how}", ratio >= GOAL)
    return Section("Two processes against one", f"{_TEXT}\n{table(head, rows)}", (finding,))
