"""Coverage models are points of one space: at its ends each is another one, number for number."""

from __future__ import annotations

from typing import Any

from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.tables import NOBODY, Plan
from tests.small import small

COVERED = "organisation__coverage__small"


def covered(coverage: dict[str, Any], **changes: Any) -> Plan:
    """Return the plan of the small scenario with its small customers covered like this."""
    scenario = small(**{COVERED: {"team": "csm", **coverage}}, **changes)
    return lower(scenario, opening_book(scenario)).plan


def test_a_hybrid_from_nothing_on_is_assigned_and_above_everybody_a_pool() -> None:
    assert covered({"model": "hybrid", "named_from": 0}) == covered({"model": "assigned"})
    assert covered({"model": "hybrid", "named_from": "$1m"}) == covered({"model": "pooled"})
    assert covered({"model": "assigned"}) != covered({"model": "pooled"})


def test_a_hybrid_names_an_owner_from_its_line_on() -> None:
    line = covered({"model": "pooled"}).accounts[5].arr
    accounts = covered({"model": "hybrid", "named_from": line / 100}).accounts
    below = [account for account in accounts if account.arr < line]
    assert 0 < len(below) < len(accounts)
    assert all(account.owner == NOBODY for account in below)
    assert all(account.owner != NOBODY for account in accounts if account.arr >= line)
