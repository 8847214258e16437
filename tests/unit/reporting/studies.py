"""A small comparison for the tests of what is said of it; verdicts can be put into its mouth."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import cssim
from cssim.reporting.answer import Setting
from cssim.results.contests import Contest
from cssim.results.statistics import Difference, Interval, Verdict
from cssim.results.studies import Comparison

MEANS = {Verdict.BETTER: 50e3, Verdict.WORSE: -50e3, Verdict.NO_DIFFERENCE: 500.0, Verdict.NOT_SETTLED: 10e3}


@cache
def study() -> Comparison:
    """Return a comparison of two designs over two runs of three months."""
    return cssim.compare(cssim.load("cssim:tiny"), seed=3)


def with_verdicts(*verdicts: Verdict, needed: int = 2) -> Comparison:
    """Return the comparison with these verdicts, one per further design, and as many designs."""
    base = study()
    names = [f"design_{number}" for number in range(1, len(verdicts) + 1)]
    found = Comparison((base.baseline,), base.decision)
    found.__dict__["contests"] = tuple(
        contest(name, base.baseline.design, verdict, needed) for name, verdict in zip(names, verdicts, strict=True)
    )
    return found


def contest(design: str, baseline: str, verdict: Verdict, needed: int) -> Contest:
    """Return a contest with a verdict."""
    mean = MEANS[verdict]
    gap = Difference(mean, 1e3, 8, Interval(mean - 1e3, mean + 1e3), Interval(mean - 20e3, mean + 20e3))
    return Contest(design, baseline, gap, gap, gap, verdict, needed)


def setting(**changes: object) -> Setting:
    """Return a setting, with changes."""
    plain = Setting("Which one?", "ten accounts", None, (("smb", 0.135),), 22, (), "cssim demo")
    return plain._replace(**changes)


def lines_with(text: str, words: str) -> Sequence[str]:
    """Return the lines of a text that hold some words."""
    return [line for line in text.splitlines() if words in line]
