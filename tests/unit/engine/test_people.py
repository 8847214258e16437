"""People: what chance gives them, when they are there, and what it costs."""

from __future__ import annotations

import itertools
import math
from statistics import fmean, stdev

import pytest
from scipy import stats
from tests import builders

from cssim.domain import facts, tally
from cssim.domain.keys import seat_key
from cssim.domain.people import AWAY, BACK, JOINED, LEFT
from cssim.dynamics import drivers
from cssim.engine.build import open_world
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.engine.staffing import expected_yield, occupant
from cssim.plan.staffing import absences
from cssim.plan.tables import Plan, StaffingRow
from cssim.results.run import Run
from cssim.sampling.streams import PERIOD_RUN, PERIOD_SETTLING, Streams
from cssim.scenario.people import People


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
    assert occupant(after, 0, 0, 1).skill != after.desks[0].people[0].skill


def test_skill_is_pace_and_the_effect_of_a_touch() -> None:
    """One check-in of 3 h by one person: it takes 3 / skill, and closes .1 skill of the gap."""
    segment = builders.segment((), 100.0, 100.0, builders.fixed(3.0), teach_share=0.1)
    plan = builders.plan(1, [segment], [builders.account(0, owner=0)])
    plan = with_people(plan, skill_spread=0.25)
    run = run_of(plan)
    skill = open_world(plan, Streams(7, 0, PERIOD_RUN), 0.0, 160.0, 1, ALL).desks[0].people[0].skill
    assert of(run, facts.WorkDone)[0].hours == pytest.approx(3.0 / skill)
    posted = [fact for fact in of(run, facts.Posted) if fact.driver == drivers.ADOPTION]
    assert posted[0].amount == pytest.approx(0.1 * skill * plan.effects.adoption_level)
    assert seat_key(plan.teams[0].key, 0, 0) != seat_key(plan.teams[0].key, 0, 1)


