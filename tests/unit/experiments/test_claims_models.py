"""Claims D1 to D14: one footing, mechanisms that are off, arms that swap, and measures of their own by hand."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, Final

import numpy as np
import pytest

import cssim
from cssim.domain.facts import RequestRaised, WorkDone
from cssim.executors import Serial
from cssim.experiments.claims import models_measures as own
from cssim.experiments.claims.claim import Arm, Claim, Dial, Values
from cssim.experiments.claims.models import ALONE, CONTROLLERS, D6, D8, EXPERTS, HEADS
from cssim.experiments.claims.models_coverage import D11, D12, D13, D14_BY_CUSTOMERS, MODELS
from cssim.experiments.claims.plan import plan_of
from cssim.experiments.claims.study import differences, plan_claims, studied
from cssim.experiments.footing import yearly_cost
from cssim.experiments.study import with_settings
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario

RUNS: Final = 2
ROUGHLY: Final = 1e-3
"""Budgets are equal to so much of them: heads are written with three decimals."""


@pytest.fixture(scope="module")
def company() -> Scenario:
    """Return the company of the claims, over one year."""
    return with_settings(patch(cssim.load("cssim:claims"), {"horizon": "12 months", "settle": "12 months"}), RUNS)


def measured(claim: Claim, scenario: Scenario) -> Values:
    """Return the measure of a claim run by run."""
    (found,) = differences(plan_claims([claim], scenario), Serial())
    return found


def test_controllers_experts_and_who_is_in_between_cost_the_same(company: Scenario) -> None:
    budget = yearly_cost(patch(company, CONTROLLERS))
    dial = D12.dials[0]
    between = [{**D12.arms[1].changes, ALONE: share, **dial.along[share]} for share in dial.values]
    for design in (EXPERTS, D12.arms[1].changes, D12.others[1].changes, *between):
        assert yearly_cost(patch(company, design)) == pytest.approx(budget, rel=ROUGHLY)


def test_pay_between_controllers_and_experts_lies_on_a_line() -> None:
    dial = D12.dials[0]
    pay = {0.5: D12.arms[1].changes["organisation.teams.csm.pay.ote"]}
    pay |= {float(share[:-1]) / 100: dial.along[share]["organisation.teams.csm.pay.ote"] for share in dial.values}
    for share, written in pay.items():
        line = 92.0 + (share - 0.2) / 0.6 * (131.5 - 92.0)
        assert float(written.strip("$k")) == pytest.approx(line, abs=0.05)


@pytest.mark.parametrize("claim", MODELS, ids=lambda claim: claim.id)
def test_a_design_against_itself_is_exactly_nothing(claim: Claim, company: Scenario) -> None:
    """What the arm *without* sets is put into the company, so that the other arm has it without saying so."""
    without, _ = claim.arms
    same = Arm("the same", {claim.parameter: claim.off} if claim is D13 else {})
    others = {D12.id: (without, without), D13.id: (Arm("one more", {HEADS: 7}),)}.get(claim.id, claim.others)
    nothing = replace(
        claim, arms=(without, same), others=others, company={**claim.company, **without.changes}, beside=()
    )
    assert np.array_equal(measured(nothing, company), np.zeros(RUNS))


@pytest.mark.parametrize("claim", [one for one in MODELS if one.kind == "assumed"], ids=lambda claim: claim.id)
def test_what_is_assumed_does_nothing_where_it_is_off(claim: Claim, company: Scenario) -> None:
    also = next((dial.also for dial in claim.dials if dial.path == claim.parameter), ())
    only = replace(claim, dials=(Dial(claim.parameter, (claim.off,), also),), decision=None, beside=())
    (found,) = studied([only], company)
    assert [(look.effect.mean, look.effect.sd) for look in found.looks] == [(0.0, 0.0)]
    assert np.any(np.asarray(found.differences) != 0.0)


@pytest.mark.parametrize("claim", [D6, D8, D11], ids=lambda claim: claim.id)
def test_swapping_the_arms_mirrors_what_is_found(claim: Claim, company: Scenario) -> None:
    one = replace(claim, beside=())
    found, mirrored = measured(one, company), measured(replace(one, arms=(one.arms[1], one.arms[0])), company)
    assert np.allclose(mirrored, -found, rtol=1e-12)
    assert np.any(found != 0.0)


def test_the_second_map_can_be_asked(company: Scenario) -> None:
    assert len(plan_of(D14_BY_CUSTOMERS, company).worlds) == 9


def result(**figures: list[float]) -> Any:
    """Return what stands for a result of as many runs: metrics by name, whatever their period."""
    runs = len(next(iter(figures.values())))
    return SimpleNamespace(
        months=12, records=[None] * runs, figures=lambda key: np.array(figures[key.partition(".")[0]])
    )


def test_what_lies_in_between_is_held_against_the_end_that_is_better_on_average() -> None:
    low, middle, high = (result(nrr_to_date_expected=values) for values in ([0.9, 1.1], [1.0, 1.0], [1.2, 1.0]))
    assert own.less_than_best_end(low, middle, high, low) == pytest.approx([-0.2, 0.0])
    assert own.mixed_less_than_best_end(low, middle, high, low) == pytest.approx([-0.3, 0.1])


def test_what_is_harder_under_one_design_is_a_difference_of_differences() -> None:
    rates = ([0.9, 0.8], [0.7, 0.7], [0.9, 0.9], [0.8, 0.9])
    four = [result(nrr_to_date_expected=values) for values in rates]
    assert own.harder_than(*four) == pytest.approx([-0.1, -0.1])


def test_retention_is_bought_back_at_what_one_more_person_costs_and_does() -> None:
    """A program saves 20 and loses 2 points; a person costs 20 and wins 1: at equal churn it costs 20 more."""
    people = result(cs_cost=[100.0, 100.0], grr_to_date_expected=[0.90, 0.92])
    program = result(cs_cost=[80.0, 80.0], grr_to_date_expected=[0.88, 0.90])
    more = result(cs_cost=[100.0, 100.0], grr_to_date_expected=[0.89, 0.91])
    assert own.cost_at_equal_churn(people, program, more) == pytest.approx([20.0, 20.0])
    assert np.all(np.isnan(own.cost_at_equal_churn(people, program, program)))


def test_whose_time_small_customers_take() -> None:
    """Two CSM teams, one with half a post, and a desk: small customers, a fifth of the ARR, take 4 of 10 hours."""
    facts = [
        RequestRaised(0.0, 1, 11, 0, 0, False),
        WorkDone(1.0, 0, 10, 0, 0, 4.0),
        WorkDone(1.0, 0, 10, 0, 1, 4.0),
        WorkDone(2.0, 1, 11, 1, 0, 1.0),
        WorkDone(3.0, 1, 12, 1, 0, 3.0),
        WorkDone(4.0, 1, 11, 2, 0, 9.0),
        WorkDone(-1.0, 1, 11, 1, 0, 9.0),
    ]
    closing = np.array([[0, 0], *[[400_000_00, 100_000_00]] * 12])
    told: Any = SimpleNamespace(
        plan=SimpleNamespace(
            segments=[SimpleNamespace(team=0), SimpleNamespace(team=1)],
            teams=[SimpleNamespace(seats=(1.0, 0.5)), *[SimpleNamespace(seats=(1.0,))] * 2],
            staffing=(),
        ),
        run=SimpleNamespace(
            facts=facts,
            ledger=SimpleNamespace(account=np.array([0, 1]), segment=np.array([0, 1])),
            tally=SimpleNamespace(closing=closing),
        ),
    )
    assert own.taken_of(told) == pytest.approx(0.4 / 0.2)
    assert own.asked_of(told) == pytest.approx(1.0 / 100.0)
    assert own.taken(told, told) == own.taken_of(told)
    assert own.more_taken(told, told) == 0.0
    assert own.more_asked(told, told) == 0.0
