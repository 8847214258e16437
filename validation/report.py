"""`make validation`: simulate, judge, print, and write docs/validation.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Final

from validation import (
    bands,
    capacity,
    cohort,
    evidence,
    gatekeeper,
    guidance,
    late_answers,
    outreach,
    owner,
    page,
    picture,
    pooling,
    quota_timing,
    tech_support,
    tradeoffs,
)
from validation import effort as more_effort
from validation.checks import Chapter
from validation.studies import FULL, SMOKE, Effort

CHAPTERS: Final[tuple[Callable[[Effort, int], Chapter], ...]] = (
    evidence.measure,
    more_effort.measure,
    tradeoffs.measure,
    cohort.measure,
    bands.measure,
    capacity.measure,
    owner.measure,
    pooling.measure,
    quota_timing.measure,
    guidance.measure,
    outreach.measure,
    gatekeeper.measure,
    late_answers.measure,
    tech_support.measure,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the page; only a full one is written."""
    parser = argparse.ArgumentParser(description="hold the default company against evidence")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--quick", action="store_true", help="two runs of a year: shows that it works, proves nothing")
    options = parser.parse_args(arguments)
    wanted = SMOKE if options.quick else FULL
    print(page.status(), file=sys.stderr)
    digest = page.digest_of_sources()
    chapters = []
    for measure in CHAPTERS:
        print(f"{measure.__module__} ...", file=sys.stderr, flush=True)
        chapters.append(measure(wanted, options.jobs))
    text = page.written(chapters, wanted.runs, digest)
    print(text, end="")
    if not options.quick:
        page.PAGE.write_text(text, encoding="utf-8", newline="\n")
        picture.draw([curve for chapter in chapters for curve in chapter.curves])
    return 0


if __name__ == "__main__":
    sys.exit(main())
