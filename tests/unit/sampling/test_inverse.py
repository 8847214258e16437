"""Inverse distribution functions against SciPy's."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from cssim.sampling import inverse

PROBABILITIES = [1e-12, 1e-6, 0.001, 0.075, 0.3, 0.5, 0.8, 0.925, 0.999, 1 - 1e-9]


@pytest.mark.parametrize("u", PROBABILITIES)
def test_the_normal_quantile_is_scipys(u: float) -> None:
    assert inverse.normal(u) == pytest.approx(stats.norm.ppf(u), rel=1e-13, abs=1e-15)


@pytest.mark.parametrize(
    ("a", "b"), [(0.704, 1.182), (1.26, 34.74), (0.84, 23.0), (36 * 0.035, 36 * 0.965 + 8), (80.0, 3.0)]
)
@pytest.mark.parametrize("u", PROBABILITIES)
def test_the_beta_quantile_inverts_the_distribution_function(u: float, a: float, b: float) -> None:
    t = inverse.beta_log_odds(u, a, b, float(special.betaln(a, b)))
    assert special.betainc(a, b, special.expit(t)) == pytest.approx(u, rel=1e-9)
    assert special.betaincc(a, b, special.expit(t)) == pytest.approx(1 - u, rel=1e-9)


@given(st.floats(1e-9, 1 - 1e-9), st.floats(1e-9, 1 - 1e-9), st.floats(0.05, 200.0), st.floats(0.05, 200.0))
def test_the_beta_quantile_rises_with_the_probability(u: float, v: float, a: float, b: float) -> None:
    low, high = sorted((u, v))
    log_beta = float(special.betaln(a, b))
    below, above = inverse.beta_log_odds(low, a, b, log_beta), inverse.beta_log_odds(high, a, b, log_beta)
    assert below <= above + 1e-9 * (1 + abs(above))


def test_the_mean_of_each_law_of_hours_is_its_mean() -> None:
    grid = (np.arange(200_000) + 0.5) / 200_000
    for law, spread in ((inverse.FIXED, 0.0), (inverse.EXPONENTIAL, 0.0), (inverse.LOGNORMAL, 0.7)):
        values = [inverse.hours(law, 1.25, spread, float(u)) for u in grid[::10]]
        assert math.fsum(values) / len(values) == pytest.approx(1.25, rel=2e-3)


def test_the_lognormal_quantile_is_scipys() -> None:
    assert inverse.lognormal(0.9, 2.0, 0.7) == pytest.approx(stats.lognorm.ppf(0.9, 0.7, scale=2.0 * math.exp(-0.245)))
