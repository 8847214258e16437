"""The desk: who takes which work next, and that nothing is lost when work expires or its account leaves."""

from __future__ import annotations

import pytest
from tests import builders

from cssim.domain import facts
from cssim.domain.accounts import Account
from cssim.domain.work import ABANDONED, DONE, EXPIRED, IN_SERVICE, Work, slot_type
from cssim.dynamics.plays import CHECK_IN
from cssim.dynamics.routing import line_of_group
from cssim.engine.build import open_world
from cssim.engine.recorder import ALL
from cssim.engine.world import World
from cssim.plan.tables import NOBODY, Plan
from cssim.sampling.streams import Streams


def company(seats: int, plan: Plan | None = None) -> World:
    """Return a world of one pooled team and one account that asks nothing by itself."""
    if plan is None:
        plan = builders.plan(1, [builders.segment()], [builders.account(0)], teams=[builders.team(seats)])
    world = open_world(plan, Streams(1, 0, 2), 0.0, 160.0, 1, ALL)
    customer = Account(0, 5, 0, 100)
    customer.values, customer.posted_at = [0.0] * 5, [0.0] * 5
    world.accounts.append(customer)
    world.open_work.append({})
    return world


def give(world: World, key: int, hours: float, urgency: int = 1, due: float = 0.0, owner: int = NOBODY) -> Work:
    """Put work before the desk now."""
    work = Work(world.accounts[0], key, 0, world.now)
    work.team, work.hours, work.urgency, work.due, work.owner = 0, hours, urgency, due, owner
    world.submit(work)
    return work


def starts(world: World) -> list[tuple[float, int, int]]:
    """Return (time, work key, seat) of every start, in order."""
    return [(fact.time, fact.work, fact.seat) for fact in world.recorder.facts if isinstance(fact, facts.WorkStarted)]


def test_work_is_taken_by_urgency_then_due_then_key() -> None:
    world = company(1)
    give(world, 9, 1.0)
    world.calendar.run_until(0.5)
    for key, urgency, due in ((8, 2, 0.0), (7, 1, 9.0), (6, 1, 3.0), (5, 1, 9.0)):
        give(world, key, 1.0, urgency, due)
    world.calendar.run_until(100.0)
    assert [key for _, key, _ in starts(world)] == [9, 6, 5, 7, 8]


def test_of_simultaneous_work_the_most_urgent_is_begun_first() -> None:
    world = company(1)
    give(world, 1, 1.0, urgency=2)
    give(world, 2, 1.0, urgency=1)
    world.calendar.run_until(10.0)
    assert [key for _, key, _ in starts(world)] == [2, 1]


def test_the_longest_idle_person_takes_common_work() -> None:
    world = company(3)
    for key, hours in ((1, 3.0), (2, 1.0), (3, 2.0)):
        give(world, key, hours)
    world.calendar.run_until(5.0)
    for key in (4, 5, 6):
        give(world, key, 1.0)
    world.calendar.run_until(10.0)
    assert starts(world)[3:] == [(5.0, 4, 1), (5.0, 5, 2), (5.0, 6, 0)]


def test_named_work_waits_for_its_owner_even_if_others_are_free() -> None:
    world = company(2)
    give(world, 1, 4.0, owner=0)
    give(world, 2, 4.0, owner=0)
    world.calendar.run_until(20.0)
    assert starts(world) == [(0.0, 1, 0), (4.0, 2, 0)]


def test_a_group_shares_a_line_and_others_keep_out_of_it() -> None:
    world = company(3)
    pod = line_of_group(0)
    world.desks[0].share(pod, 77, (1, 2))
    for key in (1, 2, 3):
        give(world, key, 3.0 + key, owner=pod)
    world.calendar.run_until(20.0)
    assert starts(world) == [(0.0, 1, 1), (0.0, 2, 2), (4.0, 3, 1)]


def test_a_freed_person_weighs_the_line_of_his_group_too() -> None:
    world = company(2)
    pod = line_of_group(0)
    world.desks[0].share(pod, 77, (0,))
    give(world, 1, 1.0, owner=0)
    give(world, 2, 9.0, owner=1)
    world.calendar.run_until(0.5)
    for key, urgency, owner in ((3, 3, 0), (4, 1, pod), (5, 2, NOBODY)):
        give(world, key, 1.0, urgency, owner=owner)
    world.calendar.run_until(20.0)
    assert [key for _, key, _ in starts(world)] == [1, 2, 4, 5, 3]


def test_a_group_of_one_is_an_own_line_and_a_group_of_all_the_common_one() -> None:
    for seats, line in (((0,), 0), ((0, 1, 2), NOBODY)):
        worlds = [company(3), company(3)]
        worlds[0].desks[0].share(line_of_group(0), 77, seats)
        for world, owner in zip(worlds, (line_of_group(0), line), strict=True):
            for key in range(1, 40):
                give(world, key, 0.5 + 0.37 * (key % 7), urgency=key % 3, owner=owner if key % 4 else NOBODY)
                world.calendar.run_until(0.41 * key)
            world.calendar.run_until(160.0)
        assert starts(worlds[0]) == starts(worlds[1])
        assert len(starts(worlds[0])) == 39


