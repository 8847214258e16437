"""The claims of rules: arms that swap, mechanisms that are off in both arms, and measures of their own by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, Final, cast

import numpy as np
import pytest
from tests import builders, fake_runs

import cssim
from cssim.domain.facts import ContractEnded, Fact, GoalAttained, PersonChanged, WorkDone
from cssim.domain.people import LEFT
from cssim.dynamics.drivers import N_DRIVERS
from cssim.engine.build import open_world
from cssim.engine.recorder import ALL
from cssim.executors import Serial
from cssim.experiments.claims import rules_measures as own
from cssim.experiments.claims.claim import Arm, Claim, Told, Values
from cssim.experiments.claims.rules import RULES
from cssim.experiments.claims.rules_people import FIVE_YEARS
from cssim.experiments.claims.study import differences, plan_claims
from cssim.experiments.study import with_settings
from cssim.plan.tables import Plan, StaffingRow
from cssim.results.studies import Result
from cssim.sampling.streams import PERIOD_RUN, Streams
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario

RUNS: Final = 2
BY_ID: Final = {claim.id: claim for claim in RULES}
SEGMENTS: Final = ("enterprise", "mid_market", "smb")
CSM: Final = "organisation.teams.csm"
POLICY: Final = {f"{CSM}.incentive.policy": "none"}
OFF: Final[dict[str, dict[str, Any]]] = {
    "B1": {"product.match": "0%"},
    "B2": {"customers.referrals.rate": "0/year"},
    "B3": {CSM: {"headcount": 2}, "organisation.coverage.smb.commercial": "csm",
           "organisation.teams.account_managers": {"role": "account_manager", "headcount": 0}},
    "B4": {f"{CSM}.hiring.plan": []},
    "B5": POLICY,
    "B6": {"organisation.people.skill": "0"},
    "B7": POLICY,
    "B8": POLICY,
    "B9": {f"customers.segments.{name}.logo_churn": "0%" for name in SEGMENTS} | {f"{CSM}.headcount": 2},
    "B10": {f"{CSM}.industry_share": "0%"},
    "B11": {"shocks.rival.shield": "0%"},
    "B12": {"organisation.routing.agent": {"how_to": "0%", "product_question": "0%"}, f"{CSM}.headcount": 2,
            "organisation.teams.support.headcount": 1},
    "B13": {"expansion.conversion.chance": "0%"},
    "B14": {f"customers.segments.{name}.plays.expansion.frequency": "0/year" for name in SEGMENTS},
    "B15": {f"customers.segments.{name}.{what}": "0/year" for name in SEGMENTS
            for what in ("plays.expansion.frequency", "self_serve.rate")},
}  # fmt: skip
"""What takes the mechanism of a claim out of the company and both arms, whatever else they change."""


@pytest.fixture(scope="module")
def tiny() -> Scenario:
    """Return a company of ten customers over a year, in which a rival comes in time to be seen."""
    return with_settings(patch(cssim.load("cssim:tiny"), {"horizon": "12 months"}), RUNS)


def asked(claim: Claim, scenario: Scenario, off: dict[str, Any] | None = None) -> Values:
    """Return the measure of a claim run by run, over two years at most; with both arms off if asked."""
    company = {path: value for path, value in claim.company.items() if value != FIVE_YEARS["horizon"]}
    company |= off or {}
    if "shocks.rival" in company:
        company["shocks.rival"] = {**company["shocks.rival"], "start": "2027-03", "reach": "100%"}
        company.pop("customers.segments.smb.arr", None)
    without, with_, *others = (Arm(arm.name, {**arm.changes, **(off or {})}) for arm in (*claim.arms, *claim.others))
    small = replace(
        claim, company=company, arms=(without, with_), others=tuple(others), dials=(), decision=None, beside=()
    )
    (found,) = differences(plan_claims([small], scenario), Serial())
    return found


def test_every_rule_of_the_list_is_there() -> None:
    assert [claim.id for claim in RULES] == [f"B{n}" for n in range(1, 16)] == list(OFF)


@pytest.mark.parametrize("claim", RULES, ids=lambda claim: claim.id)
def test_off_against_off_is_exactly_nothing(claim: Claim, tiny: Scenario) -> None:
    assert np.array_equal(asked(claim, tiny, OFF[claim.id]), np.zeros(RUNS))


@pytest.mark.parametrize("name", ["B2", "B5", "B6", "B8"])
def test_swapping_the_arms_mirrors_what_is_found(name: str, tiny: Scenario) -> None:
    """One that is assumed, and of those that are not a metric, a measure of results and one of facts."""
    often = patch(tiny, {"customers.referrals.rate": "2/year"})
    claim = BY_ID[name]
    found, mirrored = asked(claim, often), asked(replace(claim, arms=(claim.arms[1], claim.arms[0])), often)
    assert np.any(found != 0.0)
    assert np.array_equal(mirrored, -found)


def result(**figures: Sequence[float]) -> Result:
    """Return a result over 12 months that knows these figures, by metric and month."""
    known = {name.replace("__", "."): np.array(values) for name, values in figures.items()}
    return cast(Result, SimpleNamespace(months=12, figures=known.__getitem__))


def test_the_later_half_is_what_becomes_of_what_was_there_half_way() -> None:
    one = result(retained_arr_expected__m6=(80.0, 100.0), retained_arr_expected__m12=(60.0, 110.0))
    assert own.later_half(one) == pytest.approx([0.75, 1.1])


def test_a_mixture_is_held_against_what_is_better_on_average() -> None:
    quota, staged, health = (result(nrr_to_date_expected__m12=found) for found in ((1.2, 0.8), (1.0, 0.9), (0.7, 1.1)))
    assert own.above_the_better(quota, staged, health) == pytest.approx([-0.2, 0.1])
    assert own.above_the_better(health, staged, quota) == pytest.approx([-0.2, 0.1])
    assert own.above_the_other(quota, staged, health) == pytest.approx([0.3, -0.2])


def told(facts: Iterable[Fact], plan: Plan | None = None) -> Told:
    """Return a run in which these facts happened."""
    run = fake_runs.run_of([], 12)
    return Told(plan or builders.plan(12, [builders.segment()], []), replace(run, facts=tuple(facts)))


def test_who_is_last_by_his_kpi_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seats 0 to 3 have skills 1.2, .6, 1.0 and .2; seat 3 leaves in the year, and so is not compared."""
    monkeypatch.setattr(own, "skill_of", lambda told, team, seat: (1.2, 0.6, 1.0, 0.2)[seat])
    gone = PersonChanged(100.0, 0, 3, LEFT)
    quarters = [GoalAttained(480.0, 0, seat, share) for seat, share in enumerate((0.9, 0.5, 0.4, 0.0))]
    year = [GoalAttained(1920.0, 0, seat, share) for seat, share in enumerate((0.9, 0.5, 0.7, 0.0))]
    later = [GoalAttained(2400.0, 0, 0, -9.0)]
    seen, mistaken = told([gone, *quarters, *year, *later]), told([gone, *quarters])
    assert own.skill_gained(seen) == pytest.approx((1.2 + 1.0) / 2 - 2.8 / 3)
    assert own.skill_gained(mistaken) == pytest.approx((1.2 + 0.6) / 2 - 2.8 / 3)
    assert own.more_skill(mistaken, seen) == pytest.approx(0.2)
    assert own.skill_gained(told([quarters[0]])) == 0.0


