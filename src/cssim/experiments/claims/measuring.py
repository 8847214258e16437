"""What a claim measures: metrics by their key, differences run by run, and what they are called."""

from __future__ import annotations

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


def difference(measure: Measure, without: Result, with_: Result, scenario: Scenario) -> Values:
    """Return a measure *with* less *without*, run by run (n_runs,)."""
    if measure.of is not None:
        return measure.of(without, with_)
    return figures(measure, with_, scenario) - figures(measure, without, scenario)


def figures(measure: Measure, result: Result, scenario: Scenario) -> Values:
    """Return the metric that a measure names, of each run (n_runs,)."""
    key = key_of(measure.key, scenario)
    return np.array([figure(one, key, measure.segment) for one in result.records])


def words_of(measure: Measure, scenario: Scenario) -> str:
    """Return what is measured: the key of the metric, or the measure's own words."""
    if measure.words or measure.of is not None:
        return measure.words
    where = "" if measure.segment == "all" else f" of {measure.segment}"
    return key_of(measure.key, scenario).text + where


def unit_of(measure: Measure, scenario: Scenario) -> Unit:
    """Return the unit of a measure."""
    return measure.unit if measure.of is not None else key_of(measure.key, scenario).metric.unit


def levels(measure: Measure, without: Result, with_: Result, scenario: Scenario) -> tuple[float, float] | None:
    """Return the means of a measure *without* and *with*, over runs in which it is defined; None if it
    is defined in no run, or is no metric."""
    if measure.of is not None:
        return None
    one, other = (estimate(figures(measure, result, scenario)) for result in (without, with_))
    return None if one is None or other is None else (one.mean, other.mean)
