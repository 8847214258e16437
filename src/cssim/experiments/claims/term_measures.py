"""What the claims about terms measure, run by run, where no metric says it: ratios over all runs, and cohorts.

A ratio of sums over runs is not the mean of ratios of single runs, of which many have nothing to divide by. So each
run stands for its *pseudo-value* (Tukey 1958): n times the ratio of all runs less n - 1 times that of all others. Their
mean is the ratio, freed of most of its bias, and their spread gives its interval.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from cssim.domain.ledger import CHURN, DOWNSELL, NEW, REASONS, WINBACK
from cssim.experiments.claims.claim import Values
from cssim.results.catalogue import parse_metric
from cssim.results.record import RunRecord
from cssim.results.studies import Result
from cssim.results.summary import figure
from cssim.units import HOURS_PER_MONTH, HOURS_PER_YEAR, MONTHS_PER_YEAR

LOAD: Final = 0.85
"""Load up to which a team is planned."""
CARRIED: Final = (2e6, 5e6)
"""ARR [currency] that a CSM of enterprise customers is said to carry."""
CLAIMED: Final = 3.0
"""Elasticity that the claim on company value amounts to."""
SEGMENT: Final = "mid_market"
"""Where every contract lasts a year, so that in any twelve months each comes up once."""
LATE: Final = 1.0 * HOURS_PER_MONTH
"""How much later [h] than a year after the last one the next renewal may be signed."""


def ratios(tops: Values, bottoms: Values) -> Values:
    """Return the pseudo-values (n_runs,) of the ratio of two sums over runs; not-a-number where there is none."""
    n, top, bottom = len(tops), tops.sum(), bottoms.sum()
    if bottom == 0.0:
        return np.full(n, np.nan)
    others = np.divide(top - tops, bottom - bottoms, out=np.full(n, np.nan), where=bottom != bottoms)
    values: Values = n * (top / bottom) - (n - 1) * others
    return values


def inside_the_range(without: Result, with_: Result) -> Values:
    """Return how far inside the claimed range the ARR [currency] is that one CSM of enterprise customers carries at a
    load of 85 %, of each run *with* (n_runs,); below 0 outside."""
    return _of_each(with_, lambda record: inside(carried(record)))


def inside(arr: float) -> float:
    """Return how far an ARR [currency] is inside the claimed range."""
    return min(arr - CARRIED[0], CARRIED[1] - arr)


def carried(record: RunRecord) -> float:
    """Return the ARR [currency] per CSM of enterprise customers, from their load scaled to 85 %."""
    months, team = record.months, "key_accounts"
    mean_arr = np.mean([_figure(record, f"arr_closing.m{month}", "enterprise") for month in range(1, months + 1)])
    heads = np.mean([_figure(record, f"headcount_{team}.m{month}") for month in range(1, months + 1)])
    years = [_figure(record, f"utilisation_{team}.y{year}") for year in range(1, months // MONTHS_PER_YEAR + 1)]
    return float(mean_arr / (heads * np.mean(years) / LOAD))


def elasticity_of_value(without: Result, with_: Result) -> Values:
    """Return per cent of value per per cent of yearly gross retention less that of the claim, of each run (n_runs,).

    Not known where retention is the same.
    """
    years = without.months / MONTHS_PER_YEAR
    gain = _log_ratio("value_discounted_expected", without, with_)
    more = _log_ratio("grr_to_date_expected", without, with_) / years
    found: Values = np.divide(gain, more, out=np.full(len(more), np.nan), where=more != 0.0) - CLAIMED
    return found


def _log_ratio(name: str, without: Result, with_: Result) -> Values:
    """Return ln(metric at the end *with* / *without*), of each run (n_runs,)."""
    one, other = (
        np.array([_figure(record, f"{name}.m{record.months}") for record in result.records])
        for result in (without, with_)
    )
    log: Values = np.log(other / one)
    return log


def risk_after_a_discount(result: Result) -> Values:
    """Return the ratio of risks after a discount and after none, pseudo-values (n_runs,)."""
    counts = np.array([after_discounts(record) for record in result.records], dtype=np.float64)
    lost, discounted, lost_others, others = counts.T
    # one ratio of sums: (lost / discounted) / (lost_others / others)
    n, sums = len(counts), counts.sum(axis=0)
    whole = (sums[0] / sums[1]) / (sums[2] / sums[3])
    left = sums - counts
    parts = (left[:, 0] / left[:, 1]) / (left[:, 2] / left[:, 3])
    values: Values = n * whole - (n - 1) * parts
    return values


def after_discounts(record: RunRecord) -> tuple[int, int, int, int]:
    """Return, of customers of a segment whose contracts last a year, how many were lost within a year after a discount,
    of how many, and how many in a year at whose beginning they had had none for a year, of how many."""
    lines, segment = record.ledger, record.segments.index(SEGMENT)
    end = record.months * HOURS_PER_MONTH
    mine = lines.segment == segment
    discounts = mine & (lines.kind == DOWNSELL) & (lines.time + HOURS_PER_YEAR + LATE <= end)
    gone = dict(zip(lines.account[lines.kind == CHURN].tolist(), lines.time[lines.kind == CHURN].tolist(), strict=True))
    lost = sum(
        gone.get(account, end) - time <= HOURS_PER_YEAR + LATE and account in gone
        for account, time in zip(lines.account[discounts].tolist(), lines.time[discounts].tolist(), strict=True)
    )
    lost_others = others = 0
    accounts = record.accounts
    last = {int(a): t for a, t in zip(lines.account[mine & (lines.kind == DOWNSELL)], lines.time[mine & (
        lines.kind == DOWNSELL)], strict=True)}  # fmt: skip
    for account in np.flatnonzero(accounts.segment == segment).tolist():
        for year in range(record.months // MONTHS_PER_YEAR - 1):
            begin = (year + 1) * HOURS_PER_YEAR
            there = accounts.joined[account] <= begin - HOURS_PER_YEAR and gone.get(account, end) > begin
            if there and not begin - HOURS_PER_YEAR <= last.get(account, -HOURS_PER_YEAR) <= begin + HOURS_PER_YEAR:
                others += 1
                lost_others += account in gone and gone[account] <= begin + HOURS_PER_YEAR
    return lost, int(discounts.sum()), lost_others, others


def late_losses(result: Result) -> Values:
    """Return the share that leaves later, of those won in the first year and kept for one; pseudo-values (n_runs,)."""
    pairs = np.array([kept_and_lost(record) for record in result.records], dtype=np.float64)
    return ratios(pairs[:, 1], pairs[:, 0])


def kept_and_lost(record: RunRecord) -> tuple[int, int]:
    """Return how many customers were won in the first year and kept for one, and how many of them left later."""
    lines, joined = record.ledger, record.accounts.joined
    left = np.full(len(joined), np.inf)
    gone = lines.kind == CHURN
    left[lines.account[gone][::-1]] = lines.time[gone][::-1]
    won = (joined > 0.0) & (joined <= HOURS_PER_YEAR) & (left > joined + HOURS_PER_YEAR)
    return int(won.sum()), int((won & np.isfinite(left)).sum())


def silence_against_service(without: Result, with_: Result) -> Values:
    """Return ARR lost *with* most of all to silence for each dollar lost to service or being passed on, less 1;
    pseudo-values (n_runs,)."""
    lost = np.array([_lost_by_reason(record) for record in with_.records], dtype=np.float64)
    silence, service, passed_on = (lost[:, REASONS.index(name)] for name in ("neglect", "service", "transfers"))
    return ratios(silence, service + passed_on) - 1.0


def _lost_by_reason(record: RunRecord) -> Values:
    lines = record.ledger
    gone = lines.kind == CHURN
    weights = -lines.amount[gone].astype(np.float64)
    return np.bincount(lines.reason[gone], weights=weights, minlength=len(REASONS)).astype(np.float64)


def lost_of_those_won(result: Result) -> Values:
    """Return expected losses of customers won, per dollar of their first ARR (n_runs,)."""
    return _of_each(result, _expected_of_those_won)


def _expected_of_those_won(record: RunRecord) -> float:
    lines, accounts = record.ledger, record.accounts
    won = (lines.kind == NEW) & (lines.source != WINBACK)
    first = lines.amount[won].sum()
    lost = accounts.expected_loss[accounts.joined > 0.0].sum()
    return float(lost / first) if first else np.nan


def _of_each(result: Result, number: Callable[[RunRecord], float]) -> Values:
    return np.array([number(record) for record in result.records], dtype=np.float64)


def _figure(record: RunRecord, key: str, segment: str = "all") -> float:
    return figure(record, parse_metric(key, record.months, record.teams), segment)
