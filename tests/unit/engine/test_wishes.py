"""Wishes for the product: heard or lost, and taken up by releases."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from tests.builders import NO_EFFECTS, account, asks, fixed, plan, segment, team

from cssim.domain import tally
from cssim.domain.facts import Posted, RequestRaised, WishSettled, WishShipped
from cssim.dynamics.drivers import PRODUCT_GAP, value_at
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import FEATURE_REQUEST, Plan, ProductRow
from cssim.results.run import Run

LEVEL, SHARE = -0.8, 0.05
QUARTER = 480.0
NOBODY_LISTENS = {"self_service": 1.0}


def wishing(product: ProductRow, wish: dict[str, Any] | None = None, months: int = 12, settle: float = 0.0) -> Plan:
    """Return accounts that never leave, and ask for nothing but features, which many people see to."""
    types = [asks(fixed(0.5)), asks(fixed(0.5)), asks(fixed(0.5))._replace(**(wish or {}))]
    effects = NO_EFFECTS._replace(gap_level=LEVEL, unheard_share=SHARE)
    row = plan(
        months, [segment([0.0, 0.0, 12.0])], [account(i) for i in range(20)], types, [team(20)], settle=settle,
        effects=effects,
    )  # fmt: skip
    return row._replace(product=product)


def told(row: Plan) -> Run:
    return simulate(row, settle(row, 1, 0), 1, 0, ALL)


def facts_of(run: Run, kind: type[Any]) -> list[Any]:
    return [fact for fact in run.facts if isinstance(fact, kind)]


def stocks(row: Plan, run: Run) -> dict[int, list[tuple[float, float]]]:
    """Return, by account, what a stock of the product gap was just before each post, by hand, and the post's amount."""
    found: dict[int, list[tuple[float, float]]] = {}
    state: dict[int, tuple[float, float]] = {}
    for post in facts_of(run, Posted):
        value, since = state.get(post.account, (0.0, 0.0))
        before = value_at(value, post.time - since, 0.0, row.drivers[PRODUCT_GAP].half_life)
        state[post.account] = before + post.amount, post.time
        found.setdefault(post.account, []).append((before, post.amount))
    return found


def test_a_wish_that_reaches_nobody_is_lost_and_widens_the_gap() -> None:
    row = wishing(ProductRow(), NOBODY_LISTENS)
    run = told(row)
    assert len(facts_of(run, RequestRaised)) > 150
    assert {fact.captured for fact in facts_of(run, WishSettled)} == {False}
    for posts in stocks(row, run).values():
        for before, amount in posts:
            assert amount == pytest.approx(SHARE * (LEVEL - before), rel=1e-12)


def test_a_wish_told_to_a_person_is_gathered_unless_it_gets_lost() -> None:
    for missed in (0.0, 0.4, 1.0):
        run = told(wishing(ProductRow(product_missed=missed)))
        settled = facts_of(run, WishSettled)
        lost = sum(not fact.captured for fact in settled)
        assert len(facts_of(run, Posted)) == lost
        assert abs(lost - missed * len(settled)) < 4.0 * (missed * (1 - missed) * len(settled)) ** 0.5 + 1e-9
        assert run.tally.counts[:, :, tally.WISHES_CAPTURED].sum() == len(settled) - lost


def test_which_wishes_get_lost_is_nested() -> None:
    runs = [told(wishing(ProductRow(product_missed=missed))) for missed in (0.2, 0.6)]
    few, many = ({fact.work for fact in facts_of(run, WishSettled) if not fact.captured} for run in runs)
    assert few and few < many


def test_releases_come_by_the_quarter_and_meet_every_open_wish_for_what_they_take_up() -> None:
    run = told(wishing(ProductRow(product_missed=0.5, product_releases=3, product_voice=0.5, product_match=0.5)))
    topic = {fact.work: fact.topic for fact in facts_of(run, WishSettled)}
    waiting: Counter[tuple[int, int]] = Counter()
    shipped_at: dict[float, set[int]] = {}
    for fact in run.facts:
        if isinstance(fact, RequestRaised) and fact.work in topic:
            waiting[fact.account, topic[fact.work]] += 1
        elif isinstance(fact, WishShipped):
            assert waiting.pop((fact.account, fact.topic)) == fact.wishes
            shipped_at.setdefault(fact.time, set()).add(fact.topic)
    assert sorted(shipped_at) == [QUARTER, 2 * QUARTER, 3 * QUARTER]
    for time, topics in shipped_at.items():
        assert len(topics) <= 3, time
    counts = run.tally.counts.sum(axis=(0, 1))
    assert counts[tally.WISHES_SHIPPED] == sum(fact.wishes for fact in facts_of(run, WishShipped))
    assert counts[tally.WISHES] - counts[tally.WISHES_SHIPPED] >= waiting.total() > 0


def test_a_roadmap_that_listens_takes_up_what_was_wished_for_most() -> None:
    run = told(wishing(ProductRow(product_releases=2, product_voice=1.0, product_match=0.5)))
    gathered: Counter[int] = Counter()
    for fact in run.facts:
        if isinstance(fact, WishSettled) and fact.time < QUARTER:
            gathered[fact.topic] += fact.captured
    best = sorted(gathered, key=lambda topic: (-gathered[topic], topic))[:2]
    assert {fact.topic for fact in facts_of(run, WishShipped) if fact.time == QUARTER} == set(best)


def test_a_roadmap_that_does_not_listen_meets_fewer_wishes() -> None:
    met = [
        sum(
            fact.wishes
            for fact in facts_of(
                told(wishing(ProductRow(product_releases=2, product_voice=voice, product_match=0.5))), WishShipped
            )
        )
        for voice in (0.0, 1.0)
    ]
    assert met[0] < met[1]


def test_a_release_closes_its_share_of_the_gap() -> None:
    row = wishing(ProductRow(product_missed=1.0, product_releases=12, product_voice=0.5, product_match=0.5))
    run = told(row)
    posts = [fact for fact in facts_of(run, Posted) if fact.time == QUARTER]
    shipped = [fact for fact in facts_of(run, WishShipped) if fact.time == QUARTER]
    assert len(posts) == len(shipped) > 20
    by_account: dict[int, list[tuple[Posted, WishShipped]]] = {}
    for post, ship in zip(posts, shipped, strict=True):
        assert post.account == ship.account and post.amount > 0.0
        by_account.setdefault(post.account, []).append((post, ship))
    for account_, pairs in by_account.items():
        of_all = sum(ship.wishes for _, ship in pairs)
        befores = [before for before, amount in stocks(row, run)[account_] if amount > 0.0]
        for (post, ship), before in zip(pairs, befores, strict=False):
            assert post.amount == pytest.approx(-0.5 * ship.wishes / of_all * before, rel=1e-12)
            of_all -= ship.wishes


def test_open_wishes_cross_time_0() -> None:
    """A settled book brings its wishes along: the release at time 0 has something to meet."""
    product = ProductRow(product_releases=12, product_voice=1.0, product_match=0.5)
    run = told(wishing(product, settle=14 * 160.0, months=1))
    asked = [fact for fact in facts_of(run, RequestRaised) if fact.time < 0.0]
    met = sum(fact.wishes for fact in facts_of(run, WishShipped) if fact.time == 0.0)
    assert all(fact.type == FEATURE_REQUEST for fact in asked)
    assert met > 20 + len(asked), "two thirds of a quarter lie between the last release and the end of settling"
