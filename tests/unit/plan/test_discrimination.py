"""The AUC of a health score by formula is the one that is counted, and the one that the documentation tells."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtr
from scipy.stats import rankdata
from tests.builders import segment

from cssim.plan.discrimination import Health, auc_of, health_of, separation, validity_for

CUSTOMERS = 200_000


def counted(validity: float, health: Health) -> float:
    """Return the share of pairs of one who leaves and one who stays in which the score of the latter is higher."""
    draw = np.random.default_rng(5)
    true, error, u = draw.standard_normal(CUSTOMERS), draw.standard_normal(CUSTOMERS), draw.random(CUSTOMERS)
    stays = u < 1.0 / (1.0 + np.exp(-(health.mean + health.spread * true)))
    ranks = rankdata(validity * true + math.sqrt(1.0 - validity**2) * error)
    staying, leaving = int(stays.sum()), int((~stays).sum())
    return float((ranks[stays].sum() - staying * (staying + 1) / 2) / (staying * leaving))


@pytest.mark.parametrize("spread", [0.6, 1.0, 1.5])
@pytest.mark.parametrize("mean", [3.0, 1.0])
@pytest.mark.parametrize("validity", [0.5, 0.83, 1.0])
def test_the_formula_is_what_is_counted(validity: float, mean: float, spread: float) -> None:
    health = Health(mean, spread)
    # the error of counting is 0.003 where fewest leave, that of taking both groups for normal up to 0.007
    assert auc_of(validity, health) == pytest.approx(counted(validity, health), abs=0.01)


@pytest.mark.parametrize(("spread", "aucs"), [(1.3, (0.65, 0.71, 0.75, 0.80)), (1.0, (0.63, 0.68, 0.71, 0.75))])
def test_the_figures_of_the_documentation(spread: float, aucs: tuple[float, ...]) -> None:
    found = [auc_of(validity, Health(2.5, spread)) for validity in (0.5, 0.7, 0.83, 1.0)]
    assert found == pytest.approx(aucs, abs=0.008)


@pytest.mark.parametrize("spread", [0.8, 1.3])
@pytest.mark.parametrize("auc", [0.55, 0.65, 0.7])
def test_the_validity_for_an_auc_gives_that_auc(auc: float, spread: float) -> None:
    health = Health(2.0, spread)
    assert auc_of(validity_for(auc, health), health) == pytest.approx(auc, abs=1e-12)


def test_more_than_true_health_tells_needs_a_validity_above_1() -> None:
    health = Health(2.5, 1.0)
    assert validity_for(auc_of(1.0, health), health) == pytest.approx(1.0)
    assert validity_for(auc_of(1.0, health) + 0.01, health) > 1.0
    assert validity_for(0.5, health) == 0.0


def test_where_hardly_anybody_leaves_those_who_do_are_one_spread_worse() -> None:
    health = Health(12.0, 1.2)
    distance, churn = separation(health)
    assert churn < 2e-5 and distance == pytest.approx(1.2, rel=1e-3)
    assert separation(Health(700.0, 1.2)).distance == pytest.approx(1.2), "a customer that never leaves"
    assert auc_of(0.7, health) == pytest.approx(float(ndtr(0.7 * 1.2 / math.sqrt(2.0))), abs=1e-4)


def test_what_customers_bring_along_is_the_law_of_their_risk() -> None:
    row = segment(shapes=(1.0, 1.0))
    assert health_of(row, measured=False) == pytest.approx((0.0, math.pi / math.sqrt(3.0))), "uniform: a logistic law"
    theta = np.random.default_rng(1).beta(2.0, 18.0, CUSTOMERS)
    drawn = np.log1p(-theta) - np.log(theta)
    found = health_of(segment(shapes=(2.0, 18.0)), measured=False)
    assert found == pytest.approx((drawn.mean(), drawn.std()), abs=0.01)
    assert health_of(segment(), measured=False) is None, "all alike"
    assert health_of(row._replace(health_mean=2.0, health_sd=1.1), measured=True) == (2.0, 1.1)
