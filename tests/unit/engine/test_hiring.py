"""Posts that are opened later: on a date, for many customers, after months of overload; and who joins takes over."""

from __future__ import annotations

import pytest
from tests import builders

from cssim.domain import facts, tally
from cssim.domain.keys import seat_key
from cssim.domain.people import JOINED, LEFT, OPENED
from cssim.dynamics import drivers, hiring, routing
from cssim.dynamics.books import BY_ACCOUNTS, evens_out, has_room
from cssim.engine.build import open_world
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.engine.staffing import occupant
from cssim.plan.tables import HELD, ON_DEMAND, Plan, RoutingRow, SegmentRow, StaffingRow
from cssim.results.run import Run
from cssim.sampling.streams import PERIOD_RUN, Streams


def run_of(plan: Plan) -> Run:
    return simulate(plan, settle(plan, 7, 0), 7, 0, ALL)


def of(run: Run, kind: type) -> list:  # type: ignore[type-arg]
    return [fact for fact in run.facts if isinstance(fact, kind)]


def changes(run: Run, change: int) -> list[tuple[float, int]]:
    return [(fact.time, fact.seat) for fact in of(run, facts.PersonChanged) if fact.change == change]


def company(
    opens: tuple[float, ...], months: int = 8, accounts: int = 10, each: float = 0.5, owner: int = 0, **staffing: float
) -> Plan:
    """Return a team of some seats, accounts that all belong to the first, and a slot of each every 20 h."""
    segment = builders.segment((), 20.0, 20.0, builders.fixed(each))._replace(named_from=0, balance=BY_ACCOUNTS)
    rows = [builders.account(i, owner=owner) for i in range(accounts)]
    effects = builders.NO_EFFECTS._replace(
        change_level=-0.5, change_cold_share=0.3, change_warm_share=0.15, forgotten_cold=0.7, forgotten_warm=0.4
    )
    team = builders.team(len(opens))._replace(heads=1.0, base=88_000_00, variable=0, on_cost=0)
    plan = builders.plan(months, [segment], rows, teams=[team], effects=effects)
    return plan._replace(staffing=(StaffingRow(opens=opens, **staffing),))


def test_a_post_of_the_plan_is_filled_after_its_time_and_paid_from_then_on() -> None:
    run = run_of(company((HELD, 160.0), time_to_fill=480.0, recruiting=10_000_00))
    assert changes(run, OPENED) == [(160.0, 1)] and changes(run, JOINED) == [(640.0, 1)]
    assert run.tally.heads_milli[1:, 0].tolist() == [1000] * 4 + [2000] * 4
    assert run.tally.cost[..., tally.BASE_PAY].sum() == pytest.approx(88_000_00 * 12 / 12, abs=1)
    assert run.tally.cost[:, 0, tally.RECRUITING].tolist() == [0] * 5 + [10_000_00, 0, 0, 0]


def test_a_freeze_halts_the_filling_of_new_posts() -> None:
    frozen = company((HELD, 160.0), time_to_fill=480.0, no_posts_from=0.0, no_posts_to=320.0)
    assert changes(run_of(frozen), JOINED) == [(800.0, 1)]


def test_who_joins_first_in_a_post_is_who_would_have_been_there_from_the_beginning() -> None:
    plan = company((HELD, 160.0), skill_spread=0.3, time_to_fill=0.0)
    held = plan._replace(staffing=(plan.staffing[0]._replace(opens=(HELD, HELD)),))
    worlds = [open_world(each, Streams(7, 0, PERIOD_RUN), 0.0, 1280.0, 8, ALL) for each in (plan, held)]
    later, there = occupant(worlds[0], 0, 1, 0), worlds[1].desks[0].people[1]
    assert (later.key, later.skill) == (there.key, there.skill)
    assert later.key == seat_key(plan.teams[0].key, 1, 0)


def test_posts_missing_by_hand() -> None:
    assert hiring.posts_short(10, 4.0, 1.0) == 2
    assert hiring.posts_short(8, 4.0, 2.0) == 0
    assert hiring.posts_short(9, 4.0, 1.5) == 1
    assert hiring.posts_short(0, 4.0, 0.0) == 0


def test_posts_are_opened_for_the_customers_there_are_as_far_as_there_are_any() -> None:
    """Ten customers at 4 a head need three posts; of $100k at $30k a head four, of which two can be opened."""
    by_accounts = run_of(company((HELD, ON_DEMAND, ON_DEMAND, ON_DEMAND), accounts_per_head=4.0, time_to_fill=40.0))
    assert changes(by_accounts, OPENED) == [(0.0, 1), (0.0, 2)]
    assert sorted(changes(by_accounts, JOINED)) == [(40.0, 1), (40.0, 2)]
    by_arr = run_of(company((HELD, ON_DEMAND, ON_DEMAND), arr_per_head=30_000_00, time_to_fill=40.0))
    assert changes(by_arr, OPENED) == [(0.0, 1), (0.0, 2)]


