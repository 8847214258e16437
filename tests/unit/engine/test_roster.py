"""What a roster knows of people: who is to begin, who leaves, who is away for long, who is no employee."""

from __future__ import annotations

import pytest
from tests import builders

from cssim.domain import facts, tally
from cssim.domain.people import AWAY, BACK, JOINED, LEFT
from cssim.dynamics.books import BY_ACCOUNTS
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import HELD, NOBODY_SPECIAL, MemberRow, Plan, StaffingRow
from cssim.results.run import Run

NOBODY = NOBODY_SPECIAL


def run_of(plan: Plan) -> Run:
    return simulate(plan, settle(plan, 7, 0), 7, 0, ALL)


def of(run: Run, kind: type) -> list:  # type: ignore[type-arg]
    return [fact for fact in run.facts if isinstance(fact, kind)]


def changes(run: Run, *kinds: int) -> list[tuple[float, int, int]]:
    return [(fact.time, fact.seat, fact.change) for fact in of(run, facts.PersonChanged) if fact.change in kinds]


def company(*members: MemberRow, months: int = 6, opens: tuple[float, ...] = (), **staffing: float) -> Run:
    """Return a run of a team with these people; account i belongs to seat i modulo 2, and has a slot every 20 h."""
    segment = builders.segment((), 20.0, 20.0, builders.fixed(0.5))._replace(named_from=0, balance=BY_ACCOUNTS)
    rows = [builders.account(i, owner=i % 2) for i in range(6)]
    team = builders.team(len(members))._replace(heads=2.0, base=2 * 88_000_00, variable=0, on_cost=0)
    plan = builders.plan(months, [segment], rows, teams=[team])
    return run_of(plan._replace(staffing=(StaffingRow(members=members, opens=opens, **staffing),)))


def test_who_is_to_begin_does_so_on_his_day_and_has_not_to_be_found() -> None:
    run = company(NOBODY, NOBODY, MemberRow(appointed=1), opens=(HELD, HELD, 200.5), time_to_fill=480.0)
    assert changes(run, JOINED) == [(200.5, 2, JOINED)]
    assert run.tally.heads_milli[1:, 0].tolist() == [2000, 3000, 3000, 3000, 3000, 3000]


def test_an_employee_who_leaves_is_followed_by_another() -> None:
    run = company(MemberRow(ends=200.0), NOBODY, time_to_fill=320.0)
    assert changes(run, LEFT, JOINED) == [(200.0, 0, LEFT), (520.0, 0, JOINED)]


def test_the_post_of_a_contractor_goes_with_him_and_his_accounts_to_colleagues() -> None:
    run = company(MemberRow(ends=200.0, day_rate=800_00), NOBODY, NOBODY, time_to_fill=0.0)
    assert changes(run, LEFT, JOINED) == [(200.0, 0, LEFT)]
    given = of(run, facts.OwnerChanged)
    assert [(fact.account, fact.before, fact.after, fact.warm) for fact in given] == [
        (0, 0, 2, True), (2, 0, 2, True), (4, 0, 2, True)
    ]  # fmt: skip
    assert {fact.seat for fact in of(run, facts.WorkStarted) if fact.time > 200.0} == {1, 2}
    assert run.tally.heads_milli[-1, 0] == 2000


def test_a_contractor_costs_his_days_and_nothing_else_of_pay() -> None:
    """Half a post for 200 h are 12.5 days at $800; the employee is paid as usual, tools are for both."""
    segment = builders.segment()
    team = builders.team(2)._replace(seats=(0.5, 1.0), heads=1.5, base=132_000_00, variable=0, on_cost=0)
    plan = builders.plan(6, [segment], [], teams=[team])
    members = (MemberRow(ends=200.0, day_rate=800_00), NOBODY)
    run = run_of(plan._replace(staffing=(StaffingRow(members=members, tools=1_920_00, recruiting=1),)))
    paid = run.tally.cost[:, 0].sum(axis=0)
    assert paid[tally.CONTRACTORS] == 10_000_00
    assert paid[tally.BASE_PAY] == pytest.approx(44_000_00, abs=1)
    assert paid[tally.TOOLS] == pytest.approx(960_00 + 100_00, abs=1)
    assert paid[tally.RECRUITING] == 0
    assert run.tally.cost[1:3, 0, tally.CONTRACTORS].tolist() == [8_000_00, 2_000_00]