def hours_away(run: Run) -> float:
    """Return the hours that people who never work were away."""
    changes = of(run, facts.PersonChanged)
    assert [fact.change for fact in changes] == [AWAY, BACK] * (len(changes) // 2)
    return sum(back.time - away.time for away, back in zip(changes[::2], changes[1::2], strict=True))


@pytest.mark.parametrize(("days", "blocks"), [(25.0, 3), (10.0, 1), (10.5, 2), (3.0, 1), (120.0, 12)])
def test_absences_add_up_to_the_days_of_the_year(days: float, blocks: int) -> None:
    hours, every = absences(People(absence_days=days))
    assert 5.0 <= hours / 8.0 <= 10.0 or days < 5.0
    plan = with_people(builders.plan(36, [builders.segment()], []), absence_hours=hours, absence_every=every)
    run = run_of(plan)
    assert len(of(run, facts.PersonChanged)) == 2 * 3 * blocks
    assert hours_away(run) == pytest.approx(3 * 8.0 * days)
    assert run.tally.work[..., tally.PRESENT_MILLI].sum() == pytest.approx(3 * (1920 - 8 * days) * 1000, abs=2 * 36)


def two_colleagues(hours: float, cover_after: float) -> Run:
    """Return a run in which one of two CSMs is away for 40 h of each 160; a check-in of his falls due every 8 h."""
    segment = builders.segment((), 8.0, 8000.0, builders.fixed(hours))
    plan = builders.plan(1, [segment], [builders.account(0, owner=0)], teams=[builders.team(2)])
    plan = plan._replace(effects=plan.effects._replace(free_faces=9))
    return run_of(with_people(plan, absence_hours=40.0, absence_every=160.0, cover_after=cover_after))


def test_work_of_somebody_away_waits_until_he_is_covered() -> None:
    """The hand count: what falls due in the first 8 h waits for them to pass; then the colleague begins it at once."""
    run = two_colleagues(0.5, 8.0)
    away, back = [fact.time for fact in of(run, facts.PersonChanged) if fact.seat == 0]
    due = [fact.time for fact in of(run, facts.WorkSubmitted)]
    for fact in of(run, facts.WorkStarted):
        begun, asked = fact.time, fact.time - fact.wait
        covered = away + 8.0
        if away <= asked < covered:
            assert (fact.seat, begun) == (1, pytest.approx(covered))
        elif covered <= asked < back:
            assert (fact.seat, fact.wait) == (1, 0.0)
        else:
            assert (fact.seat, fact.wait) == (0, 0.0)
    assert sum(away <= time < back for time in due) == 5


def test_without_cover_work_waits_for_its_owner() -> None:
    run = two_colleagues(0.5, 1e6)
    away, back = [fact.time for fact in of(run, facts.PersonChanged) if fact.seat == 0]
    assert {fact.seat for fact in of(run, facts.WorkStarted)} == {0}
    assert not [fact for fact in of(run, facts.WorkStarted) if away < fact.time < back]
    assert not of(run, facts.WorkCovered)


def test_what_is_in_hand_is_finished_first() -> None:
    run = two_colleagues(7.9, 1e6)
    changes = [fact for fact in of(run, facts.PersonChanged) if fact.seat == 0]
    done = {fact.time for fact in of(run, facts.WorkDone)}
    assert changes[0].time in done and 32.0 < changes[1].time - changes[0].time < 40.0


YEARLY = 0.3 / 1920.0
"""A hazard of leaving [1/h]."""


def moves(run: Run, change: int) -> list[facts.PersonChanged]:
    return [fact for fact in of(run, facts.PersonChanged) if fact.change == change]


def test_people_leave_at_the_hazard() -> None:
    """Exp(1) against an even hazard: the number that leave in a year is binomial, their times exponential."""
    people = 4000
    plan = builders.plan(12, [builders.segment()], [], teams=[builders.team(people)])
    times = [fact.time for fact in moves(run_of(with_people(plan, hazard=YEARLY, time_to_fill=1e9)), LEFT)]
    expected = 1.0 - math.exp(-0.3)
    assert len(times) / people == pytest.approx(expected, abs=4 * (expected * (1 - expected) / people) ** 0.5)
    spread = [-math.expm1(-YEARLY * time) / expected for time in times]
    assert stats.kstest(spread, "uniform").pvalue > 1e-4


def test_nobody_leaves_while_the_book_settles() -> None:
    segment = builders.segment([200.0], 40.0)
    plan = builders.plan(1, [segment], [builders.account(0, owner=0)], settle=19200.0)
    settled = [settle(each, 7, 0) for each in (plan, with_people(plan, hazard=0.01, time_to_fill=100.0))]
    assert settled[0].met.tolist() == settled[1].met.tolist() and settled[0].met_count[0] == 1


def test_a_busy_person_leaves_sooner() -> None:
    """Alone with work that never ends he feels 1/3, 5/9, ... of a load of 1; above .85 his hazard grows."""
    segment = builders.segment((), 10.0, 1e6, builders.fixed(20.0))
    plan = builders.plan(60, [segment], [builders.account(0, owner=0)])
    calm, driven = (with_people(plan, hazard=YEARLY / 10, overload=each, time_to_fill=1e9) for each in (0.0, 50.0))
    found = []
    for each in (calm, driven):
        runs = [run_of(each, run) for run in range(40)]
        found.append([moves(run, LEFT)[0].time if moves(run, LEFT) else math.inf for run in runs])
    assert all(fast <= slow for slow, fast in zip(*found, strict=True))
    months = next(n for n in itertools.count(1) if 1.0 - (2 / 3) ** n > 0.85)
    sooner = [fast for slow, fast in zip(*found, strict=True) if fast < slow]
    assert sooner and min(sooner) >= months * 160.0


def vacancy(time_to_fill: float, **costs: int) -> Run:
    """Return two years of a CSM with a full post and one with half a post, with some accounts each, who come and go."""
    segment = builders.segment((), 20.0, 20.0, builders.fixed(0.5))
    accounts = [builders.account(i, owner=i % 2) for i in range(6)]
    team = builders.team(2)._replace(seats=(1.0, 0.5), heads=1.5)
    effects = builders.NO_EFFECTS._replace(
        change_level=-0.5, change_cold_share=0.3, change_warm_share=0.15, forgotten_cold=0.7, forgotten_warm=0.4,
        proactive_share=0.1,
    )  # fmt: skip
    plan = builders.plan(24, [segment], accounts, teams=[team], effects=effects)
    return run_of(with_people(plan, hazard=2.0 / 1920.0, time_to_fill=time_to_fill, **costs))


def test_a_post_is_filled_after_its_time_and_its_pay_saved_meanwhile() -> None:
    run = vacancy(480.0)
    assert len(moves(run, LEFT)) >= 3
    vacant = 0.0
    for seat, share in ((0, 1.0), (1, 0.5)):
        left, joined = ([fact.time for fact in moves(run, what) if fact.seat == seat] for what in (LEFT, JOINED))
        assert joined == [pytest.approx(time + 480.0) for time in left[: len(joined)]]
        vacant += share * sum(end - begin for begin, end in itertools.zip_longest(left, joined, fillvalue=3840.0))
    paid = run.tally.cost[..., tally.BASE_PAY].sum()
    assert paid == pytest.approx(2 * 88_000_00 * (1.5 * 3840.0 - vacant) / (1.5 * 1920.0), abs=1)


def test_who_leaves_takes_part_of_the_relationship_with_him() -> None:
    """Without a successor 0.3 of the gap to -0.5 is posted and 70 % of the stock lost, with one 0.15 and 40 %."""
    for time_to_fill, share, forgotten in ((480.0, 0.3, 0.7), (0.0, 0.15, 0.4)):
        run = vacancy(time_to_fill)
        changes = of(run, facts.OwnerChanged)
        assert changes and all(fact.before == fact.after for fact in changes)
        assert {fact.warm for fact in changes} == {time_to_fill == 0.0}
        first = changes[0]
        posts = [fact for fact in of(run, facts.Posted) if fact.account == first.account and fact.time <= first.time]
        posted = [fact for fact in posts if fact.time == first.time and fact.driver == drivers.ACCOUNT_CHANGE]
        assert [fact.amount for fact in posted] == [pytest.approx(share * -0.5)]
        contacts = [fact for fact in posts if fact.driver == drivers.RELATIONSHIP]
        stock = sum(fact.amount * 2.0 ** -((first.time - fact.time) / 1920.0) for fact in contacts[:-1])
        assert contacts[-1].amount == pytest.approx(-forgotten * stock)
        assert {fact.account for fact in changes if fact.time == first.time} == {
            first.account % 2 + 2 * i for i in range(3)
        }


def test_accounts_of_a_vacant_seat_are_covered_and_then_belong_to_the_successor() -> None:
    run = vacancy(480.0)
    left, joined = moves(run, LEFT)[0], moves(run, JOINED)[0]
    assert left.seat == joined.seat
    for fact in of(run, facts.WorkSubmitted):
        if fact.account % 2 == left.seat and fact.time < left.time:
            assert fact.owner == left.seat
        elif fact.account % 2 == left.seat and left.time < fact.time < joined.time:
            assert fact.owner == -1
    after = [fact for fact in of(run, facts.WorkSubmitted) if fact.account % 2 == left.seat and fact.time > joined.time]
    assert after[0].owner == joined.seat


def test_who_is_new_works_slower_and_whoever_was_there_does_not() -> None:
    """Slots of 2 h, at half the pace on the first day and at all of it after 320 h."""
    segment = builders.segment((), 10.0, 10.0, builders.fixed(2.0))
    plan = builders.plan(24, [segment], [builders.account(0, owner=0)])
    run = run_of(with_people(plan, hazard=2.0 / 1920.0, time_to_fill=160.0, ramp_hours=320.0, ramp_start=0.5))
    left, joined = ([fact.time for fact in moves(run, what)] for what in (LEFT, JOINED))
    assert joined
    for fact in of(run, facts.WorkDone):
        began = fact.time - fact.hours
        since = began - max([each for each in joined if each <= began], default=-math.inf)
        pace = min(1.0, 0.5 + 0.5 * since / 320.0)
        assert fact.hours == pytest.approx(2.0 / pace)
    assert left[0] < joined[0] and of(run, facts.WorkDone)[0].hours == pytest.approx(2.0)


def test_costs_beside_pay_by_hand() -> None:
    """A manager for every 8 posts costs 26,000 a post and year; a hire 17,600 once, half of it for half a post."""
    run = vacancy(480.0, managers=26_000_00, tools=3_000_00, recruiting=17_600_00, training=2_000_00)
    paid = run.tally.cost[:, 0].sum(axis=0)
    posts = paid[tally.BASE_PAY] / 88_000_00 * 1.5 / 2
    assert paid[tally.MANAGERS] == pytest.approx(posts * 26_000_00, abs=1)
    assert paid[tally.TOOLS] == pytest.approx(posts * 3_000_00, abs=1)
    hired = [1.0 if fact.seat == 0 else 0.5 for fact in moves(run, JOINED)]
    assert hired and paid[tally.RECRUITING] == 17_600_00 * sum(hired) and paid[tally.TRAINING] == 2_000_00 * sum(hired)
    month = int(moves(run, JOINED)[0].time // 160)
    assert run.tally.cost[: month + 1, 0, tally.RECRUITING].sum() == 0
    assert run.tally.cost[month + 1, 0, tally.RECRUITING] > 0


def test_a_planner_reckons_with_absences_and_not_with_skill() -> None:
    """Away for 40 h of every 160 h: three quarters of the usual, whoever it is; nothing of a vacant seat."""
    plan = builders.plan(1, [builders.segment()], [], teams=[builders.team(1)])
    plan = with_people(plan, skill_spread=0.5, absence_hours=40.0, absence_every=160.0)
    world = open_world(plan, Streams(7, 0, PERIOD_RUN), 0.0, 160.0, 1, ALL)
    person = world.desks[0].people[0]
    assert person.skill != 1.0 and expected_yield(world, 0, person) == 0.75
    person.gone = True
    assert expected_yield(world, 0, person) == 0.0
