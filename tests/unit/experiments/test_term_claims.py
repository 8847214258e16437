"""Claims about terms: what they measure by hand, and that what is off does nothing."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from tests import fake_runs

import cssim
from cssim.domain.facts import ContractEnded
from cssim.domain.ledger import CHURN, DOWNSELL, NEED_REASON
from cssim.domain.tally import BUSY_MILLI, PRESENT_MILLI
from cssim.dynamics.drivers import N_DRIVERS
from cssim.experiments.claims import term_measures
from cssim.experiments.claims.claim import Claim, Told
from cssim.experiments.claims.plan import plan_of
from cssim.experiments.claims.study import company_of
from cssim.experiments.claims.term_measures import ratios
from cssim.experiments.claims.terms import TERMS
from cssim.experiments.study import with_settings
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario
from cssim.units import HOURS_PER_MONTH

RUNS = 2


@pytest.fixture(scope="module")
def company() -> Scenario:
    """Return the company of the claims, over one year."""
    return company_of(with_settings(patch(cssim.load("cssim:claims"), {"horizon": "12 months"}), RUNS))


def test_eleven_claims_in_order() -> None:
    assert [claim.id for claim in TERMS] == [f"C{number}" for number in range(1, 12)]


@pytest.mark.parametrize("claim", TERMS, ids=lambda claim: claim.id)
def test_a_claim_fits_the_company(claim: Claim, company: Scenario) -> None:
    plan = plan_of(claim, company)
    assert plan.dials and len(plan.worlds) > 2
    assert (claim.kind == "assumed") == (claim.decision is not None)


@pytest.mark.parametrize("claim", [claim for claim in TERMS if claim.kind == "assumed"], ids=lambda claim: claim.id)
def test_the_first_dial_of_what_is_assumed_goes_through_off(claim: Claim, company: Scenario) -> None:
    first = plan_of(claim, company).dials[0]
    assert first.path == claim.parameter and claim.off in first.values


@pytest.mark.parametrize(("busy", "inside"), [(425, 1e6), (850, 0.0), (340, 0.0), (300, -666_666.67)])
def test_what_one_carries_by_hand(busy: int, inside: float) -> None:
    """Two people with $4M: at half of the load that is planned with, one of them carries $4M alone."""
    run = fake_runs.run_of(fake_runs.story([4_000_000_00], []), 12)
    run.tally.heads_milli[1:, 0] = 2000
    run.tally.work[1:, 0, BUSY_MILLI], run.tally.work[1:, 0, PRESENT_MILLI] = busy, 1000
    made = fake_runs.record_of(run, fake_runs.lowered(12, [4_000_000_00]), "today", 0.8)
    record = replace(made, teams=("key_accounts",), segments=("enterprise",))
    assert term_measures.inside(term_measures.carried(record)) == pytest.approx(inside, abs=0.01)


def test_pseudo_values_of_a_ratio() -> None:
    """Where every run has the same ratio it is that of each; else the mean is the jackknife's, worked out by hand."""
    assert ratios(np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0])).tolist() == pytest.approx([0.5] * 3)
    values = ratios(np.array([0.0, 3.0]), np.array([1.0, 1.0]))
    assert values.tolist() == [2 * 1.5 - 3.0, 2 * 1.5 - 0.0]
    assert np.isnan(ratios(np.zeros(3), np.zeros(3))).all()


def end(account: int, month: float, churn: float, renewed: bool = True, years: float = 1.0) -> ContractEnded:
    """Return the end of a contract in the only segment."""
    time = month * HOURS_PER_MONTH
    return ContractEnded(
        time, account, 0.0, churn, 100_00, 0, 0, renewed, account, 0, years, (0.0,) * N_DRIVERS, ends=time
    )  # fmt: skip


def test_risk_after_a_discount_by_hand() -> None:
    """One of three renews at a discount and is at a risk of 30 % next; the others at 10 and 20 %: twice as much."""
    cut = fake_runs.line(HOURS_PER_MONTH, 0, DOWNSELL, -30_00, 70_00)._replace(reason=NEED_REASON)
    ends = [end(who, 1.0, 0.5) for who in range(3)] + [end(who, 13.0, risk) for who, risk in enumerate((0.3, 0.1, 0.2))]
    monthly = [end(3, 1.0, 0.9, years=1 / 12), end(3, 2.0, 0.9, years=1 / 12)]
    run = fake_runs.run_of([*fake_runs.story([100_00] * 4, []), cut], 24)
    told = Told(fake_runs.lowered(24, [100_00] * 4).plan, replace(run, facts=(*ends, *monthly)))
    assert term_measures.risk_after_a_discount(told) == pytest.approx(2.0)
    lost = replace(run, facts=(end(0, 1.0, 0.5, renewed=False), *ends[1:]))
    assert math.isnan(term_measures.risk_after_a_discount(Told(told.plan, lost))), "who has left is at no risk"


def test_customers_kept_a_year_and_lost_later_by_hand() -> None:
    made = fake_runs.record([100_00] * 4, [(20.0, 1, CHURN, -100_00), (5.0, 2, CHURN, -100_00)], 36)
    month = HOURS_PER_MONTH
    joined = np.array([0.0, 3 * month, 1 * month, 20 * month])
    made = replace(made, accounts=replace(made.accounts, joined=joined))
    assert term_measures.kept_and_lost(made) == (1, 1), "only the second was won in the first year and kept for one"
