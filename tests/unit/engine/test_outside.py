"""What comes from outside, in runs in which nothing else happens."""

from __future__ import annotations

import math

import pytest
from tests.builders import NO_EFFECTS, account, plan, segment

from cssim.domain import tally
from cssim.domain.facts import ChampionLeft, Posted
from cssim.domain.settled import SettledBook
from cssim.dynamics.drivers import OUTSIDE, RELATIONSHIP
from cssim.engine.build import draw_traits, unsettled
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import OutsideRow, Plan
from cssim.results.run import Run

AMOUNT = -1.694
LEVEL = 0.45


def champions_leave(a_year: float = 4.0, shield: float = 0.0, accounts: int = 20) -> Plan:
    """Return a year in which only champions leave, and relationships stay as they are at the start."""
    row = plan(12, [segment()], [account(i) for i in range(accounts)], effects=NO_EFFECTS)
    return row._replace(outside=OutsideRow(a_year, AMOUNT, shield))


def known(row: Plan, trust: float) -> SettledBook:
    """Return an opening book in which every account has the same relationship."""
    opening = unsettled(row, draw_traits(row, 1, 0), 0.0)
    opening.values[:, RELATIONSHIP] = trust
    return opening


def posts(run: Run) -> list[Posted]:
    return [fact for fact in run.facts if isinstance(fact, Posted)]


def test_each_champion_that_leaves_is_one_post_of_the_whole_amount() -> None:
    row = champions_leave()
    run = simulate(row, settle(row, 1, 0), 1, 0, ALL)
    left = [fact for fact in run.facts if isinstance(fact, ChampionLeft)]
    assert 50 < len(left) < 110, "80 are expected"
    assert [(fact.account, fact.event, fact.time) for fact in left] == [
        (post.account, post.cause, post.time) for post in posts(run)
    ]
    assert {post.driver for post in posts(run)} == {OUTSIDE}
    assert {post.amount for post in posts(run)} == {AMOUNT}
    assert run.tally.counts[:, :, tally.CHAMPIONS_LEFT].sum() == len(left)


@pytest.mark.parametrize("trust", [0.0, 0.1, LEVEL])
def test_a_relationship_keeps_its_share_away(trust: float) -> None:
    row = champions_leave(shield=0.6)
    run = simulate(row, known(row, trust), 1, 0, ALL)
    half_life = row.drivers[RELATIONSHIP].half_life
    assert posts(run)
    for post in posts(run):
        faded = trust * 2.0 ** (-post.time / half_life)
        assert post.amount == pytest.approx(AMOUNT * (1.0 - 0.6 * faded / LEVEL), rel=1e-12)


def test_when_champions_leave_depends_on_the_account_alone() -> None:
    few, many = champions_leave(accounts=3), champions_leave(accounts=20)
    told = [
        {(fact.account, fact.time) for fact in simulate(row, settle(row, 1, 0), 1, 0, ALL).facts
         if isinstance(fact, ChampionLeft)}
        for row in (few, many)
    ]  # fmt: skip
    assert told[0] and told[0] == {each for each in told[1] if each[0] < 3}


def test_half_as_often_is_half_as_many_at_twice_the_time() -> None:
    """The k-th gap is one draw, spent at the rate: the first to leave leaves at twice the time."""
    first = []
    for rate in (4.0, 2.0):
        row = champions_leave(rate, accounts=1)
        run = simulate(row, settle(row, 3, 0), 3, 0, ALL)
        first.append(next(fact.time for fact in run.facts if isinstance(fact, ChampionLeft)))
    assert first[1] == pytest.approx(2.0 * first[0])
    assert math.isfinite(first[0])
