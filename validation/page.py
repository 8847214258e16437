"""The page docs/validation.md: what was checked, on which sources, with which result."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.page import digest_of, status_of
from benchmarks.section import table
from validation import sources
from validation.checks import Chapter, count, verdict

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "validation.md"
SOURCES: Final = ("src/cssim", "scenarios", "validation")
_HEAD: Final = """\
# Validation

Written by `make validation`; not to be edited. The default company (`cssim:b2b_saas`) and changes of it, simulated with
the defaults of the evidence: nothing is fitted but the intercepts, which give back the churn that the file says. What
went into the calibration is shown and not judged. Numbers in brackets behind a figure bound its *mean* (95 %, Student
t, over {runs} runs where a chapter says nothing else, assumptions fixed at their defaults); they are not a range of
outcomes. Every figure is simulated but for the two that say *data*. A check that fails stays here as a failure: no
default was moved to make it pass.

The chapters called *check* set the model against figures from outside. Each is posed so that the model can fail it:
where a free level has to be chosen before a published size can be met, that choice is *representability* and shown with
the range that is stated for it; orders, signs, and further numbers that come with the same choice are the tests.

Sources: `{digest}`, a digest of {sources}. {passed} of {judged} checks passed.
"""


_PICTURE: Final = """\
![What more people buy, when a pool is better than named contacts, and checks from outside](validation.png)

*Simulated; means over runs with the interval that bounds the mean (95 %), not ranges of outcomes. Crosses: what the
evidence says, or what the legend does.*
"""


def written(chapters: Sequence[Chapter], runs: int, digest: str) -> str:
    """Return the page."""
    passed, judged = count([check for chapter in chapters for check in chapter.checks])
    named = [f"`{folder}`" for folder in SOURCES]
    folders = f"{', '.join(named[:-1])} and {named[-1]}"
    head = _HEAD.format(runs=runs, digest=digest, sources=folders, passed=passed, judged=judged)
    return "\n".join([head, _PICTURE, *(_part(chapter) for chapter in chapters), sources.written()])


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
