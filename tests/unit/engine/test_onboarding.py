"""Onboarding: sessions by a team or the CSM, first value in time or not, and one post for how good a beginning was."""

from __future__ import annotations

from typing import Any

import pytest
from tests import builders
from tests.properties.recount import Recount
from tests.verification.test_growth import EVEN

from cssim.domain import tally
from cssim.domain.facts import Joined, Onboarded, OnboardingBegan, OnboardingLate, Posted, WorkDone
from cssim.dynamics.drivers import ONBOARDING
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.rows.growth import NewLogoRow
from cssim.plan.tables import NOBODY, OnboardingRow, Plan
from cssim.results.run import Run

CSMS, ONBOARDERS = 0, 1
BEST, WORST = 0.5, -0.9
RULES = OnboardingRow(ONBOARDERS, onboarding_session=4.0, onboarding_target=160.0, onboarding_limit=480.0)
YEARLY = NewLogoRow(12.0, EVEN, 1_000_000.0, 0.0, 0.0, (1920.0,) * 8, (2.0,) * 8, (1.0,) * 8)
NEUTRAL = 9.0 / 14.0
"""How good a beginning is that changes nothing: 0.9 of 1.4."""


def growing(rules: OnboardingRow = RULES, hours: float = 10.0, onboarders: int = 3, **segment: Any) -> Plan:
    """Return a segment that wins a customer a month for six months, all of whom need ``hours`` of onboarding."""
    row = builders.segment()._replace(key=7, onboarding_hours=hours, **segment)
    teams = [builders.team(1), builders.team(onboarders, key=102)]
    effects = builders.NO_EFFECTS._replace(onboarding_best=BEST, onboarding_worst=WORST)
    plan = builders.plan(6, [row], [builders.account(0)], teams=teams, effects=effects)
    return plan._replace(new_logos=(YEARLY,), onboarding=rules)


def told(plan: Plan) -> Run:
    return simulate(plan, settle(plan, 1, 0), 1, 0, ALL)


def of(run: Run, kind: type[Any]) -> list[Any]:
    return [fact for fact in run.facts if isinstance(fact, kind)]


def posted(run: Run) -> list[float]:
    return [fact.amount for fact in of(run, Posted) if fact.driver == ONBOARDING]


def test_work_is_held_in_equal_sessions_by_whoever_has_begun() -> None:
    run = told(growing())
    joined, done = of(run, Joined), of(run, WorkDone)
    assert len(joined) == len(of(run, OnboardingBegan)) == 6
    for account in {fact.account for fact in of(run, Onboarded)}:
        mine = [fact for fact in done if fact.account == account]
        assert [fact.hours for fact in mine] == pytest.approx([10.0 / 3.0] * 3), "at most four hours each"
        assert len({(fact.team, fact.seat) for fact in mine}) == 1
        assert {fact.team for fact in mine} == {ONBOARDERS}


def test_who_has_first_value_soon_is_off_to_the_best_of_starts() -> None:
    run = told(growing())
    assert [fact.after for fact in of(run, Onboarded)] == pytest.approx([10.0] * len(of(run, Onboarded)))
    assert posted(run) == pytest.approx([BEST] * len(of(run, Onboarded)))
    assert all(fact.in_time for fact in of(run, Onboarded))


def test_a_worse_touch_and_a_slower_beginning_are_worth_less() -> None:
    slow = told(growing(RULES._replace(onboarding_target=0.0, onboarding_limit=40.0)))
    assert posted(slow) == pytest.approx([WORST + (BEST - WORST) * 0.75] * 6), "10 of 40 hours are gone"
    plan = growing()
    dull = plan._replace(teams=(plan.teams[0], plan.teams[1]._replace(touch_quality=NEUTRAL)))
    assert all(abs(amount) < 1e-12 for amount in posted(told(dull)))


def test_who_is_late_is_off_to_the_worst_of_starts_and_comes_to_first_value_all_the_same() -> None:
    run = told(growing(RULES._replace(onboarding_target=2.0, onboarding_limit=8.0)))
    late, done = of(run, OnboardingLate), of(run, Onboarded)
    assert len(late) == len(done) >= 5
    assert set(posted(run)) == {WORST}
    assert not any(fact.in_time for fact in done)
    assert all(
        fact.time == pytest.approx(joined.time + 8.0) for fact, joined in zip(late, of(run, Joined), strict=False)
    )
    counts = run.tally.counts.sum(axis=(0, 1))
    assert (counts[tally.ONBOARDED_LATE], counts[tally.ONBOARDED_IN_TIME]) == (len(late), 0)


def test_where_there_is_no_team_the_csm_does_it_and_where_nobody_is_it_is_left_undone() -> None:
    alone = RULES._replace(onboarding_team=NOBODY)
    named = told(growing(alone, named_from=0))
    assert {fact.team for fact in of(named, WorkDone)} == {CSMS}
    assert len(of(named, Onboarded)) >= 5
    left = told(growing(alone._replace(onboarding_limit=100.0), team=NOBODY))
    assert not of(left, Onboarded) and not of(left, WorkDone)
    assert len(of(left, OnboardingLate)) >= 5
    assert set(posted(left)) == {WORST}


def test_the_longer_here_the_sooner_served_and_beginners_are_counted() -> None:
    """One person for three customers a month who need 100 hours each: whoever came first is brought live first."""
    plan = growing(RULES, hours=100.0, onboarders=1)
    many = plan._replace(new_logos=(YEARLY._replace(logos_a_year=36.0),))
    run = told(many)
    assert [fact.account for fact in of(run, Onboarded)] == sorted(fact.account for fact in of(run, Onboarded))
    waiting = run.tally.counts[-1, 0, tally.BEGINNERS]
    assert waiting == len(of(run, Joined)) - len(of(run, Onboarded)) > 5
    again = Recount(many, settle(many, 1, 0), run).tables["counts"]
    for column in (tally.ONBOARDED, tally.ONBOARDED_IN_TIME, tally.ONBOARDED_LATE, tally.BEGINNERS):
        assert again[..., column].tolist() == run.tally.counts[..., column].tolist()
    assert again[..., tally.FIRST_VALUE_MILLI].tolist() == run.tally.counts[..., tally.FIRST_VALUE_MILLI].tolist()


def test_who_leaves_is_onboarded_no_further() -> None:
    plan = growing(RULES, hours=400.0, onboarders=1, even_log_odds=-700.0)
    monthly = YEARLY._replace(landed_terms=(160.0,) * 8)
    run = told(plan._replace(new_logos=(monthly,)))
    assert not of(run, Onboarded) and not of(run, OnboardingLate)
