"""What makes an account ask more or less: the k-th gap of a stream is the same exponential, spent faster or slower."""

from __future__ import annotations

import pytest
from tests.builders import account, asks, fixed, plan, segment, team

from cssim.domain.facts import RequestRaised
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import NOBODY, DemandRow, Plan

SEED = 11
MONTHS = 24


def times(row: Plan) -> list[float]:
    """Return when [h] the only account asks."""
    run = simulate(row, settle(row, SEED, 0), SEED, 0, ALL)
    return [fact.time for fact in run.facts if isinstance(fact, RequestRaised)]


def company(rules: DemandRow, owner: int = 0, arr: int = 9_999_99) -> Plan:
    row = plan(MONTHS, [segment([30.0])], [account(0, owner=owner, arr=arr)], [asks(fixed(0.1))], [team(1)])
    return row._replace(demand=rules)


def test_a_small_account_with_a_named_contact_asks_more() -> None:
    rules = DemandRow(small_below=10_000_00, small_factor=1.5)
    plain, more = times(company(DemandRow())), times(company(rules))
    assert len(plain) > 30
    assert [1.5 * time for time in more[: len(plain)]] == pytest.approx(plain)
    assert times(company(rules, owner=NOBODY)) == plain, "a pool is nobody to ask"
    assert times(company(rules, arr=10_000_00)) == times(company(DemandRow(), arr=10_000_00)), "it is not small"
