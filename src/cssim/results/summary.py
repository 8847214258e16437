"""Every metric over every period of a study: the numbers behind ``summary.json``, computed once per result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cssim.errors import InputError
from cssim.results.catalogue import METRICS, TEAM_METRICS, Metric, MetricKey, parse_metric, periods_of
from cssim.results.frames import ALL
from cssim.results.measures import Windows
from cssim.results.record import RunRecord


class PeriodValues(NamedTuple):
    """``metric.period`` of every run: ``values`` (runs, columns), one column per segment and one for all, or just one
    for a metric without segments."""

    name: str
    segmented: bool
    values: NDArray[np.float64]


def period_values(records: Sequence[RunRecord]) -> Iterator[PeriodValues]:
    """Yield every ``metric.period`` of the runs of one design, in the order of the catalogue."""
    if not records:
        return
    for metric in METRICS:
        for period, table in _by_period(records, metric):
            yield PeriodValues(f"{metric.name}.{period}", metric.scope == "segment", table)
    for metric in TEAM_METRICS:
        for period, table in _by_period(records, metric):
            for index, team in enumerate(records[0].teams):
                yield PeriodValues(f"{metric.name}_{team}.{period}", False, table[:, [index]])


def figure(record: RunRecord, key: MetricKey, segment: str = ALL) -> float:
    """Return one metric of one run over one period; not-a-number if it is not defined.

    Raises
    ------
    InputError
        If the segment does not exist, or the metric has no segments.
    """
    values = key.metric.values(record.measures, key.windows)[0]
    if key.metric.scope == "team":
        return float(values[record.teams.index(key.team)])
    if segment != ALL and key.metric.scope != "segment":
        raise InputError.of(f"{key.text} belongs to no segment", path=key.text)
    return float(values[segment_column(record.segments, segment)])


def figures(records: Sequence[RunRecord], key: str | MetricKey, segment: str = ALL) -> NDArray[np.float64]:
    """Return ``metric.period`` of each run, (n_runs,), money in whole currency.

    Raises
    ------
    InputError
        If the metric, its period or the segment is not known.
    """
    if isinstance(key, str):
        key = parse_metric(key, records[0].months, records[0].teams)
    return np.array([figure(record, key, segment) for record in records], dtype=np.float64)


def segment_column(segments: Sequence[str], segment: str) -> int:
    """Return the column of a segment, -1 for all of them.

    Raises
    ------
    InputError
        If there is no such segment.
    """
    if segment == ALL:
        return -1
    if segment not in segments:
        raise InputError.of(f"{segment!r} is not one of the segments {', '.join(segments)}, {ALL}", path="segment")
    return list(segments).index(segment)


def _by_period(records: Sequence[RunRecord], metric: Metric) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Yield each period of a metric with its (runs, columns) values."""
    periods = periods_of(metric.kind, records[0].months)
    ends = np.array([[first, last] for _, first, last in periods], dtype=np.int64).reshape(-1, 2)
    windows = Windows(ends[:, 0], ends[:, 1])
    table = np.stack([metric.values(record.measures, windows) for record in records])
    for number, (period, _, _) in enumerate(periods):
        yield period, table[:, number, :]
