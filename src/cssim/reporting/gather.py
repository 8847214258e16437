"""From a study to its views: the only place in reporting that knows how studies are built."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cssim.plan.accounts import ALONE
from cssim.reporting.numbers import count
from cssim.reporting.views import BridgeView, DifferenceView, FanView, LoadView, StepView
from cssim.reporting.words import line_words, plain
from cssim.results.bridge import COLUMNS
from cssim.results.catalogue import METRICS, MetricKey
from cssim.results.frames import ALL
from cssim.results.measures import ACCOUNT, BALANCE, FLOW, PARENT, monthly_windows
from cssim.results.statistics import Estimate
from cssim.results.steps import Steps
from cssim.results.studies import Comparison, Result
from cssim.units import MONTHS_PER_YEAR

Study = Result | Comparison

_LOSSES: Final = ("contraction", "churn")
_METRIC: Final = {metric.name: metric for metric in METRICS}


def results_of(study: Study) -> tuple[Result, ...]:
    """Return the designs of a study, baseline first."""
    return study.results if isinstance(study, Comparison) else (study,)


def currency_of(study: Study) -> str:
    """Return the currency of the amounts of a study."""
    return results_of(study)[0].labels.currency


def definition_words(study: Study) -> str:
    """Return what retention and a logo mean in a study."""
    first = results_of(study)[0]
    retention, logo = first.records[0].measures.definitions
    alone = all(account.logo == ALONE for account in first.labels.accounts)
    kept = {
        BALANCE: "retention compares each customer's ARR with that of twelve months before",
        FLOW: "retention adds up the lines of twelve months (flow)",
    }
    parent = "a logo is a top parent; none is named, so each account is one" if alone else "a logo is a top parent"
    one = {PARENT: parent, ACCOUNT: "a logo is one account"}
    return f"{kept[retention]}; {one[logo]}."


def last_year(months: int) -> str:
    """Return the period that stands for the end of a horizon: ``y2`` of 24 months, ``last12`` of 30."""
    if months % MONTHS_PER_YEAR == 0:
        return f"y{months // MONTHS_PER_YEAR}"
    return "last12" if months >= MONTHS_PER_YEAR else f"m{months}"


def difference_views(study: Comparison) -> list[DifferenceView]:
    """Return every design against the baseline, on expected figures."""
    return [
        DifferenceView(
            name=one.design,
            baseline=one.baseline,
            mean=one.expected.mean,
            low=one.expected.outcomes.low,
            high=one.expected.outcomes.high,
            mean_low=one.expected.certainty.low,
            mean_high=one.expected.certainty.high,
            verdict=one.verdict,
        )
        for one in study.contests
    ]


def bridge_view(result: Result) -> BridgeView:
    """Return the mean ARR bridge of a design over the whole horizon; steps that are never taken are left out."""
    means = dict(zip(COLUMNS, _monthly(result, COLUMNS).mean(axis=0), strict=True))
    changes = []
    for name in COLUMNS[1:-1]:
        total = float(means[name].sum())
        if total:
            changes.append((name, -total if name in _LOSSES else total))
    return BridgeView(
        design=result.design,
        period=f"{count(result.months, 'month')}, mean of {count(len(result.records), 'run')}",
        opening=float(means["arr_opening"][0]),
        changes=tuple(changes),
        closing=float(means["arr_closing"][-1]),
    )


def fan_view(result: Result) -> FanView:
    """Return retained ARR of a design month by month."""
    retained = _monthly(result, ("retained_arr",))[:, 0]
    low, high = (np.quantile(retained, p, axis=0) for p in (0.1, 0.9))
    return FanView(result.design, *(tuple(float(x) for x in line) for line in (retained.mean(axis=0), low, high)))


def load_views(results: Sequence[Result]) -> list[LoadView]:
    """Return utilization and mean wait of every team of every design in the last year."""
    period = last_year(results[0].months)
    return [
        LoadView(
            result.design,
            team,
            mean_figure(result, f"utilisation_{team}.{period}"),
            mean_figure(result, f"wait_hours_{team}.{period}"),
        )
        for result in results
        for team in result.teams
    ]


def step_views(found: Steps) -> list[StepView]:
    """Return the steps from the ARR of one design to that of another: what is expected, then chance, with sums."""
    steps = [(line, StepView(line_words(line), one.mean, one.ci_low, one.ci_high)) for line, one in found.lines.items()]
    return [
        *(step for line, step in steps if line.group != "chance"),
        _sum("expected", found.expected),
        *(step for line, step in steps if line.group == "chance"),
        _sum("all together", found.difference),
    ]


def _sum(name: str, one: Estimate) -> StepView:
    return StepView(name, one.mean, one.ci_low, one.ci_high, total=True)


def steps_title(found: Steps, months: int) -> str:
    """Return what the steps explain, and after how long."""
    return f"Why {plain(found.b)} ends with another ARR\nthan {plain(found.a)}, after {count(months, 'month')}"


def mean_figure(result: Result, key: str | MetricKey, segment: str = ALL) -> float:
    """Return the mean over runs of one figure; not-a-number if it is defined in none."""
    values = result.figures(key, segment)
    values = values[np.isfinite(values)]
    return float(values.mean()) if len(values) else float("nan")


def _monthly(result: Result, names: Sequence[str]) -> NDArray[np.float64]:
    """Return metrics of the whole company by run and month, (n_runs, n_metrics, n_months)."""
    windows = monthly_windows(result.months)
    table = [[_METRIC[name].values(record.measures, windows)[:, -1] for name in names] for record in result.records]
    return np.array(table, dtype=np.float64)
