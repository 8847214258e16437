"""Referrals: promoters bring customers, whoever sells to them; and what fitting the ideal profile is worth."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from tests import builders
from tests.verification.test_growth import EVEN

from cssim.domain import ledger, tally
from cssim.domain.facts import Joined, Referred, WorkDone, WorkSubmitted
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.rows.growth import NewLogoRow
from cssim.plan.tables import NOBODY, Plan, ReferralRow
from cssim.results.run import Run
from cssim.units import HOURS_PER_MONTH

NOBODY_WON = NewLogoRow(0.0, EVEN, 1_000_000.0, 0.0, 0.0, (1920.0,) * 8, (2.0,) * 8, (1.0,) * 8)
BRINGS = ReferralRow(referral_rate=6.0, referral_promoter=1.0, referral_lead=100.0)


def telling(rules: ReferralRow = BRINGS, accounts: int = 20, months: int = 6, seats: int = 40, **segment: Any) -> Plan:
    """Return customers of health 3 who never leave, and tell others of us six times a year."""
    row = builders.segment(even_log_odds=3.0)._replace(key=7, **segment)
    book = [builders.account(i) for i in range(accounts)]
    plan = builders.plan(months, [row], book, teams=[builders.team(seats)])
    return plan._replace(referrals=rules, new_logos=(NOBODY_WON,))


def told(plan: Plan) -> Run:
    return simulate(plan, settle(plan, 1, 0), 1, 0, ALL)


def of(run: Run, kind: type[Any]) -> list[Any]:
    return [fact for fact in run.facts if isinstance(fact, kind)]


def test_promoters_bring_customers_who_bring_customers() -> None:
    """False alarm about 6e-5: four standard deviations of the number of referrals, given who was there for how long."""
    run = told(telling())
    told_of, joined = of(run, Referred), of(run, Joined)
    assert len(told_of) == pytest.approx(run.tally.counts[..., tally.REFERRALS].sum())
    exposure = 20 * 960.0 + sum(960.0 - fact.time for fact in joined)
    assert abs(len(told_of) - 6.0 * exposure / 1920.0) < 4 * math.sqrt(6.0 * exposure / 1920.0)
    times = sorted(fact.time + 100.0 for fact in told_of)
    assert [fact.time for fact in joined] == pytest.approx([time for time in times if time < 960.0])
    assert {fact.source for fact in joined} == {ledger.REFERRAL}
    new = run.ledger.kind == ledger.NEW
    assert set(run.ledger.source[new]) == {ledger.REFERRAL} and new.sum() == len(joined)
    parents = run.accounts.parent[20:]
    assert (parents >= 0).all() and (run.accounts.joined[parents] + 100.0 <= run.accounts.joined[20:]).all()
    assert len(set(zip(parents.tolist(), run.accounts.number[20:].tolist(), strict=True))) == len(joined)


def test_who_would_not_recommend_us_brings_nobody() -> None:
    run = told(telling(BRINGS._replace(referral_promoter=3.1)))
    assert not of(run, Referred)


def test_the_mood_of_the_day_makes_some_promoters() -> None:
    """A normal mood of spread 2 reaches 2 more than health in 16 % of cases."""
    run = told(telling(BRINGS._replace(referral_promoter=5.0, referral_spread=2.0), accounts=200))
    exposure = 200 * 960.0 + sum(960.0 - fact.time for fact in of(run, Joined))
    expected = 0.158655 * 6.0 * exposure / 1920.0
    assert abs(len(of(run, Referred)) - expected) < 4 * math.sqrt(expected)


def test_nobody_is_told_before_the_start() -> None:
    plan = telling()
    plan = plan._replace(clock=plan.clock._replace(settle=320.0, warm_up=40.0))
    assert min(fact.time for fact in of(told(plan), Referred)) > 0.0


def test_a_csm_who_sells_himself_has_to_get_to_it() -> None:
    rules = BRINGS._replace(referral_work=6.0)
    run = told(telling(rules))
    assert [fact.hours for fact in of(run, WorkDone)] == pytest.approx([6.0] * len(of(run, WorkDone)))
    assert [fact.time for fact in of(run, Joined)][:3] == pytest.approx([f.time + 100.0 for f in of(run, Referred)][:3])
    busy = told(telling(rules._replace(referral_work=400.0), seats=1, accounts=3))
    done = [fact.time for fact in of(busy, WorkDone)]
    assert [fact.time for fact in of(busy, Joined)] == done, "signed when he has got to it"


def test_a_claim_of_both_costs_hours_and_time() -> None:
    rules = BRINGS._replace(referral_disputed=1.0, referral_friction=2.0, referral_delay=50.0)
    run = told(telling(rules))
    assert {fact.disputed for fact in of(run, Referred)} == {True}
    assert [fact.time for fact in of(run, Joined)][:3] == pytest.approx([f.time + 150.0 for f in of(run, Referred)][:3])
    assert [fact.hours for fact in of(run, WorkDone)] == pytest.approx([2.0] * len(of(run, WorkDone)))
    some = of(told(telling(rules._replace(referral_disputed=0.25), accounts=200)), Referred)
    share = np.mean([fact.disputed for fact in some])
    assert abs(share - 0.25) < 4 * math.sqrt(0.25 * 0.75 / len(some))


def test_where_there_is_no_csm_sales_sell_and_nobody_quarrels() -> None:
    rules = BRINGS._replace(referral_work=6.0, referral_disputed=1.0, referral_friction=2.0, referral_delay=50.0)
    run = told(telling(rules, team=NOBODY))
    assert not of(run, WorkSubmitted)
    assert {fact.disputed for fact in of(run, Referred)} == {False}


def test_who_leaves_tells_nobody_any_more() -> None:
    plan = telling(months=6)
    leaving = [builders.account(i, contract_end=HOURS_PER_MONTH) for i in range(20)]
    certain = plan.segments[0]._replace(even_log_odds=-700.0)
    rules = BRINGS._replace(referral_promoter=-1000.0, referral_work=500.0)
    gone = plan._replace(segments=(certain,), accounts=type(plan.accounts).of(leaving), referrals=rules)
    run = told(gone)
    assert of(run, Referred) and max(fact.time for fact in of(run, Referred)) < HOURS_PER_MONTH
    assert not of(run, Joined), "what its CSM had not got to is not signed"


def test_customers_that_fit_the_profile_are_better_and_as_many_as_the_plan_says() -> None:
    row = NOBODY_WON._replace(logos_a_year=2000.0, landed_fits=0.7, fits_effect=0.2, misfit_effect=-0.3)
    plan = telling(ReferralRow(), months=12, team=NOBODY)._replace(new_logos=(row,))
    run = told(plan)
    joined = of(run, Joined)
    fits = np.array([fact.fits for fact in joined])
    assert abs(fits.mean() - 0.7) < 4 * math.sqrt(0.21 / len(fits))
    assert {round(fact.base - 3.0, 9) for fact in joined if fact.fits} == {0.2}
    assert {round(fact.base - 3.0, 9) for fact in joined if not fact.fits} == {-0.3}
    assert run.tally.counts[..., tally.LOGOS_FITTING].sum() == fits.sum()
