"""What settled books say about today: the stocks of each segment, and the offset that gives back its churn.

Everything here is about a plan; :mod:`cssim.experiments.baseline` ties it to a scenario.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit

from cssim.domain.settled import SettledBook
from cssim.dynamics.drivers import N_DRIVERS, READINESS, value_at
from cssim.dynamics.plays import RENEWAL
from cssim.engine.engines import EngineName, engine_named
from cssim.plan.tables import Plan

FloatArray = NDArray[np.float64]

_LEAST_SPREAD = 1e-9
_WIDEST = 700.0
"""Log-odds beyond which a double cannot tell a probability from 0 or 1."""
_YEARS: Final = 7
"""Nodes of the quadrature over good and bad years; the loss is smooth, so a few are exact to many digits."""


@dataclass(frozen=True)
class Settling:
    """A job: settle ``plan`` at the addresses of one seed and run."""

    plan: Plan
    seed: int
    run: int
    engine: EngineName


def run_settling(job: Settling) -> SettledBook:
    """Return the settled book of one job; importable by name, for worker processes."""
    return engine_named(job.engine).settle(job.plan, job.seed, job.run)


def settled_stocks(plan: Plan, book: SettledBook) -> FloatArray:
    """Return the driver stocks of every account when settling ends [log-odds], shape (n_accounts, n_drivers).

    Not at time 0: queues open before it, and without what happens in between stocks would have faded. Readiness is made
    for the end of a contract and gone soon after it, so it is read there; not-a-number where settling saw none.
    """
    whens = _when_settled(plan, book)
    whens[READINESS] = ends_prepared_for(plan, book)
    return _stocks_at(plan, book, whens)


def _when_settled(plan: Plan, book: SettledBook) -> list[FloatArray]:
    return [np.full(len(book.values), -plan.clock.warm_up)] * N_DRIVERS


def _stocks_at(plan: Plan, book: SettledBook, whens: Sequence[FloatArray]) -> FloatArray:
    """Return the stocks of every account [log-odds], each driver's at times of its own [h], (n_accounts, n_drivers)."""
    columns = [
        [value_at(value, then - posted, row.target, row.half_life) for value, posted, then in zip(*each, strict=True)]
        for *each, row in zip(
            book.values.T.tolist(),
            book.posted_at.T.tolist(),
            [when.tolist() for when in whens],
            plan.drivers,
            strict=True,
        )
    ]
    return np.array(columns, dtype=np.float64).T


def health_scale(plan: Plan, books: Sequence[SettledBook]) -> tuple[tuple[float, float], ...]:
    """Return mean and standard deviation of the health [log-odds] of the accounts of each segment as they settled.

    A spread of 1 where there is none to measure.
    """
    segment = plan.accounts.columns["segment"]
    offset = np.array([row.offset for row in plan.segments])[segment]
    reference = np.array([row.reference for row in plan.segments], dtype=np.float64)[segment]
    health = np.array(
        [
            book.base + offset + (_stocks_at(plan, book, _when_settled(plan, book)) - reference).sum(axis=1)
            for book in books
        ]
    )
    found = []
    for index in range(len(plan.segments)):
        mine = health[:, segment == index]
        spread = float(mine.std()) if mine.size else 0.0
        found.append((float(mine.mean()) if mine.size else 0.0, spread if spread > _LEAST_SPREAD else 1.0))
    return tuple(found)


def ends_prepared_for(plan: Plan, book: SettledBook) -> FloatArray:
    """Return when [h] it is decided on the contract of each account whose readiness is typical of today, (n_accounts,).

    The coming end if its play has been held, else the one a term before; not-a-number if settling had not begun a whole
    lead before that.
    """
    columns = plan.accounts.columns
    leads = np.array([segment.plays[RENEWAL].lead for segment in plan.segments])[columns["segment"]]
    lead = np.minimum(leads, columns["term"])
    coming = columns["contract_end"] - columns["notice"]
    before = coming - columns["term"]
    seen = before - lead >= -plan.clock.warm_up - plan.clock.settle
    held = book.posted_at[:, READINESS] > coming - lead
    found: FloatArray = np.where(held, coming, np.where(seen, before, np.nan))
    return found


