"""Drawn opening books: accounts that fill the laws of their segment evenly.

Account i of a segment takes the point u_ij = frac(u0_j + (i + 1) alpha_j) of a Kronecker sequence, in seven dimensions
(ARR, term, end of contract, age, region, language, type of contract). Its first N points fill the unit cube evenly for
every N, so that a segment of 20 has a mean ARR near the mean of the law; one more account is one more point and moves
no other. The offset u0 is drawn once from the scenario's seed.

Notes
-----
The steps alpha_j are square roots of small primes that are linearly independent over the rationals, so that the points
are evenly spread jointly (Kronecker and Weyl; Richtmyer 1951), and whose continued fractions have small terms, so that
each dimension alone is spread evenly too; ARR, whose law has the heaviest tail, gets the most even one, the golden
ratio. Powers of one algebraic number, the usual choice for many dimensions, leave single dimensions as uneven as
chance: over 2,000 offsets the mean ARR of 80 enterprise accounts had a spread of 11 % with them, 3 % with these.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from cssim.domain.accounts import MAINTENANCE
from cssim.domain.keys import key_of_text
from cssim.plan.accounts import OpeningAccount
from cssim.plan.contracts import type_at
from cssim.plan.maintenance import MAINTENANCE_TERM
from cssim.plan.months import month_weights, time_at
from cssim.sampling.inverse import lognormal, normal
from cssim.sampling.streams import PERIOD_TRAITS, Purpose, Streams
from cssim.scenario.customers import AnnualValue, Segment
from cssim.scenario.schema import Scenario
from cssim.scenario.terms import Term
from cssim.units import to_cents

_DIMENSIONS: Final = 7
_ARR, _TERM, _PHASE, _AGE, _REGION, _LANGUAGE, _TYPE = range(_DIMENSIONS)
_STEPS: Final = (
    (math.sqrt(5.0) - 1.0) / 2.0,
    math.sqrt(2.0) - 1.0,
    math.sqrt(3.0) - 1.0,
    math.sqrt(7.0) - 2.0,
    math.sqrt(11.0) - 3.0,
    math.sqrt(13.0) - 3.0,
    math.sqrt(17.0) - 4.0,
)
_EDGE: Final = 2.0**-53


def generated_book(scenario: Scenario) -> tuple[OpeningAccount, ...]:
    """Return the accounts of every segment, drawn."""
    accounts: list[OpeningAccount] = []
    for index, (name, segment) in enumerate(scenario.customers.segments.items()):
        accounts.extend(_of_segment(scenario, index, name, segment))
    return tuple(accounts)


def _of_segment(scenario: Scenario, index: int, name: str, segment: Segment) -> Iterator[OpeningAccount]:
    count = segment.accounts or 0
    if segment.arr is None:
        return
    mean, sigma = arr_law(segment.arr, count)
    ends = month_weights(scenario.customers.contract_ends, scenario.start.month)
    for i, point in enumerate(_points(scenario.seed, name, count)):
        contract = type_at(point[_TYPE], segment.contracts)
        term = MAINTENANCE_TERM if contract == MAINTENANCE else _pick(segment.term, point[_TERM])
        external_id = f"{name}-{i + 1:03d}"
        yield OpeningAccount(
            key=key_of_text("generated", name, str(i)),
            external_id=external_id,
            name=external_id,
            segment=index,
            arr=to_cents(lognormal(point[_ARR], mean, sigma)),
            term=term,
            contract_end=time_at(point[_PHASE], term, ends),
            renewals=float(whole_renewals(point[_AGE], segment.customer_age, term)),
            fit_shift=0.0,
            request_factor=1.0,
            owner="",
            arr_year_ago=-1,
            region=_place(segment.regions, point[_REGION]),
            language=_place(segment.languages, point[_LANGUAGE]),
            contract=contract,
        )


def arr_law(arr: AnnualValue, accounts: int) -> tuple[float, float]:
    """Return mean [cents] and standard deviation of the logarithm of the lognormal law of a segment's ARR."""
    if arr.p90 is not None:
        sigma = math.log(arr.p90 / arr.median) / normal(0.9)
        return arr.median * math.exp(0.5 * sigma * sigma), sigma
    mean = (arr.total or 0) / accounts
    return mean, math.sqrt(2.0 * math.log(mean / arr.median))


def whole_renewals(u: float, age: float, term: float) -> int:
    """Return how often an account has renewed: geometric, so that its mean age [months] is ``age``.

    An account that has renewed k times is (k + 1) terms old when its present one ends, half a term earlier on average:
    the mean of k is age / term - 1/2.
    """
    mean = age / term - 0.5
    if mean <= 0.0:
        return 0
    return math.floor(math.log(u) / math.log(mean / (1.0 + mean)))


def _points(seed: int, segment: str, count: int) -> Iterator[tuple[float, ...]]:
    """Yield ``count`` points inside the unit cube."""
    draws = Streams(seed, 0, PERIOD_TRAITS)
    key = key_of_text("generated", segment)
    starts = [draws.uniform(Purpose.BOOK_OFFSET, key, j) for j in range(_DIMENSIONS)]
    for i in range(count):
        fractions = ((start + (i + 1) * step) % 1.0 for start, step in zip(starts, _STEPS, strict=True))
        yield tuple(min(1.0 - _EDGE, max(_EDGE, fraction)) for fraction in fractions)


def _place(mix: tuple[tuple[str, float], ...], u: float) -> str:
    """Return the place at quantile ``u`` of a mix of places, in written order; empty if none is said."""
    below = 0.0
    for name, share in mix:
        below += share
        if u < below:
            return name
    return mix[-1][0] if mix else ""


def _pick(terms: tuple[Term, ...], u: float) -> float:
    """Return the length [months] at quantile ``u`` of a mix of terms, in written order."""
    below = 0.0
    for term in terms:
        below += term.share
        if u < below:
            return term.months
    return terms[-1].months
