"""More effort, falling return: heads, books twice as large, and no customer success at all."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

import numpy as np

from cssim.reporting.numbers import percent
from cssim.results.studies import Result
from validation.checks import Chapter, Check, Curve, Values, inside, mean_of, plain, points, shown, told
from validation.studies import BASELINE, CSM, SEGMENTS, Designs, Effort, company, difference, studied

HEADS: Final = (2, 3, 4, 5, 6, 8, 12)
TWICE: Final = "twice_the_books"
NOBODY: Final = "nobody"
CLIFF: Final = -0.1
FIRST: Final = "requests are answered first, so that half of the time leaves less than half of it for contacts"
SOLD_LESS: Final = "along the curve of heads above, no step; most of it is what is not sold, as fewer pitches fit in"
BOUNDS: Final = "neglect and adoption reach as far as evidence goes that is not causal, so they are upper bounds"
_TEXT: Final = """\
Retention of the opening book at the end of year {years}, with expected in place of realized changes, for {heads}
customer success managers; today has 5. A head that is added or taken away changes how many contacts fit into a quarter
(cadence is planned to capacity), how long customers wait, and whom they know. *Twice the books*: half the people look
after the same accounts. *Nobody*: no CSM, no check-in, no play; support answers what it can.
"""


def measure(effort: Effort, jobs: int) -> Chapter:
    """Vary the number of people, double the books, take customer success away."""
    heads: Designs = {f"heads_{n}": {f"{CSM}.headcount": n} for n in HEADS}
    others: Designs = {TWICE: {f"{CSM}.headcount": 2.5}, NOBODY: without_anybody()}
    results = studied(company(effort), {**heads, **others}, effort, jobs)
    text = _TEXT.format(years=effort.years, heads=", ".join(map(str, HEADS)))
    checks = (*falling(results, effort), *twice_the_books(results, effort), nobody(results, effort))
    return Chapter("More effort, falling return", text, checks, (by_heads(results, effort),))


def by_heads(results: Mapping[str, Result], effort: Effort) -> Curve:
    """Return retention by heads, to be drawn."""
    key = f"nrr_to_date_expected.y{effort.years}"
    means = tuple(mean_of(100 * results[f"heads_{n}"].figures(key)) for n in HEADS)
    return Curve("More people, falling return", "CSMs", f"net retention to year {effort.years}, %", HEADS, means)


def falling(results: Mapping[str, Result], effort: Effort) -> list[Check]:
    """Return retention by heads, and whether a head more buys less the more there are."""
    key = f"nrr_to_date_expected.y{effort.years}"
    kept = {n: results[f"heads_{n}"].figures(key) for n in HEADS}
    rows = [shown(f"net retention to year {effort.years} with {n} CSMs", kept[n], "", percent) for n in HEADS]
    slopes = [(kept[b] - kept[a]) / (b - a) for a, b in pairwise(HEADS)]
    bends = [mean_of(after - before) for before, after in pairwise(slopes)]
    found = "; ".join(
        f"{a} to {b}: {points(float(np.mean(slope)))} a head"
        for (a, b), slope in zip(pairwise(HEADS), slopes, strict=True)
    )
    concave = all(bend.low <= 0.0 for bend in bends)
    return [*rows, Check("retention is concave in heads", "no slope surely above the one before it", found, concave)]


def twice_the_books(results: Mapping[str, Result], effort: Effort) -> list[Check]:
    """Return how contacts per account fall when one person has twice the accounts, and what that costs."""
    ratio = contacts(results[TWICE]) / contacts(results[BASELINE])
    lost = mean_of(difference(results, TWICE, BASELINE, f"nrr_to_date_expected.y{effort.years}"))
    gross = difference(results, TWICE, BASELINE, f"grr_to_date_expected.y{effort.years}")
    return [
        inside("planned contacts per account, twice the books / today", ratio, 0.4, 0.65, "(about half)", plain, FIRST),
        Check(
            f"no cliff: net retention to year {effort.years}, twice the books less today",
            f"above {points(CLIFF)}",
            told(lost, points),
            lost.low > CLIFF,
            SOLD_LESS,
        ),
        shown(f"gross retention to year {effort.years}, twice the books less today", gross, "", points),
    ]


def contacts(result: Result) -> Values:
    """Return planned contacts held per customer in the first year."""
    return result.figures("slots_done.y1") / result.figures("logos.m12")


def without_anybody() -> dict[str, Any]:
    """Return the changes that take customer success away."""
    covered = {f"organisation.coverage.{name}": {"model": "none"} for name in SEGMENTS}
    return {**covered, f"{CSM}.headcount": 0}


def nobody(results: Mapping[str, Result], effort: Effort) -> Check:
    """Return by what factor logos are lost without customer success: the ratio of hazards to the end."""
    lost = [results[name].figures(f"logo_churn_to_date.y{effort.years}") for name in (NOBODY, BASELINE)]
    factor = np.log1p(-lost[0]) / np.log1p(-lost[1])
    return inside(
        "logo churn without customer success / today", factor, 1.1, 1.6, "(1.3 [85], reported)", plain, BOUNDS
    )
