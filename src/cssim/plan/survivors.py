"""From the churn of today's customers to the churn of a new one.

Today's customers of a segment are survivors: those with a high risk have left. If the yearly churn of a new customer
is Beta(m phi, (1 - m) phi), that of one who has survived k years is Beta(m phi, (1 - m) phi + k). The m is sought with
which today's customers, with the contracts they have, lose the share per calendar year that the file says: for yearly
contracts that is churn / mean(phi / (phi + k_i)).
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import betaln

from cssim.domain.accounts import MAINTENANCE
from cssim.dynamics.renewal import exposure
from cssim.errors import InputError
from cssim.plan.accounts import Opening, OpeningAccount
from cssim.scenario.customers import Segment
from cssim.scenario.schema import Scenario
from cssim.units import MONTHS_PER_YEAR

CERTAIN: Final = 700.0
"""Log-odds of a customer that never leaves."""
_NEARLY_ALL: Final = 1.0 - 1e-9


class Contracts(NamedTuple):
    """Contracts of a segment, one value each (n_accounts,), all in years.

    ``term`` L; ``years`` exposure of one renewal, L^kappa; ``survived`` exposure survived so far.
    """

    term: NDArray[np.float64]
    years: NDArray[np.float64]
    survived: NDArray[np.float64]


def exposure_of(account: OpeningAccount, lock_in: float) -> float:
    """Return the exposure [years] of one renewal of an account's contract."""
    return exposure(account.term / MONTHS_PER_YEAR, lock_in)


def new_logo_churn(scenario: Scenario, opening: Opening) -> tuple[float, ...]:
    """Return m, the yearly churn of a new customer, of every segment: stored if the scenario has a baseline.

    Raises
    ------
    InputError
        If no new customers could have left such survivors.
    """
    stored = scenario.baseline.segments if scenario.baseline is not None else {}
    found = []
    for index, (name, segment) in enumerate(scenario.customers.segments.items()):
        if name in stored:
            found.append(stored[name].new_logo_churn)
        elif segment.new_logo_churn is not None:
            found.append(segment.new_logo_churn)
        else:
            found.append(_of_survivors(name, segment, _contracts(scenario, opening, index)))
    return tuple(found)


def lost_in_a_year(m: float, phi: float, contracts: Contracts) -> float:
    """Return the share of customers that leave in a calendar year if a new one churns with mean ``m``.

    A contract of L >= 1 years comes up once in L years and is lost with 1 - E (1 - theta)^y, y its exposure; a shorter
    one is at risk all year long. E (1 - theta)^y = B(m phi, (1 - m) phi + k + y) / B(m phi, (1 - m) phi + k).
    """
    if m == 0.0:
        return 0.0
    years = contracts.years / np.minimum(contracts.term, 1.0)
    if phi == math.inf:
        kept = np.exp(years * math.log1p(-m))
    else:
        lost, stayed = m * phi, (1.0 - m) * phi + contracts.survived
        kept = np.exp(betaln(lost, stayed + years) - betaln(lost, stayed))
    return float(np.mean((1.0 - kept) / np.maximum(contracts.term, 1.0)))


def _contracts(scenario: Scenario, opening: Opening, segment: int) -> Contracts:
    accounts = [one for one in opening.accounts if one.segment == segment and one.contract != MAINTENANCE]
    years = np.array([exposure_of(account, scenario.renewal.lock_in) for account in accounts])
    renewals = np.array([account.renewals for account in accounts])
    term = np.array([account.term / MONTHS_PER_YEAR for account in accounts])
    return Contracts(term, years, renewals * years)


def _of_survivors(name: str, segment: Segment, contracts: Contracts) -> float:
    churn, phi = segment.logo_churn or 0.0, segment.heterogeneity
    if churn == 0.0 or not contracts.term.size:
        return churn
    most = lost_in_a_year(_NEARLY_ALL, phi, contracts)
    if churn >= most:
        raise InputError.of(
            f"{100 * churn:g}% a year is too much for customers who have stayed {contracts.survived.mean():.1f} years "
            f"and have contracts of {contracts.term.mean():.1f} years, on average, and who differ this much "
            f"(heterogeneity {phi:g}); less than {100 * most:.1f}% is possible, or more with a higher heterogeneity",
            path=f"customers.segments.{name}.logo_churn",
        )
    return float(brentq(lambda m: lost_in_a_year(m, phi, contracts) - churn, 0.0, _NEARLY_ALL, xtol=1e-15))