def test_skill_is_that_of_the_engine() -> None:
    plan = builders.plan(1, [builders.segment()], [], teams=[builders.team(3)])
    plan = plan._replace(staffing=(StaffingRow(skill_spread=0.25),) * len(plan.teams))
    run = told([], plan)
    people = open_world(plan, Streams(run.run.seed, run.run.run, PERIOD_RUN), 0.0, 160.0, 1, ALL).desks[0].people
    assert [own.skill_of(run, 0, seat) for seat in range(3)] == [person.skill for person in people]
    assert own.skill_of(told([]), 0, 0) == 1.0


def ended(account: int, time: float, renewed: bool, churn: float, years: float = 1.0) -> ContractEnded:
    """Return the end of a contract of an account, whose key is its number and 100."""
    stocks = (0.0,) * N_DRIVERS
    return ContractEnded(time, account, 2.0, churn, 1, 0, 0, renewed, 100 + account, 0, years, stocks)


def worked(account: int, *times: float) -> list[WorkDone]:
    """Return contacts of the team that covers everybody."""
    return [WorkDone(time, account, 7, builders.CSM_TEAM, 0, 1.0) for time in times]


def test_correlation_and_cause_by_hand() -> None:
    """Two contacts and .80, four and .90: .05 a contact seems; one more each brings .01."""
    one = told([
        *worked(0, 100.0, 2000.0, 2100.0), *worked(1, 1000.0, 1100.0, 1200.0, 1300.0), *worked(2, 1000.0),
        ended(0, 2200.0, True, 0.20), ended(1, 2200.0, True, 0.10), ended(2, 2200.0, True, 0.5, years=1 / 12),
        ended(0, 3000.0, False, 0.9), ended(1, 1000.0, True, 0.9),
    ])  # fmt: skip
    other = told([
        *worked(0, 1900.0, 2000.0, 2100.0), *worked(1, 900.0, 1000.0, 1100.0, 1200.0, 1300.0),
        ended(0, 2200.0, True, 0.19), ended(1, 2200.0, True, 0.09), ended(3, 2200.0, True, 0.9),
    ])  # fmt: skip
    assert own.ends_of(one) == {100: own.End(2.0, 1.0, 0.80), 101: own.End(4.0, 1.0, 0.90)}
    assert np.isnan(own.seeming(one)), "two points have a line and no more"
    assert own.causal(one, other) == pytest.approx(0.10)
    assert own.causal(one, one) == 0.0


def test_a_slope_and_its_error_are_those_of_least_squares() -> None:
    """Points (0, 0), (1, 2), (2, 1): slope 1/2, residuals -1/2, 1, -1/2, so that the error is sqrt(1.5 / 1 / 2)."""
    slope, error = own.slope_of([(0.0, 0.0), (1.0, 2.0), (2.0, 1.0)])
    assert slope == pytest.approx(0.5)
    assert error == pytest.approx(0.75**0.5)
