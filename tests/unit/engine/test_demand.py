"""What makes an account ask more or less: the k-th gap of a stream is the same exponential, spent faster or slower."""

from __future__ import annotations

import math

import pytest
from tests.builders import account, asks, fixed, plan, segment, team

from cssim.domain.facts import RequestRaised
from cssim.dynamics.drivers import DriverRow
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import NOBODY, DemandRow, Plan

SEED = 11
MONTHS = 24


def times(row: Plan) -> list[float]:
    """Return when [h] the only account asks."""
    run = simulate(row, settle(row, SEED, 0), SEED, 0, ALL)
    return [fact.time for fact in run.facts if isinstance(fact, RequestRaised)]


def at_use(x: float, today: float = 0.0) -> list[float]:
    """Return when [h] an account asks how to do things whose adoption stays at ``x`` [log-odds]."""
    row = company(DemandRow(seats_neutral=math.log(1.5), learning=0.5))
    lasting = DriverRow(x, 1e9)
    drivers = (lasting, *row.drivers[1:])
    one = row.segments[0]._replace(reference=(today, *row.segments[0].reference[1:]))
    row = row._replace(drivers=drivers, segments=(one,))
    opening = settle(row, SEED, 0)
    opening.values[:, 0] = x
    run = simulate(row, opening, SEED, 0, ALL)
    assert run.tally.seats[-1, 0] == pytest.approx(1.0 / (1.0 + math.exp(-math.log(1.5) - 2.0 * x)))
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


def test_how_to_questions_fall_with_the_seats_in_use() -> None:
    """60 % of the seats at adoption 0; logistic(ln 1.5 + 0.7) = 75.1 % at 0.35; sqrt(60 / 75.1) of the questions."""
    none, some = at_use(0.0), at_use(0.35)
    used = 1.0 / (1.0 + math.exp(-math.log(1.5) - 0.7))
    assert [time * math.sqrt(0.6 / used) for time in some[: len(none)]] == pytest.approx(none[: len(some)])
    assert at_use(0.35, today=0.35) == pytest.approx(none[: len(none)]), "today's customers ask as often as is said"
