"""No verdict is written into code: with its arms swapped every claim comes out the other way, run by run."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import pytest

import cssim
from cssim.executors import Serial
from cssim.experiments.claims.catalogue import CLAIMS, claims_named
from cssim.experiments.claims.claim import Claim, Values
from cssim.experiments.claims.study import differences, plan_claims
from cssim.experiments.study import with_settings
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario

RUNS: Final = 2
ALONE: Final = ("B9", "C8")
"""Claims about what is seen inside one design; by hand in the tests of rules, and below by what moves it."""
RATIO: Final = ("D4",)
"""Claims about how much more there is of something, as a share of what there was without."""
DIFFERENCES: Final = [
    one for one in CLAIMS if one.kind == "emergent" and one.measure.of is None and one.id not in ALONE
]


@pytest.fixture(scope="module")
def company() -> Scenario:
    """Return the company of the claims, over a year that goes on from one."""
    return with_settings(patch(cssim.load("cssim:claims"), {"horizon": "12 months", "settle": "12 months"}), RUNS)


def measured(claim: Claim, scenario: Scenario) -> Values:
    """Return the measure of a claim run by run, over the horizon of the scenario."""
    within = {path: value for path, value in claim.company.items() if path != "horizon"}
    (found,) = differences(plan_claims([replace(claim, company=within, beside=())], scenario), Serial())
    return found


@pytest.mark.parametrize("claim", DIFFERENCES, ids=lambda claim: claim.id)
def test_swapping_the_arms_mirrors_what_is_found(claim: Claim, company: Scenario) -> None:
    found = measured(claim, company)
    mirrored = measured(replace(claim, arms=(claim.arms[1], claim.arms[0])), company)
    turned = 1.0 / (1.0 + found) - 1.0 if claim.id in RATIO else -found
    assert np.any(found != 0.0)
    assert np.allclose(mirrored, turned, rtol=1e-12, atol=0.0)


def test_what_silence_costs_goes_with_its_sign(company: Scenario) -> None:
    """Against what was promised, as it is judged, and against a world that has no silence."""
    (claim,) = claims_named(["C8"])
    at_all = claim.shown[0]
    assert measured(claim, patch(company, {"health.neglect.target": "0"})).tolist() == [-1.0] * RUNS
    none, usual, more = (
        measured(replace(claim, measure=at_all), patch(company, {"health.neglect.target": target}))
        for target in ("0", "-0.7", "-1.4")
    )
    assert none.tolist() == [0.0] * RUNS
    assert np.all(none < usual) and np.all(usual < more)
