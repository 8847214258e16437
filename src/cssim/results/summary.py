"""Every metric over every period of a study: the numbers behind ``summary.json``, computed once per result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from cssim.errors import InputError
from cssim.results.catalogue import METRICS, TEAM_METRICS, Kind, Metric, MetricKey, periods_of
from cssim.results.frames import ALL
from cssim.results.measures import Windows
from cssim.results.record import RunRecord

Period = tuple[str, int, int]
"""A period by its name, with the month ends from which (exclusive) and to which it goes."""


class PeriodValues(NamedTuple):
    """``metric.period`` of every run: ``values`` (runs, columns), one column per segment and one for all, or just one
    for a metric without segments."""

    name: str
    segmented: bool
    values: NDArray[np.float64]


def period_values(records: Sequence[RunRecord], period: Period | None = None) -> Iterator[PeriodValues]:
    """Yield every ``metric.period`` of the runs of one design, in the order of the catalogue.

    Of ``period``, or of all those in which metrics are summarized. Every record is looked at once, and only its figures
    are kept: a few hundred numbers.
    """
    if not records:
        return
    months = records[0].months
    windows = {kind: _windows(_periods(kind, months, period)) for kind in get_args(Kind)}
    table = np.stack([_figures_of(record, windows) for record in records])
    first, place = records[0], 0
    for metric in (*METRICS, *TEAM_METRICS):
        for name_of_period, _, _ in _periods(metric.kind, months, period):
            for name, width in _columns(metric, first):
                values = table[:, place : place + width]
                yield PeriodValues(f"{name}.{name_of_period}", metric.scope == "segment", values)
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


def _figures_of(record: RunRecord, windows: Mapping[str, Windows]) -> NDArray[np.float64]:
    """Return every metric over the windows of its kind in one run, one number after the other."""
    every = (*METRICS, *TEAM_METRICS)
    return np.concatenate([metric.values(record.measures, windows[metric.kind]).ravel() for metric in every])


def _periods(kind: Kind, months: int, period: Period | None) -> tuple[Period, ...]:
    return periods_of(kind, months) if period is None else (period,)


def _windows(periods: Sequence[Period]) -> Windows:
    ends = np.array([ends for _, *ends in periods], dtype=np.int64).reshape(-1, 2)
    return Windows(ends[:, 0], ends[:, 1])


def _columns(metric: Metric, record: RunRecord) -> list[tuple[str, int]]:
    """Return the names under which a metric stands in a record, each with its number of columns."""
    if metric.scope == "team":
        return [(f"{metric.name}_{team}", 1) for team in record.teams]
    return [(metric.name, len(record.segments) + 1 if metric.scope == "segment" else 1)]
