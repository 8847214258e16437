"""Formulas of logos: counted by top parent, or account by account, as the company defines them."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from cssim.domain.tally import FloatTable, IntTable
from cssim.results import measures as cells
from cssim.results.formulas import LOGOS
from cssim.results.logos import LogoCounts
from cssim.results.measures import PARENT, Measures, Windows
from cssim.results.metrics import Kept, ratio
from cssim.results.retention_formulas import as_defined, known


class _Columns(NamedTuple):
    """Where the numbers of :class:`~cssim.results.logos.LogoCounts` stand."""

    held: int
    lost_to_date: int
    cohort: int
    lost: int
    left: int


_ACCOUNTS: Final = _Columns(
    held=LOGOS,
    lost_to_date=cells.LOST_LOGOS,
    cohort=cells.YEAR + Kept._fields.index("logos"),
    lost=cells.YEAR + Kept._fields.index("lost"),
    left=cells.YEAR + Kept._fields.index("left"),
)
_SHARED: Final = _Columns(*range(cells.SHARED, cells.CELLS))


def top_parents(run: Measures, w: Windows) -> IntTable:
    """Return customers with ARR, all accounts of a top parent taken for one."""
    return _parents(run, w).held


def logo_churn_of_balances(run: Measures, w: Windows) -> FloatTable:
    """Return the share of logos of twelve months before that have no ARR today."""
    return _gone(_logos(run, w))


def logo_churn_of_accounts(run: Measures, w: Windows) -> FloatTable:
    """Return the share of accounts of twelve months before that have no ARR today, whoever their parents are."""
    return _gone(_accounts(run, w))


def logo_churn_of_parents(run: Measures, w: Windows) -> FloatTable:
    """Return the share of top parents of twelve months before that have no ARR today."""
    return _gone(_parents(run, w))


def logo_churn_of_lines(run: Measures, w: Windows) -> FloatTable:
    """Return how often a logo of twelve months before came to have no ARR, as a share of them."""
    then = _logos(run, w)
    return ratio(then.left, known(then.cohort, w))


def logo_churn_to_date(run: Measures, w: Windows) -> FloatTable:
    """Return the share of logos of the opening book that have no ARR today."""
    start = Windows(np.zeros_like(w.last), np.zeros_like(w.last))
    return ratio(_logos(run, w).lost_to_date, _logos(run, start).held)


logo_churn: Final = as_defined(logo_churn_of_balances, logo_churn_of_lines)


def _gone(then: LogoCounts) -> FloatTable:
    return ratio(then.lost, then.cohort)


def _logos(run: Measures, w: Windows) -> LogoCounts:
    """Return the counts of logos at the end of each window, as the company defines a logo."""
    return (_parents if run.definitions.logo == PARENT else _accounts)(run, w)


def _accounts(run: Measures, w: Windows) -> LogoCounts:
    return LogoCounts(*(run.level(column, w.last) for column in _ACCOUNTS))


def _parents(run: Measures, w: Windows) -> LogoCounts:
    more = (run.level(column, w.last) for column in _SHARED)
    return LogoCounts(*(one + other for one, other in zip(_accounts(run, w), more, strict=True)))
