"""The page docs/validation.md: what was checked, on which sources, with which result."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.page import digest_of, status_of
from benchmarks.section import table
from validation.checks import Chapter, count, verdict

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "validation.md"
SOURCES: Final = ("src/cssim", "scenarios", "validation")
_HEAD: Final = """\
# Validation

Written by `make validation`; not to be edited. The default company (`cssim:b2b_saas`) and changes of it, simulated with
the defaults of the evidence: nothing is fitted but the intercepts, which give back the churn that the file says. What
went into the calibration is shown and not judged. Numbers in brackets behind a figure bound its *mean* (95 %, Student
t, over {runs} runs, assumptions fixed at their defaults); they are not a range of outcomes. Every figure is simulated.
A check that fails stays here as a failure: no default was moved to make it pass.

Sources: `{digest}`, a digest of {sources}. {passed} of {judged} checks passed.
"""


_PICTURE: Final = """\
![What more people buy, and when a pool is better than named contacts](validation.png)

*Simulated; means over runs with the interval that bounds the mean (95 %), not ranges of outcomes.*
"""


def written(chapters: Sequence[Chapter], runs: int, digest: str) -> str:
    """Return the page."""
    passed, judged = count([check for chapter in chapters for check in chapter.checks])
    named = [f"`{folder}`" for folder in SOURCES]
    sources = f"{', '.join(named[:-1])} and {named[-1]}"
    head = _HEAD.format(runs=runs, digest=digest, sources=sources, passed=passed, judged=judged)
    return "\n".join([head, _PICTURE, *(_part(chapter) for chapter in chapters)])


def digest_of_sources(root: Path = ROOT) -> str:
    """Return the digest of everything that can change a figure of the page."""
    return digest_of(SOURCES, root)


def status(page: Path | None = None) -> str:
    """Return whether a page, the committed one by default, comes from the present sources, as a sentence."""
    return status_of(page or PAGE, digest_of_sources())


def _part(chapter: Chapter) -> str:
    rows = [(check.what, check.target, check.found, verdict(check)) for check in chapter.checks]
    lines = table(("what", "target", "cssim", "result"), rows)
    return f"## {chapter.title}\n\n{chapter.text.rstrip()}\n\n{lines}\n"
