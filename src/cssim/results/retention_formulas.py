"""Formulas of retention by its other definitions, of comparison with a year before, and of what a company is worth."""

from __future__ import annotations

from typing import Final

import numpy as np

from cssim.domain import ledger, tally
from cssim.domain.tally import FloatTable, IntTable
from cssim.results import formulas
from cssim.results import measures as cells
from cssim.results.formulas import COUNT, LOGOS, RENEWAL, Formula
from cssim.results.measures import FLOW, Measures, Windows, monthly_windows
from cssim.results.metrics import Kept, ratio
from cssim.units import MILLI, MONTHS_PER_YEAR

QUARTER: Final = 3
_PLACE: Final = {name: cells.YEAR + at for at, name in enumerate(Kept._fields)}


def kept(run: Measures, w: Windows, name: str) -> IntTable:
    """Return what became of the cohort of twelve months before; names of :class:`~cssim.results.metrics.Kept`."""
    return run.level(_PLACE[name], w.last)


def nrr_of_lines(run: Measures, w: Windows) -> FloatTable:
    """Return net retention from what happened to the cohort; not known of the year before the start."""
    base = known(kept(run, w, "base"), w)
    return ratio(base + kept(run, w, "bought") - kept(run, w, "given_up"), base)


def grr_of_lines(run: Measures, w: Windows) -> FloatTable:
    """Return gross retention from what the cohort gave up; below 0 if it gave up more than it began with."""
    base = known(kept(run, w, "base"), w)
    return ratio(base - kept(run, w, "given_up"), base)


def nrr_ex_price_of_balances(run: Measures, w: Windows) -> FloatTable:
    """Return net retention without what price rises of the year are still worth."""
    return ratio(kept(run, w, "now") - kept(run, w, "priced"), kept(run, w, "base"))


def nrr_ex_price_of_lines(run: Measures, w: Windows) -> FloatTable:
    """Return net retention from what happened to the cohort, price rises left out."""
    base = known(kept(run, w, "base"), w)
    return ratio(base + kept(run, w, "bought") - kept(run, w, "rises") - kept(run, w, "given_up"), base)


def as_defined(of_balances: Formula, of_lines: Formula) -> Formula:
    """Return the formula that the company means by retention: from ARR at both ends, or from the lines in between."""
    return lambda run, w: (of_lines if run.definitions.retention == FLOW else of_balances)(run, w)


nrr_of_balances: Final = formulas.level_ratio(_PLACE["now"], _PLACE["base"])
grr_of_balances: Final = formulas.level_ratio(_PLACE["kept"], _PLACE["base"])
nrr: Final = as_defined(nrr_of_balances, nrr_of_lines)
grr: Final = as_defined(grr_of_balances, grr_of_lines)
nrr_ex_price: Final = as_defined(nrr_ex_price_of_balances, nrr_ex_price_of_lines)


def net_churn(run: Measures, w: Windows) -> FloatTable:
    """Return the share of the cohort's ARR that is gone, growth of those who stay taken off it."""
    return 1.0 - np.asarray(nrr(run, w), dtype=np.float64)


def renewal_rate_net(run: Measures, w: Windows) -> FloatTable:
    """Return what goes on after contracts' ends at the new price, as a share of what ended."""
    went_on = run.flow(RENEWAL + tally.RENEWED, w) + run.flow(ledger.PRICE, w)
    return ratio(went_on, run.flow(RENEWAL + tally.EXPIRING, w))


def a_year(to_date: Formula) -> Formula:
    """Return the formula of a rate r over n years as that of one, r^(1/n); not known before there is a whole year."""

    def formula(run: Measures, w: Windows) -> FloatTable:
        years = np.maximum(w.last, MONTHS_PER_YEAR)[:, None] / MONTHS_PER_YEAR
        rate: FloatTable = np.asarray(to_date(run, w), dtype=np.float64) ** (1.0 / years)
        return np.where((w.last >= MONTHS_PER_YEAR)[:, None], rate, np.nan)

    return formula


def level_growth(column: int) -> Formula:
    """Return the formula of a level against that of twelve months before."""

    def formula(run: Measures, w: Windows) -> FloatTable:
        before = np.maximum(w.last - MONTHS_PER_YEAR, 0)
        known = (w.last >= MONTHS_PER_YEAR)[:, None]
        return ratio(run.level(column, w.last), run.level(column, before) * known) - 1.0

    return formula