def mean_stocks(plan: Plan, books: Sequence[SettledBook]) -> tuple[tuple[float, ...], ...]:
    """Return r_k of each segment: the mean stock of its accounts over ``books``, zeros for an empty segment."""
    stocks = np.array([settled_stocks(plan, book) for book in books])
    segment = plan.accounts.columns["segment"]
    means = []
    for index in range(len(plan.segments)):
        members = stocks[:, segment == index]
        known = (~np.isnan(members)).sum(axis=(0, 1))
        mean = np.nansum(members, axis=(0, 1)) / np.maximum(known, 1)
        means.append(tuple(float(x) for x in mean))
    return tuple(means)


def solve_offsets(plan: Plan, books: Sequence[SettledBook]) -> tuple[float, ...]:
    """Return for each segment the offset [log-odds] at which today's stocks give back today's churn.

    Notes
    -----
    Solves sum a E(1 - logistic(h + offset + year)) = sum a theta over the accounts of a segment and all ``books``,
    where a is the ARR, theta the yearly churn of an account's own fit, h its index with what the book knows of it and
    the distance of its stocks from the reference, and the mean goes over good and bad years. The mean of a logistic
    is not the logistic of a mean: without the offset the spread of stocks and years alone would change the churn.
    """
    segment = plan.accounts.columns["segment"]
    arr = plan.accounts.columns["arr"].astype(np.float64)
    known = plan.accounts.columns["fit_shift"]
    reference = np.array([row.reference for row in plan.segments], dtype=np.float64)[segment]
    base = np.array([book.base for book in books])
    distance = np.array([np.nansum(settled_stocks(plan, book) - reference, axis=1) for book in books])
    offsets = []
    for index in range(len(plan.segments)):
        mine = segment == index
        target = float((arr[mine] * expit(known[mine] - base[:, mine])).sum())
        offsets.append(_root(arr[mine], base[:, mine] + distance[:, mine], target, years_of(plan)))
    return tuple(offsets)


def years_of(plan: Plan) -> tuple[FloatArray, FloatArray]:
    """Return effects of years [log-odds] and their weights, which add up to 1: a quadrature of their normal law."""
    spread = math.hypot(plan.years.year_common, plan.years.year_segment)
    nodes, weights = hermegauss(_YEARS if spread > 0.0 else 1)
    return spread * nodes, weights / weights.sum()


def with_offsets(plan: Plan, offsets: Sequence[float]) -> Plan:
    """Return the plan with other offsets, one per segment, before and after a change of design."""
    rows = [row._replace(offset=offset) for row, offset in zip(plan.segments, offsets, strict=True)]
    changes = tuple(each._replace(after=with_offsets(each.after, offsets)) for each in plan.changes)
    return plan._replace(segments=tuple(rows), changes=changes)


def with_reference(plan: Plan, reference: Sequence[tuple[float, ...]]) -> Plan:
    """Return the plan with other reference stocks, one tuple per segment."""
    rows = [row._replace(reference=stocks) for row, stocks in zip(plan.segments, reference, strict=True)]
    return plan._replace(segments=tuple(rows))


def with_scale(plan: Plan, scale: Sequence[tuple[float, float]]) -> Plan:
    """Return the plan with another mean and spread of health, one pair per segment."""
    both = zip(plan.segments, scale, strict=True)
    return plan._replace(segments=tuple(row._replace(health_mean=mean, health_sd=sd) for row, (mean, sd) in both))


def _root(arr: FloatArray, index: FloatArray, target: float, years: tuple[FloatArray, FloatArray]) -> float:
    """Return the offset at which the expected loss of accounts with ``index`` (n_books, n) is ``target`` [cents]."""

    def excess(offset: float) -> float:
        lost = 0.0
        for effect, weight in zip(*years, strict=True):
            lost += weight * float((arr * expit(-(index + offset + effect))).sum())
        return lost - target

    total = float(arr.sum()) * len(index)
    if not 0.0 < target < total:
        return 0.0
    return float(brentq(excess, -_WIDEST, _WIDEST, xtol=1e-13, rtol=1e-14))
