"""People: what chance gives them, when they are there, and what it costs."""

from __future__ import annotations

from statistics import fmean, stdev

import pytest
from tests import builders

from cssim.domain import facts
from cssim.domain.keys import seat_key
from cssim.dynamics import drivers
from cssim.engine.build import open_world
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.engine.staffing import occupant
from cssim.plan.tables import Plan, StaffingRow
from cssim.results.run import Run
from cssim.sampling.streams import PERIOD_RUN, PERIOD_SETTLING, Streams


def with_people(plan: Plan, **staffing: float) -> Plan:
    """Return a plan whose teams all have people like this."""
    return plan._replace(staffing=(StaffingRow(**staffing),) * len(plan.teams))


def run_of(plan: Plan, run: int = 0) -> Run:
    return simulate(plan, settle(plan, 7, run), 7, run, ALL)


def of(run: Run, kind: type) -> list:  # type: ignore[type-arg]
    return [fact for fact in run.facts if isinstance(fact, kind)]


def test_skill_has_mean_one_and_the_spread_asked_for() -> None:
    plan = with_people(builders.plan(1, [], [], teams=[builders.team(4000)]), skill_spread=0.25)
    skills = [
        person.skill for person in open_world(plan, Streams(7, 0, PERIOD_RUN), 0.0, 160.0, 1, ALL).desks[0].people
    ]
    assert fmean(skills) == pytest.approx(1.0, abs=4 * 0.25 / 4000**0.5)
    assert stdev(skills) == pytest.approx((2.718281828459045**0.0625 - 1.0) ** 0.5, rel=0.05)


def test_a_person_is_the_same_before_and_after_time_0_and_his_successor_another() -> None:
    plan = with_people(builders.plan(1, [], []), skill_spread=0.25)
    before, after = (
        open_world(plan, Streams(7, 0, period), 0.0, 160.0, 1, ALL) for period in (PERIOD_SETTLING, PERIOD_RUN)
    )
    assert before.desks[0].people[0].skill == after.desks[0].people[0].skill
    assert occupant(after, 0, 0, 1, 1.0, 0.0).skill != after.desks[0].people[0].skill


def test_skill_is_pace_and_the_effect_of_a_touch() -> None:
    """One check-in of 3 h by one person: it takes 3 / skill, and closes .1 skill of the gap."""
    segment = builders.segment((), 100.0, 100.0, builders.fixed(3.0))
    plan = builders.plan(1, [segment], [builders.account(0, owner=0)])
    plan = with_people(plan._replace(effects=plan.effects._replace(check_in_share=0.1)), skill_spread=0.25)
    run = run_of(plan)
    skill = open_world(plan, Streams(7, 0, PERIOD_RUN), 0.0, 160.0, 1, ALL).desks[0].people[0].skill
    assert of(run, facts.WorkDone)[0].hours == pytest.approx(3.0 / skill)
    posted = [fact for fact in of(run, facts.Posted) if fact.driver == drivers.ADOPTION]
    assert posted[0].amount == pytest.approx(0.1 * skill * plan.effects.adoption_level)
    assert seat_key(plan.teams[0].key, 0, 0) != seat_key(plan.teams[0].key, 0, 1)