def flow_growth(column: int) -> Formula:
    """Return the formula of a flow over twelve months against that over the twelve before: season cancels."""

    def formula(run: Measures, w: Windows) -> FloatTable:
        middle, before = (np.maximum(w.last - years * MONTHS_PER_YEAR, 0) for years in (1, 2))
        known = (w.last >= 2 * MONTHS_PER_YEAR)[:, None]
        return ratio(run.flow(column, Windows(middle, w.last)), run.flow(column, Windows(before, middle)) * known) - 1.0

    return formula


def engagement(run: Measures, w: Windows) -> FloatTable:
    """Return contacts of the last three months per customer; not known before there are three."""
    known = (w.last >= QUARTER)[:, None]
    contacts = run.flow(COUNT + tally.CONTACTS, Windows(np.maximum(w.last - QUARTER, 0), w.last))
    return ratio(contacts, run.level(LOGOS, w.last) * known)


def product_adoption(run: Measures, w: Windows) -> FloatTable:
    """Return the mean share of what customers own that they use; counted at month ends, so not known at time 0."""
    known = (w.last > 0)[:, None]
    return ratio(run.level(COUNT + tally.PRODUCTS_USED_MILLI, w.last), MILLI * run.level(LOGOS, w.last) * known)


def value_by_multiple(run: Measures, w: Windows) -> FloatTable:
    """Return what a buyer would pay for so much ARR [cents]."""
    return run.valuation.multiple * formulas.total(run.level(cells.CLOSING, w.last))


def value_by_multiple_expected(run: Measures, w: Windows) -> FloatTable:
    """Return :func:`value_by_multiple` with expected in place of realized changes of ARR [cents]."""
    return run.valuation.multiple * formulas.total(formulas.closing_expected(run, w))


def value_discounted(run: Measures, w: Windows) -> FloatTable:
    """Return what today's and tomorrow's customers contribute, discounted to the start [cents].

    Until the end of a window what they do contribute; afterwards what they did in its last twelve months, less the
    share of ARR a year that was lost in them, for ever. Not known before month 12.
    """
    lost = -(run.flow(ledger.CHURN, _year(w)) + run.flow(ledger.DOWNSELL, _year(w)))
    return _discounted(run, w, formulas.contribution, lost)


def value_discounted_expected(run: Measures, w: Windows) -> FloatTable:
    """Return :func:`value_discounted` with expected in place of realized changes of ARR [cents]."""
    lost = run.flow(RENEWAL + tally.EXPECTED_CHURN, _year(w)) + run.flow(RENEWAL + tally.EXPECTED_DOWNSELL, _year(w))
    return _discounted(run, w, formulas.contribution_expected, lost)


def _discounted(run: Measures, w: Windows, contribution: Formula, lost: IntTable) -> FloatTable:
    """Return discounted contributions [cents]; ``lost`` ARR in the last twelve months."""
    yearly = 1.0 / (1.0 + run.valuation.discount)
    months = np.arange(1, run.months + 1)
    now = np.asarray(contribution(run, monthly_windows(run.months)))[:, 0] * yearly ** (months / MONTHS_PER_YEAR)
    so_far = np.concatenate([[0.0], np.cumsum(now)])[w.last][:, None]
    mean_arr = formulas.total(run.flow(cells.CLOSING, _year(w))) / MONTHS_PER_YEAR
    kept_share = 1.0 - ratio(formulas.total(lost), mean_arr * (w.last >= MONTHS_PER_YEAR)[:, None])
    later = np.asarray(contribution(run, _year(w))) * kept_share * yearly / (1.0 - kept_share * yearly)
    value: FloatTable = so_far + later * (yearly ** (w.last / MONTHS_PER_YEAR))[:, None]
    return value


def _year(w: Windows) -> Windows:
    """Return the twelve months before the end of each window."""
    return Windows(np.maximum(w.last - MONTHS_PER_YEAR, 0), w.last)


def known(base: IntTable, w: Windows) -> IntTable:
    """Return the base of a cohort whose year has been simulated, 0 otherwise."""
    return base * (w.last >= MONTHS_PER_YEAR)[:, None]
