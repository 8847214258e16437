"""The churn of new customers behind the churn of today's, for contracts of any length."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import brentq

from cssim.plan.survivors import Contracts, lost_in_a_year


def contracts(term: float, years: float, survived: float) -> Contracts:
    return Contracts(np.full(3, term), np.full(3, years), np.full(3, survived))


def test_a_year_loses_the_mean_of_the_survivors_law() -> None:
    assert lost_in_a_year(0.1, 20.0, contracts(1.0, 1.0, 5.0)) == pytest.approx(0.1 * 20 / 25)


def test_monthly_contracts_lose_in_a_year_what_yearly_ones_do() -> None:
    monthly = lost_in_a_year(0.1, 20.0, contracts(1 / 12, 1 / 12, 5.0))
    assert monthly == pytest.approx(lost_in_a_year(0.1, 20.0, contracts(1.0, 1.0, 5.0)))


def test_without_heterogeneity_a_long_contract_loses_its_share_once_in_its_term() -> None:
    assert lost_in_a_year(0.1, math.inf, contracts(2.0, 2**0.7, 0.0)) == pytest.approx((1 - 0.9 ** (2**0.7)) / 2)


@pytest.mark.parametrize(("term", "years", "survived"), [(2.0, 2**0.7, 3.0), (3.0, 3.0, 0.0)])
def test_the_expectation_is_that_of_the_beta_law(term: float, years: float, survived: float) -> None:
    m, phi = 0.2, 8.0
    theta = stats.beta(m * phi, (1 - m) * phi + survived)
    kept = theta.expect(lambda t: (1 - t) ** years)
    assert lost_in_a_year(m, phi, contracts(term, years, survived)) == pytest.approx((1 - kept) / term, rel=1e-6)


def test_more_churn_of_new_customers_is_more_of_todays() -> None:
    mixed = Contracts(np.array([1 / 12, 1.0, 3.0]), np.array([1 / 12, 1.0, 3**0.7]), np.array([0.5, 4.0, 0.0]))
    lost = [lost_in_a_year(m, 12.0, mixed) for m in np.linspace(0.0, 0.99, 30)]
    assert lost[0] == 0.0
    assert np.all(np.diff(lost) > 0)
    assert brentq(lambda m: lost_in_a_year(m, 12.0, mixed) - lost[9], 0, 0.99) == pytest.approx(0.99 * 9 / 29)
