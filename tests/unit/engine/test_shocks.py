"""Shocks, in runs in which nothing else happens."""

from __future__ import annotations

import math
from typing import Any

import pytest
from tests.builders import NO_EFFECTS, account, asks, fixed, plan, segment

from cssim.domain import tally
from cssim.domain.facts import Posted, RequestRaised, ShockBegan
from cssim.dynamics.drivers import OUTSIDE, RELATIONSHIP
from cssim.engine.build import draw_traits, unsettled
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import Plan, ShockRow
from cssim.results.run import Run

BEGIN, END = 320.0, 800.0
RIVAL = ShockRow(
    key=77, segment=0, number=0, begin=BEGIN, end=END, reach=1.0, shield=0.0, hit=0.0, hold=0.0, again=0.0,
    paces=(1.0,) * 5,
)  # fmt: skip
USUAL = 24.0
"""Requests a year of each account."""


def shocked(row: ShockRow | None, accounts: int = 40, rate: float = 0.0, **more: Any) -> Plan:
    """Return eight months of accounts that do not leave, and a shock from the third to the fifth."""
    found = plan(
        8, [segment([rate])], [account(i) for i in range(accounts)], [asks(fixed(0.1))], effects=NO_EFFECTS, **more
    )
    return found if row is None else found._replace(shocks=(row,))


def told(row: Plan) -> Run:
    return simulate(row, settle(row, 1, 0), 1, 0, ALL)


def facts_of(run: Run, kind: type[Any]) -> list[Any]:
    return [fact for fact in run.facts if isinstance(fact, kind)]


def whom(run: Run) -> set[int]:
    return {fact.account for fact in facts_of(run, ShockBegan)}


def test_whom_a_small_shock_reaches_a_larger_one_reaches_too() -> None:
    reached = [whom(told(shocked(RIVAL._replace(reach=reach), accounts=400))) for reach in (0.0, 0.1, 0.3, 0.9, 1.0)]
    assert [len(each) for each in (reached[0], reached[-1])] == [0, 400]
    for smaller, larger in zip(reached, reached[1:], strict=False):
        assert smaller < larger
    for share, each in zip((0.1, 0.3, 0.9), reached[1:4], strict=True):
        assert abs(len(each) - 400 * share) < 4.0 * math.sqrt(400 * share * (1 - share))


def test_one_more_account_or_another_shock_moves_no_target() -> None:
    row = RIVAL._replace(reach=0.4)
    alone, with_more = whom(told(shocked(row))), whom(told(shocked(row, accounts=60)))
    assert alone == {each for each in with_more if each < 40}
    both = shocked(row)._replace(shocks=(row._replace(key=78, number=1), row))
    begun = facts_of(told(both), ShockBegan)
    assert {fact.account for fact in begun if fact.shock == 0} == alone
    assert {fact.account for fact in begun if fact.shock == 1} != alone


def test_a_shock_reaches_only_its_segment() -> None:
    row = plan(8, [segment(), segment()], [account(i, segment=i % 2) for i in range(10)])
    run = told(row._replace(shocks=(RIVAL._replace(segment=1),)))
    assert whom(run) == {1, 3, 5, 7, 9}
    assert run.tally.counts[:, :, tally.SHOCKED].tolist() == [[0, 5 * (month == 3)] for month in range(9)]


def test_a_hit_comes_once_at_a_time_of_the_accounts_own_while_it_lasts() -> None:
    posts = facts_of(told(shocked(RIVAL._replace(hit=-0.8))), Posted)
    assert sorted(post.account for post in posts) == list(range(40))
    assert {(post.driver, post.amount) for post in posts} == {(OUTSIDE, -0.8)}
    times = sorted(post.time for post in posts)
    assert BEGIN <= times[0] and times[-1] < END
    assert abs(sum(times) / 40 - (BEGIN + END) / 2) < 4.0 * (END - BEGIN) / math.sqrt(12 * 40)


