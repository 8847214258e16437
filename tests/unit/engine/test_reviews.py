"""The yearly review: who does least, and much less than the others, may have to leave."""

from __future__ import annotations

import pytest
from tests import builders

from cssim.domain import facts
from cssim.domain.people import JOINED, LEFT
from cssim.dynamics import review
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import HELD, Plan, StaffingRow
from cssim.results.run import Run


def company(*slots: int, months: int = 26, **staffing: float) -> Plan:
    """Return people who own so many accounts each, with a slot of half an hour every 20 h and account."""
    segment = builders.segment((), 20.0, 20.0, builders.fixed(0.5))
    owners = [seat for seat, count in enumerate(slots) for _ in range(count)]
    rows = [builders.account(i, owner=seat) for i, seat in enumerate(owners)]
    plan = builders.plan(months, [segment], rows, teams=[builders.team(len(slots))])
    return plan._replace(staffing=(StaffingRow(review_cut=0.8, time_to_fill=40.0, **staffing),))


def left(plan: Plan, run: int = 0, change: int = LEFT) -> list[tuple[float, int]]:
    done: Run = simulate(plan, settle(plan, 7, run), 7, run, ALL)
    return [
        (fact.time, fact.seat) for fact in done.facts if isinstance(fact, facts.PersonChanged) and fact.change == change
    ]


def test_the_last_of_the_team_leaves_where_the_review_is_strict() -> None:
    """Seat 2 does a third of what the others do, 0.43 of the mean; he goes on the first day of the finance year."""
    plan = company(3, 3, 1, review_first=3, review_strictness=1.0)
    times = left(plan)
    assert times[0] == (pytest.approx(480.0, abs=1.0), 2)
    assert left(plan, change=JOINED)[0][1] == 2
    assert [seat for _, seat in times] == [2, 2] and times[1][0] == pytest.approx(480.0 + 1920.0, abs=1.0)


def test_nobody_leaves_who_is_close_to_the_others_or_alone_or_new() -> None:
    assert not left(company(3, 3, 3, review_first=3, review_strictness=1.0))
    assert not left(company(3, review_first=3, review_strictness=1.0))
    assert not left(company(3, 3, 1, months=5, review_first=6, review_strictness=1.0))
    someone_new = company(3, 1, months=5, review_first=3, review_strictness=1.0, ramp_hours=9000.0)
    joins = someone_new.staffing[0]._replace(opens=(HELD, 160.0))
    assert not left(someone_new._replace(staffing=(joins,)))


def test_how_often_is_the_strictness() -> None:
    plan = company(3, 3, 1, months=4, review_first=3, review_strictness=0.3)
    share = sum(bool(left(plan, run)) for run in range(80)) / 80
    assert share == pytest.approx(0.3, abs=4 * (0.3 * 0.7 / 80) ** 0.5)


def test_reviews_by_hand() -> None:
    assert [month for month in range(40) if review.is_due(month, 3)] == [3, 15, 27, 39]
    assert review.work_rate(6, 3_000) == 2.0 and review.work_rate(0, 0) == 0.0
    assert review.falls_short(0.7, 1.0, 0.8) and not review.falls_short(0.8, 1.0, 0.8)
    assert review.mean(6.0, 4) == 1.5
