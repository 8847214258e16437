"""Growth in numbers: what customers segments win, and what these are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from scipy.special import betaln

from cssim.dynamics.growth import MOST_TERMS, profile_effect
from cssim.dynamics.renewal import exposure
from cssim.errors import InputError
from cssim.plan.accounts import Opening
from cssim.plan.generated import arr_law
from cssim.plan.months import month_weights
from cssim.plan.rows.growth import NewLogoRow
from cssim.scenario.customers import AnnualValue, Segment
from cssim.scenario.growth import NewLogos
from cssim.scenario.schema import Scenario
from cssim.units import MONTHS_PER_YEAR, months_to_hours

_ABOVE_ANY: Final = 2.0
"""Stands for the share of the last length of contract, so that every uniform lies below it."""


def lower_new_logos(scenario: Scenario, opening: Opening, churn: Sequence[float]) -> tuple[NewLogoRow, ...]:
    """Return how each segment grows; nothing at all if none wins any customers, by plan or by referrals.

    ``churn`` (m) of a new customer by segment.

    Raises
    ------
    InputError
        If a segment that grows has no customers in the book from which the size of new ones could be seen.
    """
    plans = scenario.customers.new_logos
    if not any(each.rate > 0.0 for each in plans.values()) and scenario.customers.referrals.rate == 0.0:
        return ()
    return tuple(
        _row(scenario, opening, index, plans.get(name, NewLogos(rate=0.0)), churn[index])
        for index, name in enumerate(scenario.customers.segments)
    )


def season_of(plan: NewLogos, first_month: int) -> tuple[float, ...]:
    """Return the share of a year's customers won before each month of a year that begins in ``first_month`` (1-12)."""
    turned = month_weights(plan.season, first_month)
    total = math.fsum(turned)
    return tuple(math.fsum(turned[:month]) / total for month in range(MONTHS_PER_YEAR))


def _row(scenario: Scenario, opening: Opening, index: int, plan: NewLogos, churn: float) -> NewLogoRow:
    name = list(scenario.customers.segments)[index]
    segment, profile = scenario.customers.segments[name], scenario.customers.ideal_profile
    grows = plan.rate > 0.0 or (scenario.customers.referrals.rate > 0.0 and _pays_anything(opening, index))
    mean, spread = _sizes(opening, index, name, plan, segment) if grows else (1.0, 0.0)
    phi = segment.heterogeneity
    spreads = 0.0 < churn and math.isfinite(phi)
    shares = [math.fsum(term.share for term in segment.term[: k + 1]) for k in range(len(segment.term) - 1)]
    terms = [term.months for term in segment.term]
    years = [exposure(months / MONTHS_PER_YEAR, scenario.renewal.lock_in) for months in terms]
    return NewLogoRow(
        logos_a_year=plan.rate,
        logo_season=season_of(plan, scenario.start.month),
        landed_mean=mean,
        landed_spread=spread,
        landed_log_beta=float(betaln(churn * phi, (1.0 - churn) * phi)) if spreads else 0.0,
        landed_terms=_padded([months_to_hours(months) for months in terms]),
        landed_shares=_padded([*shares, _ABOVE_ANY]),
        landed_years=_padded(years),
        landed_fits=plan.fits,
        fits_effect=profile_effect(profile.weight, 1.0, profile.today),
        misfit_effect=profile_effect(profile.weight, 0.0, profile.today),
        landed_consumption=segment.contracts.consumption,
    )


def _pays_anything(opening: Opening, index: int) -> bool:
    return any(account.segment == index and account.arr > 0 for account in opening.accounts)


def _padded(values: Sequence[float]) -> tuple[float, ...]:
    return (*values, *(values[-1],) * (MOST_TERMS - len(values)))


def _sizes(opening: Opening, index: int, name: str, plan: NewLogos, segment: Segment) -> tuple[float, float]:
    """Return mean [cents] and spread of the lognormal law of the ARR with which customers begin.

    If the plan does not say, the share ``land`` of what accounts of the segment have: of the law they are drawn from,
    or, with a book, of the law with the mean and the variance of the logarithms of those in the book.
    """
    if plan.arr is not None:
        return arr_law(AnnualValue(median=plan.arr.median, p90=plan.arr.p90), 0)
    if segment.arr is not None:
        mean, spread = arr_law(segment.arr, segment.accounts or 0)
        return plan.land * mean, spread
    logs = [math.log(account.arr) for account in opening.accounts if account.segment == index and account.arr > 0]
    if not logs:
        raise InputError.of(
            "nobody in the customer book belongs to this segment, so that the size of new customers is unknown; "
            "write arr: {median: ..., p90: ...}",
            path=f"customers.new_logos.{name}",
        )
    middle = math.fsum(logs) / len(logs)
    variance = math.fsum((each - middle) ** 2 for each in logs) / max(1, len(logs) - 1)
    return plan.land * math.exp(middle + 0.5 * variance), math.sqrt(variance)
