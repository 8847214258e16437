"""The yearly review: who does least, and much less than the others, may have to leave."""

from __future__ import annotations

import pytest
from tests import builders

from cssim.domain import facts
from cssim.domain.people import JOINED, LEFT
from cssim.dynamics import review
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import HELD, IncentiveRow, Plan, ScoreRow, StaffingRow
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


def measured(incentive: IncentiveRow) -> Plan:
    """Return a company in which seat 0 does least, and the customers of seat 2 are the least content."""
    plan = company(1, 3, 3, months=5, review_first=3, review_strictness=1.0)
    columns = plan.accounts.columns
    columns["seat"] = columns["owner"]
    columns["fit_shift"][columns["owner"] == 2] = -3.0
    segment = plan.segments[0]._replace(even_log_odds=2.0, health_mean=2.0)
    return plan._replace(segments=(segment,), score=ScoreRow(score_kept=1), incentives=(incentive,))


def test_people_with_goals_are_compared_by_what_they_attain_and_others_by_the_work_they_do() -> None:
    """Customers at log-odds 2 and -1 have scores of 88 and 27, so seat 2 attains a third of what the others do."""
    assert left(measured(IncentiveRow()))[0][1] == 0
    assert left(measured(IncentiveRow(aims=1, health_goal=0.9)))[0][1] == 2


def test_who_has_ended_no_period_of_goals_is_not_compared() -> None:
    yearly = IncentiveRow(aims=1, health_goal=0.9, period_months=12)
    assert not left(measured(yearly))


def test_a_team_that_has_lost_is_compared_by_how_much_more_somebody_lost() -> None:
    assert review.falls_short(-1.3, -1.0, 0.8) and not review.falls_short(-1.1, -1.0, 0.8)
    assert not review.falls_short(-1.0, -1.0, 0.8)
