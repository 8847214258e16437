"""Every metric over every period of a study: the numbers behind ``summary.json``, computed once per result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cssim.errors import InputError
from cssim.results.catalogue import METRICS, TEAM_METRICS, Kind, Metric, MetricKey, periods_of
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
    """Yield every ``metric.period`` of the runs of one design, in the order of the catalogue.

    Every record is looked at once, and only its figures are kept: a few hundred numbers.
    """
    if not records:
        return
    table = np.stack([_figures_of(record) for record in records])
    first, place = records[0], 0
    for metric in (*METRICS, *TEAM_METRICS):
        for period, _, _ in periods_of(metric.kind, first.months):
            for name, width in _columns(metric, first):
                yield PeriodValues(f"{name}.{period}", metric.scope == "segment", table[:, place : place + width])
                place += width


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


def _figures_of(record: RunRecord) -> NDArray[np.float64]:
    """Return every metric over every period of one run, one number after the other."""
    every = (*METRICS, *TEAM_METRICS)
    return np.concatenate([one.values(record.measures, _windows(one.kind, record.months)).ravel() for one in every])


@cache
def _windows(kind: Kind, months: int) -> Windows:
    """Return the periods in which a kind of metric is summarized."""
    ends = np.array([ends for _, *ends in periods_of(kind, months)], dtype=np.int64).reshape(-1, 2)
    return Windows(ends[:, 0], ends[:, 1])


def _columns(metric: Metric, record: RunRecord) -> list[tuple[str, int]]:
    """Return the names under which a metric stands in a record, each with its number of columns."""
    if metric.scope == "team":
        return [(f"{metric.name}_{team}", 1) for team in record.teams]
    return [(metric.name, len(record.segments) + 1 if metric.scope == "segment" else 1)]