def test_a_leave_is_covered_at_once_and_ends_on_its_day() -> None:
    run = company(MemberRow(leave_from=100.0, leave_to=500.0), NOBODY, cover_after=1e6)
    away = changes(run, AWAY, BACK)
    assert [(seat, change) for _, seat, change in away] == [(0, AWAY), (0, BACK)]
    assert 100.0 <= away[0][0] <= 100.5 and away[1][0] == 500.0
    for fact in of(run, facts.WorkStarted):
        assert fact.seat == (1 if away[0][0] <= fact.time < 500.0 else fact.account % 2)


def test_a_leave_takes_in_the_vacations_that_fall_into_it() -> None:
    """Away for 40 h of each 160 h, and on leave from 150 h to 700 h, all the same: back when the leave is over."""
    run = company(MemberRow(leave_from=150.0, leave_to=700.0), NOBODY, absence_hours=40.0, absence_every=160.0)
    times = [(time, change) for time, seat, change in changes(run, AWAY, BACK) if seat == 0]
    assert [change for _, change in times] == [AWAY, BACK] * (len(times) // 2) + [AWAY] * (len(times) % 2)
    backs = [time for time, change in times if change == BACK]
    assert 700.0 in backs and not [time for time in backs if 191.0 < time < 700.0]


def test_who_has_left_before_his_last_day_does_not_leave_twice() -> None:
    run = company(MemberRow(ends=900.0), NOBODY, hazard=20.0 / 1920.0, time_to_fill=10.0)
    turns = [change for _, seat, change in changes(run, LEFT, JOINED) if seat == 0]
    assert turns == ([LEFT, JOINED] * len(turns))[: len(turns)] and len(turns) > 3


def closing(*closes: float, months: int = 6, **staffing: float) -> Run:
    """Return a run of as many people, whose posts are closed then; account i belongs to seat i modulo 2."""
    return company(*(NOBODY,) * len(closes), months=months, closes=closes, **staffing)


def test_a_post_is_closed_with_a_handover_and_is_not_filled_again() -> None:
    """Severance costs 15,000 once; who is left has the accounts, and pay ends on the day."""
    run = closing(1e18, 200.0, time_to_fill=0.0, severance_pay=15_000_00)
    assert [(time, seat) for time, seat, _ in changes(run, LEFT, JOINED)] == [(pytest.approx(200.0, abs=1.0), 1)]
    given = of(run, facts.OwnerChanged)
    assert [(fact.account, fact.after, fact.warm) for fact in given] == [(1, 0, True), (3, 0, True), (5, 0, True)]
    paid = run.tally.cost[:, 0]
    assert paid[:, tally.SEVERANCE].tolist() == [0, 0, 15_000_00, 0, 0, 0, 0]
    assert paid[:, tally.BASE_PAY].sum() == pytest.approx(88_000_00 * (960.0 + 200.0) / 1920.0, rel=1e-3)
    assert run.tally.heads_milli[1:, 0].tolist() == [2000, 1000, 1000, 1000, 1000, 1000]


def test_a_vacant_post_is_closed_without_cost_and_nobody_joins_it() -> None:
    """Seat 1 leaves on his own at 100 h and would be followed at 420 h; at 200 h the post is closed."""
    run = company(NOBODY, MemberRow(ends=100.0), closes=(1e18, 200.0), time_to_fill=320.0, severance_pay=15_000_00)
    assert [(time, seat) for time, seat, _ in changes(run, LEFT, JOINED)] == [(pytest.approx(100.0, abs=1.0), 1)]
    moved = [fact for fact in of(run, facts.OwnerChanged) if fact.after == 0]
    assert {fact.account for fact in moved} == {1, 3, 5} and not any(fact.warm for fact in moved)
    assert run.tally.cost[..., tally.SEVERANCE].sum() == 0


def test_when_the_last_post_is_closed_accounts_have_no_owner() -> None:
    run = closing(200.0, 300.0)
    assert {fact.after for fact in of(run, facts.OwnerChanged) if fact.time > 250.0} == {-1}
    assert run.tally.heads_milli[-1, 0] == 0
