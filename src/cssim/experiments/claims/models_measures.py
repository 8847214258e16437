"""What no metric counts, for the claims of models: whose time small customers take, and what two designs leave open."""

from __future__ import annotations

from typing import Final

import numpy as np

from cssim.domain.facts import RequestRaised, WorkDone
from cssim.experiments.claims.claim import Told, Values
from cssim.plan.tables import NOBODY, shares_of
from cssim.results.studies import Result
from cssim.units import CENTS, MONTHS_PER_YEAR

SMALL: Final = -1
"""Segments are listed from the largest customers to the smallest."""
PER: Final = 1_000.0
"""What ARR takes of people's time is told for so much of it [currency]."""


def more_asked(without: Told, with_: Told) -> float:
    """Return by which share the smallest customers take more of CSMs' time for requests, per ARR."""
    return asked_of(with_) / asked_of(without) - 1.0


def more_taken(without: Told, with_: Told) -> float:
    """Return how much more of CSMs' time the smallest customers take, as a multiple of their share of ARR."""
    return taken_of(with_) - taken_of(without)


def taken(_: Told, with_: Told) -> float:
    """Return the part of CSMs' time that the smallest customers take, as a multiple of their part of ARR."""
    return taken_of(with_)


def asked_of(told: Told) -> float:
    """Return the hours that CSMs spend on requests of the smallest customers, per thousand of ARR and year."""
    requests = {fact.work for fact in told.run.facts if isinstance(fact, RequestRaised)}
    years = len(told.run.tally.closing[1:]) / MONTHS_PER_YEAR
    mean_arr = float(told.run.tally.closing[1:, SMALL].mean()) / CENTS
    return float(_hours(told, requests)[SMALL]) / years / (mean_arr / PER)


def taken_of(told: Told) -> float:
    """Return the part of CSMs' hours that goes to the smallest customers, divided by their part of ARR."""
    hours, arr = _hours(told, None), told.run.tally.closing[1:].sum(axis=0)
    return float(hours[SMALL] / hours.sum() / (arr[SMALL] / arr.sum()))


def _hours(told: Told, only: set[int] | None) -> Values:
    """Return the hours that people who cover customers spend on each segment, (segments,); on ``only`` some work.

    In hours of full posts: who has half a post takes twice as long for the same.
    """
    teams = {segment.team for segment in told.plan.segments} - {NOBODY}
    posts = shares_of(told.plan)
    ledger = told.run.ledger
    segment_of = dict(zip(ledger.account.tolist(), ledger.segment.tolist(), strict=True))
    hours = np.zeros(len(told.plan.segments))
    for fact in told.run.facts:
        if (
            isinstance(fact, WorkDone)
            and fact.team in teams
            and fact.time >= 0.0
            and (only is None or fact.work in only)
        ):
            hours[segment_of[fact.account]] += fact.hours * posts[fact.team][fact.seat]
    return hours


def less_than_best_end(one_end: Result, middle: Result, other_end: Result, *_: Result) -> Values:
    """Return net retention of a team half-way less that of the end of the dial that is better on average, (n_runs,)."""
    return _retained(middle) - _better(one_end, other_end)


def mixed_less_than_best_end(one_end: Result, _: Result, other_end: Result, mixed: Result) -> Values:
    """Return net retention of two teams, one of each end, less that of the end that is better on average, (n_runs,)."""
    return _retained(mixed) - _better(one_end, other_end)


def harder_than(without: Result, with_: Result, other_without: Result, other_with: Result) -> Values:
    """Return what a mechanism does to net retention under one design, less what it does under another, (n_runs,)."""
    return (_retained(with_) - _retained(without)) - (_retained(other_with) - _retained(other_without))


def _better(one: Result, other: Result) -> Values:
    ends = [_retained(one), _retained(other)]
    return max(ends, key=lambda values: float(values.mean()))


def _retained(result: Result) -> Values:
    return result.figures(f"nrr_to_date_expected.m{result.months}")


def cost_at_equal_churn(people: Result, program: Result, more_people: Result) -> Values:
    """Return the cost of customer success with a program less that without, at equal gross retention, (n_runs,).

    What retention differs by is bought back at the price at which one more person buys it, ``more_people`` being the
    program with one more. Not defined where more people do not help.
    """
    gained = _kept(more_people) - _kept(program)
    price = (_cost(more_people) - _cost(program)).mean() / gained.mean() if gained.mean() > 0.0 else np.nan
    return _cost(program) - _cost(people) - price * (_kept(program) - _kept(people))


def _kept(result: Result) -> Values:
    return result.figures(f"grr_to_date_expected.m{result.months}")


def _cost(result: Result) -> Values:
    cost = np.zeros(len(result.records))
    for year in range(result.months // MONTHS_PER_YEAR):
        cost += result.figures(f"cs_cost.y{year + 1}")
    return cost
