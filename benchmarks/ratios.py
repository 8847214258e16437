"""Ratios side by side in one run: `make bench`.

Measures everything that docs/benchmarks.md shows and prints it. With ``--quick`` it takes minutes and shows the same
tables of smaller things; only a full run may write the page. Why a goal was missed is known after measuring: with
``--reword`` nothing is measured, and the page gets the reasons that stand in benchmarks/goals.py.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from typing import Final

from benchmarks import page
from benchmarks.measures import (
    compiled_engine,
    frequent,
    length,
    processes,
    queue_core,
    simpy_engine,
    size,
    starting,
    study,
)
from benchmarks.section import FULL, QUICK, Effort, Measure, Section

MEASURES: Final[dict[str, Measure]] = {
    "starting": starting.measure,
    "simpy": simpy_engine.measure,
    "compiled": compiled_engine.measure,
    "queue": queue_core.measure,
    "study": study.measure,
    "size": size.measure,
    "length": length.measure,
    "processes": processes.measure,
    "frequent": frequent.measure,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write the page if asked to."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.write and (options.quick or options.only):
        parser.error("only a full run may write the page: leave --quick and --only out")
    if options.reword:
        page.reword()
        return 0
    tell(page.status())
    digest = page.digest_of_sources()
    sections = measure(options.only or tuple(MEASURES), QUICK if options.quick else FULL)
    text = page.written(sections, digest)
    print(text, end="")
    if options.write:
        page.PAGE.write_text(text, encoding="utf-8", newline="\n")
        tell(f"{page.PAGE.name} is written")
    return 0


def measure(names: Sequence[str], effort: Effort) -> list[Section]:
    """Measure the subjects of these names, one after the other, and say which one is on."""
    sections = []
    for done, name in enumerate(names, 1):
        begin = time.monotonic()
        sections.append(MEASURES[name](effort))
        tell(f"{done} of {len(names)}: {name}, {time.monotonic() - begin:.0f} s")
    return sections


def tell(line: str) -> None:
    """Tell the user how it goes."""
    print(line, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ratios", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller things, in minutes")
    parser.add_argument("--only", nargs="+", choices=tuple(MEASURES), help="these subjects and no others")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md; not with the options above")
    parser.add_argument("--reword", action="store_true", help="measure nothing; put today's reasons into the page")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