def test_what_is_held_stands_at_the_beginning_of_each_month_where_it_began_and_then_fades() -> None:
    row = shocked(None, accounts=1)
    half_life = row.drivers[OUTSIDE].half_life
    again = -0.5 * (1.0 - 2.0 ** (-160.0 / half_life))
    run = told(shocked(RIVAL._replace(hold=-0.5, again=again), accounts=1))
    posts = facts_of(run, Posted)
    assert [(post.time, post.amount) for post in posts] == [(320.0, -0.5), (480.0, again), (640.0, again)]
    for month in (2, 3, 4, 5, 8):
        # the stock is read at the month's end, before what happens at that instant
        decayed = 0.0 if month < 3 else -0.5 * 2.0 ** (-160.0 * max(1, month - 4) / half_life)
        assert run.tally.stocks[month, 0, OUTSIDE] == pytest.approx(decayed, abs=1e-12)


def test_a_relationship_shields_against_a_hit() -> None:
    row = shocked(RIVAL._replace(hit=-1.0, shield=0.8))
    opening = unsettled(row, draw_traits(row, 1, 0), 0.0)
    opening.values[:20, RELATIONSHIP] = 0.45
    run = simulate(row, opening, 1, 0, ALL)
    half_life = row.drivers[RELATIONSHIP].half_life
    for post in facts_of(run, Posted):
        trust = 2.0 ** (-post.time / half_life) if post.account < 20 else 0.0
        assert post.amount == pytest.approx(-(1.0 - 0.8 * trust), rel=1e-12)


def arrivals(run: Run) -> dict[int, list[float]]:
    """Return the times of the requests of each account."""
    found: dict[int, list[float]] = {}
    for fact in facts_of(run, RequestRaised):
        found.setdefault(fact.account, []).append(fact.time)
    return found


@pytest.mark.parametrize("pace", [0.0, 0.5, 3.0])
def test_requests_come_at_another_pace_while_it_lasts_and_at_the_usual_one_before_and_after(pace: float) -> None:
    """Each request is the usual one on a clock that runs ``pace`` times as fast while the shock lasts."""
    usual = arrivals(told(shocked(None, rate=USUAL)))
    changed = arrivals(told(shocked(RIVAL._replace(paces=(pace, 1.0, 1.0, 1.0, 1.0)), rate=USUAL)))

    def on_its_own_clock(time: float) -> float:
        return time - (1.0 - pace) * (min(time, END) - BEGIN) if time > BEGIN else time

    assert changed.keys() == usual.keys()
    for each, times in changed.items():
        known = usual[each]
        for first, other in zip(known, times, strict=False):
            assert on_its_own_clock(other) == pytest.approx(first, rel=1e-9)
    counts = [sum(BEGIN <= time < END for times in runs.values() for time in times) for runs in (usual, changed)]
    assert counts[0] > 150
    assert counts[1] == 0 if pace == 0.0 else abs(counts[1] - pace * counts[0]) < 5.0 * math.sqrt(pace * counts[0])


def test_two_shocks_at_once_multiply_their_paces() -> None:
    """And a request before the first begins is not moved by a bit."""
    one = RIVAL._replace(paces=(2.0, 1.0, 1.0, 1.0, 1.0))
    other = one._replace(key=78, number=1, begin=480.0, end=640.0, paces=(3.0, 1.0, 1.0, 1.0, 1.0))
    usual = arrivals(told(shocked(None, rate=USUAL)))
    changed = arrivals(told(shocked(None, rate=USUAL)._replace(shocks=(one, other))))

    def on_its_own_clock(time: float) -> float:
        edges, paces = (0.0, 320.0, 480.0, 640.0, 800.0, 1e9), (1.0, 2.0, 6.0, 2.0, 1.0)
        spans = zip(edges, edges[1:], paces, strict=False)
        return math.fsum(pace * max(0.0, min(time, until) - since) for since, until, pace in spans)

    for each, times in changed.items():
        for first, then in zip(usual[each], times, strict=False):
            assert on_its_own_clock(then) == pytest.approx(first, rel=1e-9)
            assert then == first or first > BEGIN
