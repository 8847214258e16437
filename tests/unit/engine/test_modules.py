"""Modules that appear because somebody has a growth target."""

from __future__ import annotations

import math

import pytest
from tests import builders
from tests.unit.engine.test_referrals import NOBODY_WON
from tests.unit.engine.test_self_serve import buying, of, told

from cssim.domain.facts import Joined, PotentialGrew
from cssim.plan.rows.modules import ASKED_FOR
from cssim.plan.tables import NOBODY, IncentiveRow, ModuleRow, Plan
from cssim.results.run import Run
from cssim.units import HOURS_PER_MONTH

QUOTA = IncentiveRow(aims=1, money_first=1.0, money_later=1.0, growth_goal=0.05)
RATES = ModuleRow(6.0, 0.1, 12.0)


def growing(incentive: IncentiveRow, rates: ModuleRow = RATES, months: int = 12) -> Plan:
    """Return an account that nobody asks to buy, of a team with an ``incentive``."""
    plan = buying(accounts=1)
    silent = plan.segments[0]._replace(self_serve_rate=0.0)
    return plan._replace(
        segments=(silent,), modules=rates, incentives=(incentive,), clock=plan.clock._replace(months=months)
    )


def times(run: Run, kind: int) -> list[float]:
    return [fact.time for fact in of(run, PotentialGrew) if fact.kind == kind and fact.account == 0]


def test_who_is_measured_by_growth_gets_more_modules_and_the_others_come_as_before() -> None:
    bare, health, quota = (told(growing(row)) for row in (IncentiveRow(), IncentiveRow(aims=1, health_goal=0.9), QUOTA))
    assert times(bare, 0) == times(health, 0) == times(quota, 0) != []
    assert times(bare, ASKED_FOR) == times(health, ASKED_FOR) == []
    assert len(times(quota, ASKED_FOR)) > 3
    assert [fact.module for fact in of(quota, PotentialGrew) if fact.kind == ASKED_FOR] == list(
        range(len(times(quota, ASKED_FOR)))
    )


def test_they_come_as_often_as_the_file_says() -> None:
    count = len(times(told(growing(QUOTA, ModuleRow(0.0, 0.001, 100.0), 48)), ASKED_FOR))
    assert abs(count - 400) < 4 * math.sqrt(400)


@pytest.mark.parametrize("share", [0.0, 0.4])
def test_none_come_once_the_quota_is_over(share: float) -> None:
    staged = QUOTA._replace(money_later=share, later_from=3 * HOURS_PER_MONTH)
    always, until = (times(told(growing(row)), ASKED_FOR) for row in (QUOTA, staged))
    kept = [time for time in always if share > 0.0 or time < 3 * HOURS_PER_MONTH]
    assert until == kept and 0 < len(kept)


def test_a_goal_of_people_who_look_after_nobody_asks_for_nothing() -> None:
    plan = growing(QUOTA)
    uncovered = plan._replace(segments=(plan.segments[0]._replace(team=NOBODY),))
    assert times(told(uncovered), ASKED_FOR) == []
    teams = [builders.team(1), builders.team(1, key=102)]
    seller = plan._replace(teams=tuple(teams), incentives=(IncentiveRow(), QUOTA))
    assert times(told(seller), ASKED_FOR) == []
    sells = seller._replace(segments=(plan.segments[0]._replace(commercial_team=1),))
    assert times(told(sells), ASKED_FOR) == times(told(plan), ASKED_FOR)


def test_who_comes_later_may_buy_them_too() -> None:
    row = NOBODY_WON._replace(logos_a_year=12.0)
    run = told(growing(QUOTA)._replace(new_logos=(row,)))
    for joined in of(run, Joined):
        mine = [fact for fact in of(run, PotentialGrew) if fact.account == joined.account and fact.time == joined.time]
        assert len(mine) == sum(time < joined.time for kind in (0, ASKED_FOR) for time in times(run, kind))
