"""The catalogue: every metric with its name, definition, unit, better direction and formula, in one table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

import numpy as np

from cssim.errors import InputError
from cssim.results.arr_metrics import ARR_METRICS
from cssim.results.company_metrics import TEAM_METRICS as TEAM_METRICS
from cssim.results.company_metrics import TOTAL_METRICS
from cssim.results.growth_metrics import GROWTH_METRICS
from cssim.results.measures import Windows
from cssim.results.metric import Kind as Kind
from cssim.results.metric import Metric as Metric
from cssim.results.service_metrics import SERVICE_METRICS
from cssim.scenario.decide import METRICS as DECIDING
from cssim.units import MONTHS_PER_YEAR


@dataclass(frozen=True)
class MetricKey:
    """A metric over a period, such as ``nrr.y2``: months ``first`` (from 0) up to, not including, ``last``."""

    text: str
    metric: Metric
    team: str
    first: int
    last: int

    @property
    def windows(self) -> Windows:
        """The one window of the key."""
        return Windows(np.array([self.first], dtype=np.int64), np.array([self.last], dtype=np.int64))

    @property
    def period(self) -> str:
        """The part after the dot."""
        return self.text.rsplit(".", 1)[1]

    @property
    def span(self) -> int:
        """Months it tells of: since the start for a level, twelve for a metric that looks back, its own for a flow."""
        if self.metric.kind == "level":
            return self.last
        return MONTHS_PER_YEAR if self.metric.kind == "period" else self.last - self.first

    @property
    def expected(self) -> MetricKey:
        """The key of the metric with expectations in place of chance; this one if there is none."""
        return self.sibling(self.metric.expected) if self.metric.expected else self

    def sibling(self, name: str) -> MetricKey:
        """Return the key of another metric over the same period."""
        return MetricKey(f"{name}.{self.period}", _BY_NAME[name], "", self.first, self.last)


METRICS: Final = (*ARR_METRICS, *SERVICE_METRICS, *GROWTH_METRICS, *TOTAL_METRICS)
_BY_NAME: Final = {metric.name: metric for metric in METRICS}
_PERIOD: Final = re.compile(r"y([1-9]\d*)|m(\d+)|last12")


def find(name: str, teams: Sequence[str] = ()) -> tuple[Metric, str]:
    """Return a metric by its name, and the team if it is one of a team (``utilisation_csm``).

    Raises
    ------
    InputError
        If there is no such metric; the message lists the nearest names.
    """
    if name in _BY_NAME:
        return _BY_NAME[name], ""
    known = [*_BY_NAME, *(f"{metric.name}_{team}" for metric in TEAM_METRICS for team in teams)]
    for metric in TEAM_METRICS:
        team = name.removeprefix(f"{metric.name}_")
        if team != name and team in teams:
            return metric, team
    near = get_close_matches(name, known, n=3)
    hint = f"; did you mean {' or '.join(repr(one) for one in near)}?" if near else f"; known: {', '.join(known)}"
    raise InputError.of(f"{name!r} is not a metric{hint}", path=name)


def team_in(name: str) -> str:
    """Return the team that a name of a metric ends with, ``csm`` of ``utilisation_csm``, empty if it names none."""
    starts = (f"{metric.name}_" for metric in TEAM_METRICS)
    return next((name.removeprefix(start) for start in starts if name.startswith(start) and name not in _BY_NAME), "")


def parse_metric(text: str, months: int, teams: Sequence[str] = ()) -> MetricKey:
    """Return the metric and period written as ``nrr.y2``, ``arr_closing.m24`` or ``cs_cost.last12``.

    ``y2`` is the second year (for a level: its end), ``m24`` the end of month 24 (for a flow: that month), and
    ``last12`` the last twelve months. ``months`` is the horizon.

    Raises
    ------
    InputError
        If the metric is not known, the period is missing, or it lies outside the horizon.
    """
    name, dot, period = text.strip().partition(".")
    metric, team = find(name, teams)
    if not dot:
        raise InputError.of(f"{name!r} needs a period: {_examples(name, metric, months)}", path=text)
    match = _PERIOD.fullmatch(period)
    if not match:
        raise InputError.of(f"{period!r} is not a period; write {_examples(name, metric, months)}", path=text)
    year, month = match.groups()
    if year:
        first, last = MONTHS_PER_YEAR * (int(year) - 1), MONTHS_PER_YEAR * int(year)
    elif month:
        first, last = max(0, int(month) - 1), int(month)
    else:
        first, last = months - MONTHS_PER_YEAR, months
    if first < 0 or last > months or (month == "0" and metric.kind == "flow"):
        raise InputError.of(f"{text!r} lies outside the horizon of {months} months", path=text)
    return MetricKey(text.strip(), metric, team, first, last)


def _examples(name: str, metric: Metric, months: int) -> str:
    if metric.kind == "level":
        return f"{name}.y1 (end of year 1), {name}.y2 or {name}.m{months} (end of month {months})"
    return f"{name}.y1, {name}.y2 or {name}.last12"


def explain(name: str, teams: Sequence[str] = ()) -> str:
    """Return what a metric is, in a few lines.

    Raises
    ------
    InputError
        If there is no such metric.
    """
    metric, team = find(name, teams)
    whose = f"; of team {team}" if team else ""
    better = {"up": "more is better", "down": "less is better", "none": "neither more nor less is better"}
    kinds = {
        "level": "a level: write .m24 for the end of month 24, .y2 for the end of year 2",
        "flow": "a flow: write .y1, .y2 or .last12 for what adds up in that year",
        "period": "looks back over twelve months: write .y1, .y2 or .last12",
    }
    lines = [f"{name}: {metric.about}{whose}", f"  formula {metric.written}",
             f"  unit {metric.unit}; {better[metric.better]}", f"  {kinds[metric.kind]}"]  # fmt: skip
    if metric.expected:
        lines.append(f"  with expectations in place of chance: {metric.expected}")
    if metric.others:
        lines.append("  other definitions, each a metric of its own; docs/definitions.md walks from one to the other:")
        lines += [f"    {other}: {_BY_NAME[other].about}" for other in metric.others]
        deciding = ", ".join(one for one in (name, *metric.others) if one in DECIDING)
        where = f", in decide.on ({deciding})" if deciding else ""
        lines.append(f"  to choose one, name it: in --precision and --fail-if{where}; files hold them all")
    return "\n".join(lines)


def described(name: str, teams: Sequence[str] = ()) -> dict[str, Any]:
    """Return what a metric is, as plain values.

    Raises
    ------
    InputError
        If there is no such metric.
    """
    metric, team = find(name, teams)
    return {
        "name": name,
        "definition": metric.about,
        "formula": metric.written,
        "unit": metric.unit,
        "better": metric.better,
        "kind": metric.kind,
        "team": team,
        "expected": metric.expected,
        "other_definitions": list(metric.others),
    }


def periods_of(kind: Kind, months: int) -> tuple[tuple[str, int, int], ...]:
    """Return the periods in which a kind of metric is summarized, each with its first and last month end.

    ``m0`` of a metric that looks back is defined only if the book knows its customers' ARR of twelve months before.
    """
    ends = [*range(MONTHS_PER_YEAR, months + 1, MONTHS_PER_YEAR)]
    years = [(f"y{end // MONTHS_PER_YEAR}", end - MONTHS_PER_YEAR, end) for end in ends]
    if kind == "level":
        return (*years, *((f"m{end}", end - 1, end) for end in dict.fromkeys([*ends, months])))
    recent = [("last12", months - MONTHS_PER_YEAR, months)] if years else []
    return (*years, *recent, *([("m0", 0, 0)] if kind == "period" else []))


def keys_of(months: int, teams: Sequence[str] = ()) -> tuple[str, ...]:
    """Return every ``metric.period`` that a summary of a horizon of ``months`` months can hold."""
    names = [(metric.name, metric) for metric in METRICS]
    names += [(f"{metric.name}_{team}", metric) for metric in TEAM_METRICS for team in teams]
    return tuple(f"{name}.{period}" for name, metric in names for period, _, _ in periods_of(metric.kind, months))
