"""What a claim measures: metrics by their key, differences run by run, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cssim.errors import InputError
from cssim.experiments.claims.claim import Measure, Values
from cssim.results.catalogue import MetricKey, find, parse_metric
from cssim.results.metric import Unit
from cssim.results.statistics import estimate
from cssim.results.studies import Result
from cssim.results.summary import figure
from cssim.scenario.schema import Scenario
from cssim.units import MONTHS_PER_YEAR

END = "end"
WHOLE = "whole"


def key_of(text: str, scenario: Scenario) -> MetricKey:
    """Return the metric and period of a measure, expected in place of chance where there is such a figure.

    Raises
    ------
    InputError
        If the metric is not known, or the period does not fit the horizon.
    """
    name, _, period = text.partition(".")
    teams = tuple(scenario.organisation.teams)
    if period == WHOLE:
        metric, team = find(name, teams)
        if metric.kind != "flow":
            raise InputError.of(f"{name!r} does not add up over time: write {name}.{END}", path=text)
        return MetricKey(text, metric, team, 0, scenario.months).expected
    years = scenario.months // MONTHS_PER_YEAR
    end = f"y{years}" if years else f"m{scenario.months}"
    return parse_metric(f"{name}.{end}" if period == END else text, scenario.months, teams).expected


class Pair:
    """The results *without* and *with*, and what some measures are in them; every run is read once for all of them."""

    def __init__(self, without: Result, with_: Result, measures: Sequence[Measure], scenario: Scenario) -> None:
        self._results = without, with_
        keyed = [measure for measure in measures if measure.of is None]
        self._figures = [_figures(result, keyed, scenario) for result in self._results]

    def difference(self, measure: Measure) -> Values:
        """Return a measure *with* less *without*, run by run (n_runs,)."""
        if measure.of is not None:
            return measure.of(*self._results)
        without, with_ = (figures[measure] for figures in self._figures)
        return with_ - without

    def levels(self, measure: Measure) -> tuple[float, float] | None:
        """Return the means of a measure *without* and *with*, over runs in which it is defined; None if there are
        none, or it is no metric."""
        if measure.of is not None:
            return None
        one, other = (estimate(figures[measure]) for figures in self._figures)
        return None if one is None or other is None else (one.mean, other.mean)


def _figures(result: Result, measures: Sequence[Measure], scenario: Scenario) -> dict[Measure, Values]:
    """Return the metric that each measure names, of each run (n_runs,)."""
    keys = [(key_of(measure.key, scenario), measure.segment) for measure in measures]
    table = [[figure(record, key, segment) for key, segment in keys] for record in result.records]
    columns = np.array(table, dtype=np.float64).reshape(len(table), len(keys)).T
    return dict(zip(measures, columns, strict=True))


def words_of(measure: Measure, scenario: Scenario) -> str:
    """Return what is measured: the key of the metric, or the measure's own words."""
    if measure.words or measure.of is not None:
        return measure.words
    where = "" if measure.segment == "all" else f" of {measure.segment}"
    return key_of(measure.key, scenario).text + where


def unit_of(measure: Measure, scenario: Scenario) -> Unit:
    """Return the unit of a measure."""
    return measure.unit if measure.of is not None else key_of(measure.key, scenario).metric.unit
