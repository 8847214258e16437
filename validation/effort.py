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
FIRST: Final = (
    "requests come first: as many of them in half of the time leave less than half of it for contacts; where "
    "nobody asks anything it is half, next row"
)
SOLD_LESS: Final = (
    "along the curve of heads above, no step; most of it is what is not sold, as fewer pitches fit in: without "
    "pitches it is what the next rows say"
)
BOUNDS: Final = (
    "silence does it: most of the difference goes when neglect is taken away, and with its target at the low end "
    "of its range the ratio is inside (next rows); its default rests on evidence that is not causal [92], an "
    "upper bound"
)
REQUESTS: Final = ("how_to", "product_question", "feature_request", "complaint", "commercial")
EXPERIMENTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "nobody asks anything": {f"customers.segments.{s}.requests.{r}": "0/year" for s in SEGMENTS for r in REQUESTS},
    "no pitch succeeds": {f"customers.segments.{s}.plays.expansion.chance": 0 for s in SEGMENTS},
    "neglect target -0.35": {"health.neglect.target": -0.35},
    "without neglect": {"health.neglect.target": 0},
    "without adoption": {"health.adoption.level": 0},
}
"""What is changed to find out why, everything calibrated anew."""
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
    why = {name: studied(company(effort, changes), others, effort, jobs) for name, changes in EXPERIMENTS.items()}
    checks = (
        *falling(results, effort),
        *twice_the_books(results, effort, why),
        nobody(results, effort),
        *(shown(f"the same, {name}", factor(why[name], effort), "", plain) for name in list(EXPERIMENTS)[2:]),
    )
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


def twice_the_books(
    results: Mapping[str, Result], effort: Effort, why: Mapping[str, Mapping[str, Result]]
) -> list[Check]:
    """Return how contacts per account fall when one person has twice the accounts, what that costs, and why."""
    net = f"nrr_to_date_expected.y{effort.years}"
    lost = mean_of(difference(results, TWICE, BASELINE, net))
    silent, unsold = (why[name] for name in list(EXPERIMENTS)[:2])
    gross = difference(results, TWICE, BASELINE, f"grr_to_date_expected.y{effort.years}")
    return [
        inside(
            "planned contacts per account, twice the books / today",
            fewer(results),
            0.4,
            0.65,
            "(about half)",
            plain,
            FIRST,
        ),
        shown("the same, nobody asks anything", fewer(silent), "", plain),
        Check(
            f"no cliff: net retention to year {effort.years}, twice the books less today",
            f"above {points(CLIFF)}",
            told(lost, points),
            lost.low > CLIFF,
            SOLD_LESS,
        ),
        shown("the same, no pitch succeeds", difference(unsold, TWICE, BASELINE, net), "", points),
        shown(f"gross retention to year {effort.years}, twice the books less today", gross, "", points),
    ]


def fewer(results: Mapping[str, Result]) -> Values:
    """Return planned contacts per account with twice the books, as a share of today's."""
    return contacts(results[TWICE]) / contacts(results[BASELINE])


def contacts(result: Result) -> Values:
    """Return planned contacts held per customer in the first year."""
    return result.figures("slots_done.y1") / result.figures("logos.m12")


def without_anybody() -> dict[str, Any]:
    """Return the changes that take customer success away."""
    covered = {f"organisation.coverage.{name}": {"model": "none"} for name in SEGMENTS}
    return {**covered, f"{CSM}.headcount": 0}


def nobody(results: Mapping[str, Result], effort: Effort) -> Check:
    """Return by what factor logos are lost without customer success."""
    found = factor(results, effort)
    return inside("logo churn without customer success / today", found, 1.1, 1.6, "(1.3 [85], reported)", plain, BOUNDS)


def factor(results: Mapping[str, Result], effort: Effort) -> Values:
    """Return the ratio of hazards to the end, without customer success and today."""
    lost = [results[name].figures(f"logo_churn_to_date.y{effort.years}") for name in (NOBODY, BASELINE)]
    return np.asarray(np.log1p(-lost[0]) / np.log1p(-lost[1]), dtype=np.float64)
