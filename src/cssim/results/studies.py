"""Studies: the frozen answers. A Result is one design over many runs; a Comparison sets designs side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from cssim.errors import InputError
from cssim.plan.labels import Labels
from cssim.results import contests, frames, statistics
from cssim.results.catalogue import MetricKey, parse_metric
from cssim.results.contests import Contest, Entry, Standing
from cssim.results.decision import Decision
from cssim.results.precision import Goal, Known, least_known
from cssim.results.record import RunRecord
from cssim.results.statistics import Estimate, Verdict
from cssim.results.steps import Steps, steps_of
from cssim.results.summary import PeriodValues, period_values, segment_column

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class FailedRun:
    """A run that could not be finished, and why."""

    run: int
    reason: str


@dataclass(frozen=True)
class Result:
    """One design over its runs.

    ``records`` hold one run each, in order of run number, and may read it from disk when it is asked for: look at
    them one at a time. ``failed`` lists those that could not be finished.
    ``scenario_hash`` names the resolved scenario, ``assumptions`` says whether they were ``drawn`` or ``fixed``,
    ``goals`` what was to be known how well.
    """

    name: str
    design: str
    labels: Labels
    records: Sequence[RunRecord]
    seed: int
    assumptions: str = "drawn"
    scenario_hash: str = ""
    failed: tuple[FailedRun, ...] = ()
    goals: tuple[Goal, ...] = ()

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """Every metric by run, month and segment, as in ``monthly.csv``."""
        return frames.monthly_frame(self.records, self.labels)

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """The ARR ledger of every run, as in ``ledger.csv``."""
        return frames.ledger_frame(self.records, self.labels)

    @cached_property
    def accounts(self) -> pd.DataFrame:
        """How every account fared in every run, as in ``accounts.csv``."""
        return frames.accounts_frame(self.records, self.labels)

    @property
    def known(self) -> tuple[Known, ...]:
        """How well the means are known of which a precision was asked, on expected figures."""
        return tuple(
            least_known(goal.key.text, goal.key.metric.unit, [self.figures(goal.key.expected)], 1, goal.half_width)
            for goal in self.goals
        )

    @cached_property
    def months(self) -> int:
        """Number of simulated months."""
        return self.records[0].months if self.records else 0

    @property
    def segments(self) -> tuple[str, ...]:
        """Names of the segments."""
        return self.labels.segments

    @property
    def teams(self) -> tuple[str, ...]:
        """Names of the teams of the design."""
        return self.labels.teams

    def figures(self, key: str | MetricKey, segment: str = frames.ALL) -> NDArray[np.float64]:
        """Return ``metric.period`` of each run, (n_runs,), money in whole currency.

        Raises
        ------
        InputError
            If the metric, its period or the segment is not known.
        """
        if isinstance(key, str):
            key = parse_metric(key, self.months, self.teams)
        if segment != frames.ALL and key.metric.scope == "total":
            raise InputError.of(f"{key.text} belongs to no segment", path=key.text)
        found = self._values_of(key)
        return found.values[:, segment_column(self.segments, segment) if found.segmented else 0]

    def estimates(self, segment: str = frames.ALL) -> dict[str, Estimate]:
        """Return the summary over runs of every ``metric.period`` that is defined, by name.

        Raises
        ------
        InputError
            If the segment does not exist.
        """
        column = segment_column(self.segments, segment)
        chosen = [one for one in self._period_values.values() if one.segmented or segment == frames.ALL]
        summaries = {one.name: statistics.estimate(one.values[:, column if one.segmented else 0]) for one in chosen}
        return {name: summary for name, summary in summaries.items() if summary is not None}

    def summary(self, segment: str = frames.ALL) -> pd.DataFrame:
        """Return mean, interval and quantiles of every ``metric.period``, one row each."""
        return _table(self.estimates(segment))

    @cached_property
    def _period_values(self) -> dict[str, PeriodValues]:
        return {one.name: one for one in period_values(self.records)}

    @cached_property
    def _other_values(self) -> dict[str, PeriodValues]:
        """Of periods that are in no summary, as they are asked for."""
        return {}

    def _values_of(self, key: MetricKey) -> PeriodValues:
        if key.text in self._period_values:
            return self._period_values[key.text]
        if key.text not in self._other_values:
            # every metric at once: whoever asks for one of a period soon asks for another, and runs are on disk
            period = (key.period, key.first, key.last)
            self._other_values.update((one.name, one) for one in period_values(self.records, period))
        return self._other_values[key.text]


@dataclass(frozen=True)
class Comparison:
    """Designs side by side over the same runs; the first result is the baseline.

    ``at`` says on what footing (``as-written``, ``equal-budget``, ``equal-heads``); ``start`` from where
    (``steady``: every design starts from the baseline's settled stocks); ``goals`` what was to be known how well.
    """

    results: tuple[Result, ...]
    decision: Decision
    at: str = "as-written"
    start: str = "steady"
    failed: tuple[FailedRun, ...] = ()
    goals: tuple[Goal, ...] = ()

    @property
    def baseline(self) -> Result:
        """The result of the baseline."""
        return self.results[0]

    @property
    def designs(self) -> tuple[str, ...]:
        """Names of the designs, baseline first."""
        return tuple(result.design for result in self.results)

    @property
    def runs(self) -> int:
        """Number of finished runs."""
        return len(self.baseline.records)

    def __getitem__(self, design: str) -> Result:
        """Return the result of a design."""
        for result in self.results:
            if result.design == design:
                return result
        raise KeyError(design)

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """Every metric by design, run, month and segment, as in ``monthly.csv``."""
        return _concatenated([result.monthly for result in self.results])

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """The ARR ledger of every design and run, as in ``ledger.csv``."""
        return _concatenated([result.ledger for result in self.results])

    @cached_property
    def accounts(self) -> pd.DataFrame:
        """How every account fared in every design and run, as in ``accounts.csv``."""
        return _concatenated([result.accounts for result in self.results])

    @cached_property
    def contests(self) -> tuple[Contest, ...]:
        """Every other design against the baseline, in the order of the designs."""
        base, *others = self._entries
        return tuple(contests.contest(one, base, self.decision, len(others)) for one in others)

    @cached_property
    def steps(self) -> tuple[Steps, ...]:
        """Why every other design ends with another ARR than the baseline; empty unless ``money`` was recorded."""
        base, *others = self.results
        found = (steps_of(base.design, base.records, one.design, one.records) for one in others)
        return tuple(one for one in found if one is not None)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Every design, baseline included, among all of them."""
        return contests.standings(self._entries, self.decision)

    @cached_property
    def known(self) -> tuple[Known, ...]:
        """How well the mean differences from the baseline are known, each time the one known least.

        First of the decision figure, all differences together; then of every other figure a precision was asked of,
        one by one. Empty if there is one design only.
        """
        if not self.contests:
            return ()
        on = self.decision.on
        own = next((goal.half_width for goal in self.goals if goal.key.text == on.text), None)
        widest = max((one.expected for one in self.contests), key=lambda gap: gap.sd)
        decided = Known(self.decision.words, on.metric.unit, widest.sd, widest.n, len(self.contests), own)
        return decided, *(self._mean_gaps_known(goal) for goal in self.goals if goal.key.text != on.text)

    @property
    def verdict(self) -> Mapping[str, Verdict]:
        """The verdict on each design against the baseline, by its name."""
        return {contest.design: contest.verdict for contest in self.contests}

    def figures(self, design: str, key: str) -> NDArray[np.float64]:
        """Return ``metric.period`` of each run of a design, (n_runs,)."""
        return self[design].figures(key)

    def expected_gap(self, design: str) -> NDArray[np.float64]:
        """Return the expected decision figure of a design less the baseline's in each run, (n_runs,)."""
        expected = {one.design: one.expected for one in self._entries}
        gap: NDArray[np.float64] = expected[design] - expected[self.baseline.design]
        return gap

    def summary(self) -> pd.DataFrame:
        """Return one row per design against the baseline: difference, range, certainty, verdict, chances."""
        import pandas as pd

        return pd.DataFrame(self.document()["differences"]).set_index("design")

    def document(self) -> dict[str, Any]:
        """Return the content of ``comparison.json``: plain values, None where a number is not defined."""
        return {
            "schema_version": contests.SCHEMA_VERSION,
            "decision": self.decision.document(),
            "at": self.at,
            "from": self.start,
            "assumptions": self.baseline.assumptions,
            "runs": self.runs,
            "precision": [one.document() for one in self.known],
            "failed": [{"run": one.run, "reason": one.reason} for one in self.failed],
            "baseline": self.baseline.design,
            "designs": [one.document() for one in self.standings],
            "differences": [one.document() for one in self.contests],
        }

    def to_json(self) -> str:
        """Return :meth:`document` as JSON with sorted keys."""
        return json.dumps(self.document(), indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"

    def _mean_gaps_known(self, goal: Goal) -> Known:
        """Return how well the mean differences of a metric that does not decide are known."""
        base, *others = (one.figures(goal.key.expected) for one in self.results)
        gaps = [one - base for one in others]
        return least_known(goal.key.text, goal.key.metric.unit, gaps, 1, goal.half_width)

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(Entry.of(one.records, one.design, self.decision) for one in self.results)


def _table(estimates: Mapping[str, Estimate]) -> pd.DataFrame:
    import pandas as pd

    index = pd.Index(list(estimates), name="metric")
    return pd.DataFrame([*estimates.values()], index=index, columns=list(Estimate._fields))


def _concatenated(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    return pd.concat(tables, ignore_index=True)
