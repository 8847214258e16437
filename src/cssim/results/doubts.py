"""Doubts: what a comparison that is not settled leaves open, and what would settle it. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cssim.results.catalogue import parse_metric
from cssim.results.decision import Decision, cost_so_far, decision_value
from cssim.results.record import RunRecord
from cssim.results.statistics import Verdict, mean_of, paired
from cssim.results.studies import Comparison
from cssim.units import MONTHS_PER_YEAR

FloatArray = NDArray[np.float64]

ENOUGH_RUNS: Final = 30
"""Fewer runs cannot tell which assumption goes with the difference."""


@dataclass(frozen=True)
class Decisive:
    """The assumption that goes most with the difference: its ``path``, ``label`` and rank correlation in [-1, 1]."""

    path: str
    label: str
    correlation: float


@dataclass(frozen=True)
class Doubt:
    """What stays open between a design and the baseline.

    ``choice`` has the better mean and ``loss_if_wrong`` is what choosing it costs on average in the futures in
    which it is the worse one, averaged over all futures [unit of the decision]. ``cost`` is the difference of cost
    a year [currency]. ``decisive`` is None without drawn assumptions or with fewer than :data:`ENOUGH_RUNS` runs.
    """

    design: str
    baseline: str
    choice: str
    loss_if_wrong: float
    cost: float
    decisive: Decisive | None
    enough_runs: bool


@dataclass(frozen=True)
class PeriodDifference:
    """The mean difference of a design from the baseline up to the end of a period.

    ``kept`` on the expected decision metric, ``cost`` of customer success from the start [currency], ``decision``
    on the decision figure (the metric less the cost).
    """

    design: str
    period: str
    kept: float
    cost: float
    decision: float


def doubts(study: Comparison, draws: Mapping[str, Sequence[float]], labels: Mapping[str, str]) -> tuple[Doubt, ...]:
    """Return a doubt for every contest that is not settled.

    Parameters
    ----------
    study
        The comparison.
    draws
        Drawn factor of each assumption in each finished run, by path; empty if assumptions are fixed.
    labels
        The sentence of each assumption, by path.
    """
    return tuple(
        _doubt(study, contest.design, contest.cost.mean, draws, labels)
        for contest in study.contests
        if contest.verdict is Verdict.NOT_SETTLED
    )


def by_period(study: Comparison) -> tuple[PeriodDifference, ...]:
    """Return for every design the differences up to the end of each year and of the horizon, side by side.

    Empty where the decision metric has no figure for a period, such as trailing retention before month 12.
    """
    names = periods(study.baseline.months)
    decisions = [_decision_at(study, period) for period in names]
    base, *others = [_up_to(result.records, decisions) for result in study.results]
    rows = []
    for result, other in zip(study.results[1:], others, strict=True):
        for at, period in enumerate(names):
            decision, cost = (paired(other[:, at, what], base[:, at, what]).mean for what in (0, 1))
            kept = decision + study.decision.sign * cost if study.decision.minus_cost else decision
            rows.append(PeriodDifference(result.design, period, kept, cost, decision))
    return tuple(rows)


def periods(months: int) -> tuple[str, ...]:
    """Return the first two years of a horizon and its end: ``y1``, ``y2`` and, if later or earlier, ``m30``."""
    years = tuple(f"y{year}" for year in range(1, min(2, months // MONTHS_PER_YEAR) + 1))
    whole = () if months in (MONTHS_PER_YEAR, 2 * MONTHS_PER_YEAR) else (f"m{months}",)
    return years + whole


def _doubt(
    study: Comparison,
    design: str,
    cost: float,
    draws: Mapping[str, Sequence[float]],
    labels: Mapping[str, str],
) -> Doubt:
    gap = study.decision.sign * study.expected_gap(design)
    ahead = mean_of(gap) >= 0.0
    losses = np.maximum(0.0, -gap if ahead else gap)
    enough = study.runs >= ENOUGH_RUNS
    return Doubt(
        design=design,
        baseline=study.baseline.design,
        choice=design if ahead else study.baseline.design,
        loss_if_wrong=mean_of(losses),
        cost=cost,
        decisive=_decisive(gap, draws, labels) if enough else None,
        enough_runs=enough,
    )


def _decisive(gap: FloatArray, draws: Mapping[str, Sequence[float]], labels: Mapping[str, str]) -> Decisive | None:
    found = [
        Decisive(path, labels.get(path, path), rank_correlation(np.asarray(values, dtype=np.float64), gap))
        for path, values in draws.items()
    ]
    return max(found, key=lambda one: abs(one.correlation), default=None)


def rank_correlation(x: FloatArray, y: FloatArray) -> float:
    """Return Spearman's rank correlation of two samples (n,); 0 if one of them does not vary."""
    from scipy.stats import rankdata

    a, b = rankdata(x), rankdata(y)
    a, b = a - a.mean(), b - b.mean()
    scale = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / scale if scale > 0.0 else 0.0


def _decision_at(study: Comparison, period: str) -> Decision:
    name = study.decision.on.text.rsplit(".", 1)[0]
    key = parse_metric(f"{name}.{period}", study.baseline.months, study.baseline.teams)
    return Decision(key, study.decision.minus_cost, study.decision.minimum_difference)


def _up_to(records: Sequence[RunRecord], decisions: Sequence[Decision]) -> FloatArray:
    """Return (n_runs, n_decisions, 2): expected decision figure, and cost from the start to the end of its period."""
    rows = [
        [(decision_value(record, one, expected=True), cost_so_far(record, one.on.last)) for one in decisions]
        for record in records
    ]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(decisions), 2)
