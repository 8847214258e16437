"""Formulas of the metrics: from the measures of a run and stretches of time to (windows, groups) tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from cssim.domain import ledger, tally
from cssim.domain.tally import FloatTable, IntTable
from cssim.dynamics.plays import N_PLAYS
from cssim.dynamics.service import WAIT_EDGES
from cssim.results import measures as cells
from cssim.results.measures import Measures, Windows
from cssim.results.metrics import ratio
from cssim.units import MILLI, MONTHS_PER_YEAR

Formula = Callable[[Measures, Windows], FloatTable | IntTable]

RENEWAL: Final = cells.RENEWALS
COUNT: Final = cells.COUNTERS
LOGOS: Final = COUNT + tally.LOGOS


def flow(column: int, sign: int = 1) -> Formula:
    """Return the formula of a flow; ``sign`` -1 turns losses into positive amounts."""
    return lambda run, w: sign * run.flow(column, w)


def level(column: int) -> Formula:
    """Return the formula of a level at the end of each window."""
    return lambda run, w: run.level(column, w.last)


def flow_ratio(top: int, bottom: int, scale: int = 1) -> Formula:
    """Return the formula of one flow divided by ``scale`` times another."""
    return lambda run, w: ratio(run.flow(top, w), run.flow(bottom, w) * scale)


def level_ratio(top: int, bottom: int) -> Formula:
    """Return the formula of one level divided by another."""
    return lambda run, w: ratio(run.level(top, w.last), run.level(bottom, w.last))


def opening_ratio(column: int) -> Formula:
    """Return the formula of a level as a share of opening ARR."""
    return lambda run, w: ratio(run.level(column, w.last), run.level(cells.CLOSING, np.zeros_like(w.last)))


def expansion(run: Measures, w: Windows) -> IntTable:
    """Return ARR added by existing customers [cents]."""
    return run.flow(ledger.UPSELL, w) + run.flow(ledger.CROSS_SELL, w) + run.flow(ledger.PRICE, w)


def expansion_expected(run: Measures, w: Windows) -> IntTable:
    """Return what was to be expected of pitches and price rises [cents]."""
    return run.flow(RENEWAL + tally.EXPECTED_UPSELL, w) + run.flow(RENEWAL + tally.EXPECTED_PRICE, w)


def moves(run: Measures, w: Windows) -> IntTable:
    """Return ARR that came from other segments less what went to them [cents]."""
    return run.flow(ledger.MOVED_IN, w) + run.flow(ledger.MOVED_OUT, w)


def expected_change(run: Measures, w: Windows) -> IntTable:
    """Return the expected change of ARR by chance from the start to the end of each window [cents]."""
    gained = _to_date(RENEWAL + tally.EXPECTED_PRICE, run, w) + _to_date(RENEWAL + tally.EXPECTED_UPSELL, run, w)
    gained = gained + _to_date(RENEWAL + tally.EXPECTED_WON_BACK, run, w)
    return gained - (
        _to_date(RENEWAL + tally.EXPECTED_CHURN, run, w) + _to_date(RENEWAL + tally.EXPECTED_DOWNSELL, run, w)
    )


def realized_change(run: Measures, w: Windows) -> IntTable:
    """Return what came of :func:`expected_change` [cents]: churn, downsell, price, upsell and what was won back."""
    kinds = (ledger.DOWNSELL, ledger.PRICE, ledger.UPSELL, ledger.CROSS_SELL)
    change = _to_date(ledger.CHURN, run, w) + _to_date(RENEWAL + tally.WON_BACK, run, w)
    for kind in kinds:
        change = change + _to_date(kind, run, w)
    return change


def _to_date(column: int, run: Measures, w: Windows) -> IntTable:
    """Return a flow from the start to the end of each window."""
    return run.flow(column, Windows(np.zeros_like(w.last), w.last))


def retained_expected(run: Measures, w: Windows) -> IntTable:
    """Return opening ARR and what is expected to have become of it since the start [cents]."""
    return run.level(cells.CLOSING, np.zeros_like(w.last)) + _to_date(RENEWAL + tally.EXPECTED_RETAINED, run, w)


def retained_share_expected(run: Measures, w: Windows) -> FloatTable:
    """Return :func:`retained_expected` as a share of opening ARR."""
    return ratio(retained_expected(run, w), run.level(cells.CLOSING, np.zeros_like(w.last)))


def kept_share_expected(run: Measures, w: Windows) -> FloatTable:
    """Return what is expected to be left of opening ARR, each account capped at its own, as a share of it."""
    opening = run.level(cells.CLOSING, np.zeros_like(w.last))
    return ratio(opening + _to_date(RENEWAL + tally.EXPECTED_KEPT, run, w), opening)


def closing_expected(run: Measures, w: Windows) -> IntTable:
    """Return closing ARR with expected in place of realized changes [cents]."""
    return run.level(cells.CLOSING, w.last) - realized_change(run, w) + expected_change(run, w)


def renewals_expected(run: Measures, w: Windows) -> FloatTable:
    """Return the share of expiring ARR that is expected to go on."""
    atr = run.flow(RENEWAL + tally.EXPIRING, w)
    lost = run.flow(RENEWAL + tally.EXPECTED_CHURN, w) + run.flow(RENEWAL + tally.EXPECTED_DOWNSELL, w)
    return ratio(atr - lost, atr)


def total(table: IntTable | FloatTable) -> FloatTable:
    """Return the column of all segments."""
    return np.asarray(table[:, -1:], dtype=np.float64)


def cost(run: Measures, w: Windows) -> FloatTable:
    """Return the cost of all teams [cents]."""
    return np.asarray(run.cost(w).sum(axis=1, keepdims=True), dtype=np.float64)


def cost_of(*kinds: int) -> Formula:
    """Return the formula of what all teams cost by these kinds of cost [cents]."""

    def formula(run: Measures, w: Windows) -> FloatTable:
        parts = [run.team_flow(cells.COST + kind, w) for kind in kinds]
        return np.asarray(sum(part.sum(axis=1, keepdims=True) for part in parts), dtype=np.float64)

    return formula


def of_all_teams(column: int) -> Formula:
    """Return the formula of a flow of people or work, all teams together."""
    return lambda run, w: np.asarray(run.team_flow(column, w).sum(axis=1, keepdims=True), dtype=np.float64)


def monthly_revenue(run: Measures, w: Windows) -> FloatTable:
    """Sum over the months of ARR at their end / 12 [cents]."""
    return total(run.flow(cells.CLOSING, w)) / MONTHS_PER_YEAR


def service_fees(run: Measures, w: Windows) -> IntTable:
    """Return what customers paid for services [cents], which is no ARR."""
    return run.flow(RENEWAL + tally.PLAN_FEES, w) + run.flow(RENEWAL + tally.ONBOARDING_FEES, w)


def contribution(run: Measures, w: Windows) -> FloatTable:
    """Return revenue x gross margin, and fees for services, less the cost of customer success [cents]."""
    return run.gross_margin * monthly_revenue(run, w) + total(service_fees(run, w)) - cost(run, w)


def contribution_expected(run: Measures, w: Windows) -> FloatTable:
    """Return :func:`contribution` with expected in place of realized changes of ARR [cents]."""
    ends = np.arange(run.months + 1, dtype=np.int64)
    every = Windows(np.zeros_like(ends), ends)
    gap = expected_change(run, every)[:, -1:] - realized_change(run, every)[:, -1:]
    running = np.cumsum(gap, axis=0) / MONTHS_PER_YEAR
    return contribution(run, w) + run.gross_margin * (running[w.last] - running[w.first])


def cost_to_serve(run: Measures, w: Windows) -> FloatTable:
    """Return the cost of customer success per customer and year [cents]."""
    logos = total(run.flow(LOGOS, w)) / MONTHS_PER_YEAR
    return ratio(cost(run, w), logos)


def csm_heads(run: Measures, w: Windows) -> FloatTable:
    """Return heads of the teams that cover a segment."""
    heads: FloatTable = (run.teams[w.last, :, cells.HEADS_MILLI] @ run.csm)[:, None] / MILLI
    return heads


def health(run: Measures, w: Windows) -> FloatTable:
    """Return the mean health score of living customers."""
    return ratio(run.health[w.last], run.level(LOGOS, w.last) * (run.health[w.last] > 0))


def user_adoption(run: Measures, w: Windows) -> FloatTable:
    """Return the mean share of seats in use; counted at month ends, so not known at time 0."""
    return ratio(run.seats[w.last], run.level(LOGOS, w.last) * (run.seats[w.last] > 0))


def onboarded_in_time(run: Measures, w: Windows) -> FloatTable:
    """Return the share of customers that came to first value in time, of those that did and those whose time is up."""
    in_time = run.flow(COUNT + tally.ONBOARDED_IN_TIME, w)
    return ratio(in_time, in_time + run.flow(COUNT + tally.ONBOARDED_LATE, w))


def whitespace(run: Measures, w: Windows) -> FloatTable:
    """Return what customers could buy and have not [cents]; counted at month ends, so not known at time 0."""
    left = run.level(RENEWAL + tally.WHITESPACE, w.last)
    return np.where((w.last > 0)[:, None], left, np.nan)


def nps(run: Measures, w: Windows) -> FloatTable:
    """Return promoters less detractors per hundred answers, from -100 to 100."""
    more = run.flow(COUNT + tally.PROMOTERS, w) - run.flow(COUNT + tally.DETRACTORS, w)
    return 100.0 * ratio(more, run.flow(COUNT + tally.SURVEYED, w))


def quick_ratio(run: Measures, w: Windows) -> FloatTable:
    """Return ARR that was won divided by ARR that was lost."""
    won = run.flow(ledger.NEW, w) + expansion(run, w) + run.flow(ledger.REACTIVATION, w)
    return ratio(won, -(run.flow(ledger.CHURN, w) + run.flow(ledger.DOWNSELL, w)))


def people_met(run: Measures, w: Windows) -> FloatTable:
    """Return the mean number of people a living customer has met; counted at month ends, so not known at time 0."""
    known = (w.last > 0)[:, None]
    return ratio(run.level(COUNT + tally.FACES, w.last), run.level(LOGOS, w.last) * known)


def slots(what: int) -> Formula:
    """Return the formula of how many slots of all plays came to something, by the codes of the Tally."""

    def formula(run: Measures, w: Windows) -> IntTable:
        total = run.flow(slots_of(0, what), w)
        for play in range(1, N_PLAYS):
            total = total + run.flow(slots_of(play, what), w)
        return total

    return formula


def slots_of(play: int, what: int) -> int:
    """Return the column of the slots of one play that came to something."""
    return cells.SLOTS_OF + play * len(tally.SLOTS) + what


def skipped(play: int) -> Formula:
    """Return the formula of the share of settled slots of a play that expired."""

    def formula(run: Measures, w: Windows) -> FloatTable:
        expired = run.flow(slots_of(play, tally.SLOTS_EXPIRED), w)
        return ratio(expired, expired + run.flow(slots_of(play, tally.SLOTS_DONE), w))

    return formula


def reviewed(run: Measures, w: Windows) -> FloatTable:
    """Return the share of customers that had a business review within twelve months; not known before month 12."""
    known = (w.last >= MONTHS_PER_YEAR)[:, None]
    return ratio(run.level(COUNT + tally.REVIEWED, w.last), run.level(LOGOS, w.last) * known)


def team_ratio(top: int, bottom: int, scale: int = 1) -> Formula:
    """Return the formula of one flow of a team divided by ``scale`` times another."""
    return lambda run, w: ratio(run.team_flow(top, w), run.team_flow(bottom, w) * scale)


def wait_quantile(p: float) -> Formula:
    """Return the formula of a quantile of waits [h], interpolated inside the bins of the Tally."""
    edges = np.array([0.0, *WAIT_EDGES, WAIT_EDGES[-1]])

    def formula(run: Measures, w: Windows) -> FloatTable:
        running = np.cumsum(run.waits, axis=0)
        below = np.cumsum(running[w.last] - running[w.first], axis=2)
        total = below[:, :, -1]
        bins = np.argmax(below >= np.maximum(p * total, 1e-9)[:, :, None], axis=2)
        upper = np.take_along_axis(below, bins[:, :, None], axis=2)[:, :, 0]
        lower = np.where(bins > 0, np.take_along_axis(below, np.maximum(bins - 1, 0)[:, :, None], axis=2)[:, :, 0], 0)
        share = ratio(p * total - lower, upper - lower)
        waits: FloatTable = edges[bins] + share * (edges[bins + 1] - edges[bins])
        return np.where(total > 0, waits, np.nan)

    return formula
