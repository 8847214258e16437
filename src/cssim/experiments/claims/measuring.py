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
    """The results *without* and *with*, and what some measures are in them; every run is read once for all keys.

    ``others`` are the results of further designs, for measures that look at more than two.
    """

    def __init__(
        self,
        results: tuple[Result, Result],
        measures: Sequence[Measure],
        scenario: Scenario,
        others: Sequence[Result] = (),
    ) -> None:
        self._results = results
        self._others = others
        keyed = [measure for measure in measures if measure.key]
        self._figures = [_figures(result, keyed, scenario) for result in results]

    def difference(self, measure: Measure) -> Values:
        """Return a measure *with* less *without*, run by run (n_runs,)."""
        if measure.of is not None:
            return measure.of(*self._results, *self._others)
        without, with_ = self._both(measure)
        return with_ - without

    def levels(self, measure: Measure) -> tuple[float, float] | None:
        """Return the means of a measure *without* and *with*, over runs in which it is defined; None if there are
        none, or it is no difference."""
        if not measure.key and measure.each is None:
            return None
        one, other = (estimate(values) for values in self._both(measure))
        return None if one is None or other is None else (one.mean, other.mean)

    def _both(self, measure: Measure) -> tuple[Values, Values]:
        if measure.each is not None:
            without, with_ = (measure.each(result) for result in self._results)
        else:
            without, with_ = (figures[measure] for figures in self._figures)
        return without, with_


def _figures(result: Result, measures: Sequence[Measure], scenario: Scenario) -> dict[Measure, Values]:
    """Return the metric that each measure names, of each run (n_runs,)."""
    if not measures:
        return {}
    keys = [(key_of(measure.key, scenario), measure.segment) for measure in measures]
    table = np.array([[figure(record, key, segment) for key, segment in keys] for record in result.records])
    return dict(zip(measures, table.T, strict=True))


def words_of(measure: Measure, scenario: Scenario) -> str:
    """Return what is measured: the key of the metric, or the measure's own words."""
    if measure.words or not measure.key:
        return measure.words
    where = "" if measure.segment == "all" else f" of {measure.segment}"
    return key_of(measure.key, scenario).text + where


def unit_of(measure: Measure, scenario: Scenario) -> Unit:
    """Return the unit of a measure."""
    return key_of(measure.key, scenario).metric.unit if measure.key else measure.unit