def test_a_post_is_opened_after_months_of_overload_and_not_while_one_is_vacant() -> None:
    """Ten slots of 5 h every 20 h keep two people busy: a third post is opened once the second has been filled.

    Months 0 and 1 are too busy, so a post is opened at 320 h and filled at 560 h; month 2 does not count, as the post
    is vacant when it ends; months 3 and 4 do.
    """
    plan = company(
        (HELD, *(ON_DEMAND,) * 5), 9, each=5.0, load_above=0.9, load_months=2, time_to_fill=240.0, takes_over=1
    )
    run = run_of(plan)
    assert changes(run, OPENED)[0] == (320.0, 1) and changes(run, JOINED)[0] == (560.0, 1)
    assert changes(run, OPENED)[1] == (800.0, 2)
    assert not changes(run_of(company((HELD, ON_DEMAND), each=0.5, load_above=0.9, load_months=2)), OPENED)


def test_who_joins_takes_over_the_newest_accounts_until_books_are_even() -> None:
    run = run_of(company((HELD, 160.0), takes_over=1))
    given = of(run, facts.OwnerChanged)
    assert [(fact.time, fact.account, fact.before, fact.after, fact.warm) for fact in given] == [
        (160.0, account, 0, 1, True) for account in (9, 8, 7, 6, 5)
    ]
    posted = [fact for fact in of(run, facts.Posted) if fact.driver == drivers.ACCOUNT_CHANGE]
    assert {fact.account for fact in posted} == {5, 6, 7, 8, 9}
    assert [fact.amount for fact in posted] == [pytest.approx(0.15 * -0.5)] * 5
    served = {fact.account for fact in of(run, facts.WorkStarted) if fact.seat == 1}
    assert served == {5, 6, 7, 8, 9}


def test_without_taking_over_he_has_nothing_to_do_before_customers_are_won() -> None:
    run = run_of(company((HELD, 160.0)))
    assert not of(run, facts.OwnerChanged) and {fact.seat for fact in of(run, facts.WorkStarted)} == {0}


def test_limits_hold_for_who_joins() -> None:
    plan = company((HELD, 160.0), takes_over=1)
    segment = plan.segments[0]._replace(max_accounts=2)
    run = run_of(plan._replace(segments=(segment,)))
    assert [fact.account for fact in of(run, facts.OwnerChanged)] == [9, 8]


def test_evening_out_and_room_by_hand() -> None:
    assert evens_out(10, 1.0, 8, 1.0, 1) and not evens_out(10, 1.0, 9, 1.0, 1)
    assert evens_out(10, 1.0, 3, 0.5, 1) and not evens_out(10, 1.0, 4, 0.5, 1)
    assert has_room(2, 50, 0.5, 4, 100) and not has_room(3, 50, 0.5, 4, 100) and not has_room(2, 51, 0.5, 4, 100)


def first_hire() -> Run:
    """Return a company that has support only, until it hires its first CSM after 160 h."""
    segment: SegmentRow = builders.segment((100.0,), 40.0)._replace(named_from=0, balance=BY_ACCOUNTS)
    teams = [builders.team(1)._replace(heads=1.0), builders.team(1, key=102)]
    support = RoutingRow(support=1, specialist=-1, triage=0.0, specialist_pace=1.0, catch_up=0.0)
    types = [builders.asks(builders.fixed(0.5))]
    accounts = [builders.account(i) for i in range(3)]
    plan = builders.plan(6, [segment], accounts, types, teams, warm_up=40.0, routing_row=support)
    staffing = (StaffingRow(opens=(ON_DEMAND,), accounts_per_head=50.0, time_to_fill=160.0), StaffingRow())
    return run_of(plan._replace(staffing=staffing))


def test_before_the_first_hire_support_answers_and_plays_are_skipped() -> None:
    run = first_hire()
    assert changes(run, OPENED) == [(0.0, 0)] and changes(run, JOINED) == [(160.0, 0)]
    for fact in of(run, facts.RequestRaised):
        assert fact.stop == (routing.TO_SUPPORT if fact.time < 160.0 else routing.TO_CSM)
    started = [fact for fact in of(run, facts.WorkStarted) if fact.team == 0]
    assert started and all(fact.time >= 160.0 for fact in started)
    assert [fact for fact in of(run, facts.WorkExpired) if fact.time < 160.0]


def test_the_first_hire_gets_all_accounts_and_none_of_them_loses_anybody() -> None:
    run = first_hire()
    assert [(fact.account, fact.before, fact.after) for fact in of(run, facts.OwnerChanged)] == [
        (2, -1, 0), (1, -1, 0), (0, -1, 0)
    ]  # fmt: skip
    assert not of(run, facts.Posted)
    later = [fact for fact in of(run, facts.WorkSubmitted) if fact.time > 160.0]
    assert {fact.owner for fact in later} == {0}


def test_heads_add_up_when_people_come_and_go() -> None:
    run = run_of(company((HELD, 160.0, ON_DEMAND), 24, hazard=4.0 / 1920.0, time_to_fill=100.0, accounts_per_head=4.0))
    joined, left = changes(run, JOINED), changes(run, LEFT)
    assert len(left) > 3 and run.tally.heads_milli[-1, 0] == 1000 * (1 + len(joined) - len(left))
