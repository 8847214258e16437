"""Check s5: that those who have support leave less often is not what support does."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, Final

import numpy as np

from cssim.reporting.numbers import percent
from cssim.results.studies import Result
from cssim.scenario.language.dump import raw
from cssim.scenario.schema import Scenario
from validation.checks import Chapter, Check, Mean, Values, mean_of, plain, shown, told
from validation.hazards import cox
from validation.studies import BASELINE, SEGMENTS, Designs, Effort, company, studied

DATA: Final = Path(__file__).parent / "data" / "telco_support.csv"
RAW: Final = 0.23
ADJUSTED: Final = 0.73
WITHIN: Final = 0.1
"""How near to the effect the adjusted ratio has to be, as a share of it."""
RUNS: Final = 30
YEARS: Final = 3
TRAININGS: Final = "12/year"
SIZES: Final = {"large": ("mid_market", 0.06, 160, 40), "small": ("smb", 0.25, 40, 160)}
"""By size: the segment whose habits its customers have, their churn, and how many have support and how many not."""
_TEXT: Final = """\
*Data:* technical support and churn of 5,517 telecom customers (IBM sample data, half synthetic; `validation/data`),
Cox regressions with an estimator of this page: alone, and with contract, price and fiber held equal. That is
arithmetic on data and shown. *Simulated:* two kinds of customers, of whom 6 % and 25 % leave in a year; four of five
of the first and one of five of the second get a training every month, and the paired run in which nobody does gives
what trainings do to those who get them. What a reader of the history would say, churn with trainings over churn
without, is set beside it, as it stands and by kind of customer (Mantel and Haenszel). Cadence fixed, people enough.
{runs} runs, years 2 and 3.
"""


def measure(effort: Effort, jobs: int) -> Chapter:
    """Tell correlation from effect, in data and in a history whose effect is known."""
    size = Effort(RUNS, YEARS) if effort.full else Effort(effort.runs, 2)
    results = studied(company_of(), designs(), size, jobs)
    found, nobody = results["trained"], results[BASELINE]
    effect = adjusted(found, nobody, ("with", "with"))
    seen, held = as_it_stands(found), adjusted(found, found, ("with", "without"))
    apart, near = mean_of(np.log(seen / effect)), mean_of(held / effect - 1.0)
    checks = (
        *data(),
        shown("what trainings do: churn of those who get them, trained / not", effect, "known: a paired run", plain),
        shown("what the history says: churn with / without trainings, as it stands", seen, "", plain),
        shown("the same, kind of customer held equal", held, "", plain),
        Check(
            "correlation is not the effect: log of one over the other",
            "surely below 0",
            told(apart, plain),
            apart.high < 0.0,
        ),
        Check("adjusted less effect, as a share of it", f"within {percent(WITHIN)}", told(near, percent), within(near)),
        Check(
            "cssim reads the two from a history and reports them separately",
            "both, with their intervals",
            "no: it estimates no effects from histories; the estimates above are this page's own",
            False,
            "there is no calibration of effects yet",
        ),
    )
    return Chapter("Check s5: correlation and effect", _TEXT.format(runs=size.runs), checks)


def within(difference: Mean) -> bool:
    """Return whether a whole interval is near to nothing."""
    return max(abs(difference.low), abs(difference.high)) < WITHIN


def data() -> list[Check]:
    """Return the two hazard ratios of technical support in the data."""
    with DATA.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    months, support, price, fiber = (
        np.array([float(row[name]) for row in rows]) for name in ("months", "tech_support", "monthly_charges", "fiber")
    )
    churned = np.array([row["churned"] == "1" for row in rows])
    contracts = [np.array([float(row["contract"] == name) for row in rows]) for name in ("one year", "two years")]
    alone = cox(months, churned, support[:, None])
    equal = cox(months, churned, np.column_stack([support, *contracts, price / 10, fiber]))
    return [
        Check(f"data: hazard ratio of technical support, {name}", f"{target} [evidence, section 8]", ratio, None)
        for name, target, ratio in (("raw", RAW, in_words(alone.effect[0], alone.error[0])),
                                    ("adjusted", ADJUSTED, in_words(equal.effect[0], equal.error[0])))
    ]  # fmt: skip


def in_words(log_ratio: float, error: float) -> str:
    """Return a hazard ratio with its 95 % interval."""
    low, middle, high = (float(np.exp(log_ratio + side * 1.96 * error)) for side in (-1, 0, 1))
    return f"{plain(middle)} ({plain(low)} to {plain(high)})"


def company_of() -> Scenario:
    """Return a company of four segments: two kinds of customers, each with and without trainings to come."""
    base = company(Effort(1, YEARS))
    value: dict[str, Any] = raw(base)
    old = {name: value["customers"]["segments"].pop(name) for name in SEGMENTS}
    covered = {name: value["organisation"]["coverage"].pop(name) for name in SEGMENTS}
    for size, (like, churn, with_, without) in SIZES.items():
        for group, accounts in (("with", with_), ("without", without)):
            plays = {**old[like]["plays"], "training": {"frequency": "0/year"}}
            segment = {**old[like], "accounts": accounts, "logo_churn": churn, "plays": plays}
            value["customers"]["segments"][f"{size}_{group}"] = segment
            value["organisation"]["coverage"][f"{size}_{group}"] = covered[like]
    value["customers"].pop("new_logos", None)
    value["organisation"]["teams"]["csm"] |= {"headcount": 14, "cadence": {"plan": "fixed"}}
    return Scenario.model_validate(value)


def designs() -> Designs:
    """Return the design in which some get trainings."""
    training = {"frequency": TRAININGS, "work": "1 working hour"}
    return {"trained": {f"customers.segments.{size}_with.plays.training": training for size in SIZES}}


def rates(result: Result, size: str, group: str) -> tuple[Values, Values]:
    """Return the ARR that is expected to leave, and that was there at the beginning, of years 2 and 3; (n_runs,)."""
    years, segment = range(2, result.months // 12 + 1), f"{size}_{group}"
    lost, there = (
        np.sum([result.figures(f"{name}.y{year}", segment) for year in years], axis=0)
        for name in ("expected_churn", "arr_opening")
    )
    return lost, there


def as_it_stands(result: Result) -> Values:
    """Return churn of those who get trainings over churn of those who do not, all kinds together."""
    sums = {group: [sum(part) for part in zip(*(rates(result, size, group) for size in SIZES), strict=True)]
            for group in ("with", "without")}  # fmt: skip
    return np.asarray((sums["with"][0] / sums["with"][1]) / (sums["without"][0] / sums["without"][1]))


def adjusted(one: Result, other: Result, groups: tuple[str, str]) -> Values:
    """Return the ratio of churn of a group of one run to another group of another, by kind: Mantel and Haenszel's."""
    above = below = np.zeros(len(one.records))
    for size in SIZES:
        lost, there = rates(one, size, groups[0])
        lost_too, there_too = rates(other, size, groups[1])
        above = above + lost * there_too / (there + there_too)
        below = below + lost_too * there / (there + there_too)
    return np.asarray(above / below)
