"""Coverage models are points of one space: at its ends each is another one, number for number."""

from __future__ import annotations

from typing import Any

from tests.small import small

from cssim.domain.facts import Fact
from cssim.dynamics.routing import group_of_line
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.tables import NOBODY, Plan

COVERED = "organisation__coverage"


def covered(coverage: dict[str, Any], **changes: Any) -> Plan:
    """Return the plan of the small scenario with its customers covered like this."""
    like_this = {"team": "csm", **coverage}
    scenario = small(**{COVERED: {"large": like_this, "small": like_this}}, **changes)
    return lower(scenario, opening_book(scenario)).plan


def told(coverage: dict[str, Any], **changes: Any) -> tuple[Fact, ...]:
    """Return everything that happens in three months to the small scenario, in which customers are won too."""
    short = {"horizon": "3 months", "settle": "0 months", "decide__on": "retained_arr.m3"}
    plan = covered(coverage, customers__new_logos={"small": "24/year"}, **short, **changes)
    return simulate(plan, settle(plan, 1, 0), 1, 0, ALL).facts


def test_a_hybrid_from_nothing_on_is_assigned_and_above_everybody_a_pool() -> None:
    assert covered({"model": "hybrid", "named_from": 0}) == covered({"model": "assigned"})
    assert told({"model": "hybrid", "named_from": "$10m"}) == told({"model": "pooled"})
    assert told({"model": "assigned"}) != told({"model": "pooled"})


def test_a_hybrid_names_an_owner_from_its_line_on() -> None:
    line = covered({"model": "pooled"}).accounts[5].arr
    accounts = covered({"model": "hybrid", "named_from": line / 100}).accounts
    below = [account for account in accounts if account.arr < line]
    assert 0 < len(below) < len(accounts)
    assert all(account.owner == NOBODY for account in below)
    assert all(account.owner != NOBODY for account in accounts if account.arr >= line)


def test_a_pod_of_one_is_assigned_and_a_pod_of_everybody_a_pool() -> None:
    heads = {"organisation__teams__csm__headcount": 5}
    assert covered({"model": "pod", "size": 1}, **heads) == covered({"model": "assigned"}, **heads)
    assert told({"model": "pod", "size": 5}, **heads) == told({"model": "pooled"}, **heads)
    assert told({"model": "pod", "size": 2}, **heads) != told({"model": "pooled"}, **heads)


def test_pods_share_the_book_that_their_people_would_have_had() -> None:
    heads = {"organisation__teams__csm__headcount": 5}
    named = covered({"model": "assigned"}, **heads).accounts
    plan = covered({"model": "pod", "size": 3}, **heads)
    assert [group.seats for group in plan.groups] == [(0, 1), (2, 3, 4)]
    for alone, shared in zip(named, plan.accounts, strict=True):
        assert alone.owner in plan.groups[group_of_line(shared.owner)].seats
