"""Contests: designs against the baseline, paired run by run, with a verdict for each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cssim.results import statistics
from cssim.results.catalogue import parse_metric
from cssim.results.decision import Decision, decision_value
from cssim.results.record import RunRecord
from cssim.results.statistics import Difference, Verdict
from cssim.results.summary import figure

SCHEMA_VERSION: Final = 1
"""Version of every JSON document; raised when a name changes or goes."""


@dataclass(frozen=True)
class Entry:
    """What a design brings to a contest, one number per run (n_runs,).

    ``expected`` and ``realized`` decision figure; ``cost`` over the last year of the decision [currency].
    """

    design: str
    expected: NDArray[np.float64]
    realized: NDArray[np.float64]
    cost: NDArray[np.float64]

    @classmethod
    def of(cls, records: Sequence[RunRecord], design: str, decision: Decision) -> Entry:
        """Return the entry of a design; every record is looked at once."""
        rows = [
            (
                decision_value(record, decision, expected=True),
                decision_value(record, decision, expected=False),
                figure(record, parse_metric(decision.cost_key, record.months)),
            )
            for record in records
        ]
        return cls(design, *np.array(rows, dtype=np.float64).reshape(-1, 3).T)


@dataclass(frozen=True)
class Contest:
    """One design against the baseline.

    ``expected`` is the paired difference of the decision figure with expectations in place of chance; the verdict
    is read off its range. ``realized`` is the same with what happened in each run: the range of outcomes.
    ``cost`` is the difference of cost over the last year of the decision [currency]. ``runs_needed`` would bring the
    interval of the mean to half the smallest difference that matters; None if that cannot be said.
    """

    design: str
    baseline: str
    expected: Difference
    realized: Difference
    cost: Difference
    verdict: Verdict
    runs_needed: int | None

    def document(self) -> dict[str, Any]:
        """Return the contest as plain values, None where a number is not defined."""
        row: dict[str, Any] = {
            "design": self.design,
            "baseline": self.baseline,
            "verdict": self.verdict.value,
            "runs_needed": self.runs_needed,
        }
        for name, gap in (("expected", self.expected), ("realized", self.realized), ("cost", self.cost)):
            row |= {
                f"{name}_mean": plain(gap.mean),
                f"{name}_range_low": plain(gap.outcomes.low),
                f"{name}_range_high": plain(gap.outcomes.high),
                f"{name}_mean_low": plain(gap.certainty.low),
                f"{name}_mean_high": plain(gap.certainty.high),
            }
        return row


@dataclass(frozen=True)
class Standing:
    """A design among all of them: probability that it has the best mean, and share of futures in which it wins."""

    design: str
    best_mean: float
    wins: float

    def document(self) -> dict[str, Any]:
        """Return the standing as plain values."""
        return {
            "design": self.design,
            "probability_best_mean": plain(self.best_mean),
            "share_of_wins": plain(self.wins),
        }


def contest(one: Entry, baseline: Entry, decision: Decision, comparisons: int) -> Contest:
    """Return the paired comparison of a design with the baseline; ``comparisons`` designs are compared in all."""
    expected = statistics.paired(one.expected, baseline.expected, comparisons)
    minimum = decision.minimum_difference
    needed = None
    if expected.n >= 2 and minimum > 0.0:
        needed = statistics.runs_needed(expected.sd, expected.n, minimum / 2, comparisons=comparisons)
    return Contest(
        design=one.design,
        baseline=baseline.design,
        expected=expected,
        realized=statistics.paired(one.realized, baseline.realized, comparisons),
        cost=statistics.paired(one.cost, baseline.cost, comparisons),
        verdict=statistics.verdict(expected.outcomes, minimum, decision.sign),
        runs_needed=needed,
    )


def standings(entries: Sequence[Entry], decision: Decision) -> tuple[Standing, ...]:
    """Return every design among all: means are judged on expected figures, futures on realized ones."""
    best = statistics.probability_of_best_mean([one.expected for one in entries], decision.sign)
    wins = statistics.share_of_wins([one.realized for one in entries], decision.sign)
    return tuple(Standing(one.design, p, w) for one, p, w in zip(entries, best, wins, strict=True))


def plain(number: float) -> float | None:
    """Return a number rounded to what it can mean (8 decimals), or None if it is not one."""
    return round(number, 8) if math.isfinite(number) else None