@pytest.mark.parametrize(("backup", "expected"), [(0.0, [(0.0, 1, 0), (9.0, 2, 0)]), (4.0, [(0.0, 1, 0), (4.0, 2, 1)])])
def test_colleagues_take_what_waited_too_long_for_its_owner(
    backup: float, expected: list[tuple[float, int, int]]
) -> None:
    segment = builders.segment()._replace(own_opens_after=backup)
    plan = builders.plan(1, [segment], [builders.account(0)], teams=[builders.team(2)])
    world = company(2, plan)
    give(world, 1, 9.0, owner=0)
    give(world, 2, 1.0, urgency=2, owner=0)
    world.calendar.run_until(20.0)
    assert starts(world) == expected


def test_opened_work_keeps_its_place_and_its_owner_may_still_take_it() -> None:
    segment = builders.segment()._replace(own_opens_after=4.0)
    world = company(2, builders.plan(1, [segment], [builders.account(0)], teams=[builders.team(2)]))
    give(world, 1, 6.0, owner=0)
    give(world, 2, 1.0, due=2.0, owner=0)
    give(world, 3, 9.0, owner=1)
    world.calendar.run_until(5.0)
    give(world, 4, 1.0, due=1.0, owner=0)
    world.calendar.run_until(20.0)
    assert starts(world) == [(0.0, 1, 0), (0.0, 3, 1), (6.0, 4, 0), (7.0, 2, 0)]


def test_a_freed_person_weighs_the_own_line_against_the_common_one() -> None:
    world = company(1)
    give(world, 1, 1.0)
    world.calendar.run_until(0.5)
    give(world, 2, 1.0, urgency=2, owner=0)
    give(world, 3, 1.0, urgency=1)
    world.calendar.run_until(20.0)
    assert [key for _, key, _ in starts(world)] == [1, 3, 2]


def test_expired_work_is_not_begun_and_work_in_hand_does_not_expire() -> None:
    world = company(1)
    held, waiting = give(world, 1, 5.0), give(world, 2, 5.0)
    held.type = waiting.type = slot_type(CHECK_IN)
    world.calendar.run_until(2.0)
    for work in (held, waiting):
        world.desks[0].expire(work)
    world.calendar.run_until(20.0)
    assert (held.state, waiting.state) == (DONE, EXPIRED)
    assert world.desks[0].open == 0
    assert [key for _, key, _ in starts(world)] == [1]


def test_leaving_frees_the_person_at_once_and_the_old_completion_does_nothing() -> None:
    world = company(1)
    dropped, following = give(world, 1, 8.0), give(world, 2, 3.0)
    world.calendar.run_until(2.0)
    assert dropped.state == IN_SERVICE
    world.desks[0].abandon(dropped)
    world.calendar.run_until(20.0)
    assert (dropped.state, following.state) == (ABANDONED, DONE)
    assert starts(world) == [(0.0, 1, 0), (2.0, 2, 0)]
    assert world.desks[0].people[0].busy_milli == 5000


@pytest.mark.parametrize("named", [True, False])
def test_hours_of_a_person_add_up(named: bool) -> None:
    world = company(1)
    for key in range(1, 6):
        give(world, key, 0.3337 * key, owner=0 if named else NOBODY)
    world.calendar.run_until(160.0)
    world.desks[0].close(160.0)
    person = world.desks[0].people[0]
    assert person.busy_milli + person.idle_milli == 160_000


def test_an_opening_that_was_planned_at_another_desk_does_nothing() -> None:
    segment = builders.segment()._replace(own_opens_after=4.0)
    teams = [builders.team(1), builders.team(0, key=102)]
    world = company(1, builders.plan(1, [segment], [builders.account(0)], teams=teams))
    passed_on = give(world, 1, 4.0, owner=0)

    def pass_on(_: object) -> None:
        passed_on.team, passed_on.owner = 1, NOBODY
        world.submit(passed_on)

    passed_on.served.callbacks.append(pass_on)
    world.calendar.run_until(20.0)
    assert starts(world) == [(0.0, 1, 0)], "it is done at the very instant at which it would have been opened"


def test_what_waits_in_a_line_is_counted_whatever_becomes_of_it() -> None:
    world = company(2)
    desk = world.desks[0]
    own, common = desk.people[0].lines[0], desk.shared[NOBODY]
    busy = [give(world, key, 3.0, owner=key) for key in (0, 1)]
    world.calendar.run_until(0.5)
    assert [work.state for work in busy] == [IN_SERVICE, IN_SERVICE]
    expiring, leaving, waiting = (give(world, key, 1.2345, owner=0) for key in (2, 3, 4))
    give(world, 5, 2.0)
    assert (own.queued, common.queued) == (3 * 1235, 2000)
    desk.expire(expiring)
    desk.abandon(leaving)
    assert own.queued == 1235
    desk.abandon(busy[0])
    world.calendar.run_until(0.75)
    assert own.queued == 0 and waiting.state == IN_SERVICE
    world.calendar.run_until(100.0)
    assert (own.queued, common.queued, desk.people[1].lines[0].queued) == (0, 0, 0)
