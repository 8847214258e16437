"""What the claims about terms measure, run by run, where no metric says it: ratios over all runs, and cohorts.

A ratio of sums over runs is not the mean of ratios of single runs, of which many have nothing to divide by. So each
run stands for its *pseudo-value* (Tukey 1958): n times the ratio of all runs less n - 1 times that of all others. Their
mean is the ratio, freed of most of its bias, and their spread gives its interval.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

import numpy as np

from cssim.domain.facts import ContractEnded
from cssim.domain.ledger import CHURN, DOWNSELL, NEED_REASON, NEW, WINBACK
from cssim.experiments.claims.claim import Told, Values
from cssim.results.attribution import RUN_LINES, Reference, ends_of, explained_run
from cssim.results.catalogue import parse_metric
from cssim.results.record import RunRecord
from cssim.results.studies import Result
from cssim.results.summary import figure
from cssim.units import HOURS_PER_YEAR, MONTHS_PER_YEAR

LOAD: Final = 0.85
"""Load up to which a team is planned."""
CARRIED: Final = (2e6, 5e6)
"""ARR [currency] that a CSM of enterprise customers is said to carry."""
CLAIMED: Final = 3.0
"""Elasticity that the claim on company value amounts to."""


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


def mark_of_a_discount(without: Told, with_: Told) -> float:
    """Return how much larger *with* is the ratio of risks after a discount and after none."""
    return risk_after_a_discount(with_) - risk_after_a_discount(without)


def whole_risk_after_a_discount(without: Told, with_: Told) -> float:
    """Return the ratio of risks after a discount and after none, *with*."""
    return risk_after_a_discount(with_)


def risk_after_a_discount(told: Told) -> float:
    """Return the ratio of risks after a discount and after none, at the next end of contracts of a year.

    Risk is the probability of leaving that the model has, so that no coin blurs it. Customers are held against those of
    their segment (indirect standardization): the sum of their risks over that of its mean for each of them.
    """
    cut = {(line[0], line[1]) for line in _discounts(told)}
    after: dict[tuple[int, bool], list[float]] = {}
    before: dict[int, ContractEnded] = {}
    for fact in told.run.facts:
        if isinstance(fact, ContractEnded) and fact.years == 1.0:
            last = before.get(fact.account)
            if last is not None and last.renewed:
                risks = after.setdefault((fact.segment, (last.account, last.ends) in cut), [])
                risks.append(fact.churn)
            before[fact.account] = fact
    found = due = 0.0
    for (segment, discounted), risks in after.items():
        others = after.get((segment, False))
        if discounted and others:
            found += sum(risks)
            due += len(risks) * sum(others) / len(others)
    return found / due if due else math.nan


def _discounts(told: Told) -> list[tuple[int, float]]:
    """Return account and time [h] of every discount."""
    lines = told.run.ledger
    cut = (lines.kind == DOWNSELL) & (lines.reason == NEED_REASON)
    return list(zip(lines.account[cut].tolist(), lines.time[cut].tolist(), strict=True))


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


def silence_against_service(without: Told, with_: Told) -> float:
    """Return what silence cost *with* for each dollar that service and being passed on did, less 1.

    Expected churn that is due to a driver's being worse than promised (or less, to its being better), all contract ends
    of a run together.
    """
    return _silence_against_service(with_, "promise") - 1.0


def silence_against_service_at_all(without: Told, with_: Told) -> float:
    """Return the same, not less 1, where nothing had been promised: as if nobody were ever silent or late."""
    return _silence_against_service(with_, "fit")


def _silence_against_service(told: Told, reference: Reference) -> float:
    promised = tuple(segment.promised for segment in told.plan.segments)
    lost = explained_run(ends_of(told.run, promised, promised), reference)
    silence, service, passed_on = (lost[RUN_LINES.index(name)] for name in ("neglect", "service", "transfers"))
    return silence / (service + passed_on) if service + passed_on > 0 else math.nan


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
