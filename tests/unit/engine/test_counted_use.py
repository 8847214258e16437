"""What is counted of how customers are in touch with us and use what they pay for: by hand, for a few of them."""

from __future__ import annotations

import math

import pytest
from tests import builders

from cssim.domain import tally
from cssim.dynamics.adoption import products_in_use
from cssim.dynamics.plays import CHECK_IN, SUCCESS_PLAN
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import DemandRow, Plan, PlayRow
from cssim.results.run import Run
from cssim.units import HOURS_PER_MONTH

EVERY_MONTH = PlayRow(HOURS_PER_MONTH, HOURS_PER_MONTH, builders.fixed(1.0))


def company(play: int, accounts: int = 3, products: float = 1.0, objective: float = 0.6, use: float = 0.6) -> Plan:
    """Return accounts with one play a month, of which the share ``use`` of the seats is always in use."""
    segment = builders.segment(even_log_odds=30.0)._replace(
        plays=builders.with_play(play, EVERY_MONTH), products=products
    )
    book = [builders.account(i, contract_end=(2.0 + 3.0 * i) * HOURS_PER_MONTH) for i in range(accounts)]
    plan = builders.plan(6, [segment], book, teams=[builders.team(20)])
    return plan._replace(demand=DemandRow(seats_neutral=math.log(use / (1.0 - use)), objective=objective))


def told(plan: Plan) -> Run:
    return simulate(plan, settle(plan, 1, 0), 1, 0, ALL)


def counted(run: Run, column: int) -> list[int]:
    """Return a counter month by month."""
    numbers: list[int] = run.tally.counts[1:, :, column].sum(axis=1).tolist()
    return numbers


def test_every_play_that_is_held_is_a_contact() -> None:
    run = told(company(CHECK_IN))
    assert counted(run, tally.CONTACTS) == run.tally.slots[1:, 0, CHECK_IN, tally.SLOTS_DONE].tolist()
    assert sum(counted(run, tally.CONTACTS)) in (17, 18), "one a month and account; the last may just be under way"


def test_who_is_close_to_the_end_of_the_contract() -> None:
    """Contracts of a year end after 2, 5 and 8 months: the window opens three months before, and closes with them."""
    assert counted(told(company(CHECK_IN)), tally.RENEWING) == [1, 2, 1, 1, 2, 1]


@pytest.mark.parametrize(("use", "objective", "met"), [(0.6, 0.5, 3), (0.6, 0.7, 0)])
def test_objectives_are_those_of_success_plans(use: float, objective: float, met: int) -> None:
    run = told(company(SUCCESS_PLAN, objective=objective, use=use))
    assert counted(run, tally.OBJECTIVES) == [3] * 6
    assert counted(run, tally.OBJECTIVES_MET) == [met] * 6
    without = told(company(CHECK_IN, objective=objective, use=use))
    assert sum(counted(without, tally.OBJECTIVES)) == sum(counted(without, tally.OBJECTIVES_MET)) == 0


def test_products_are_taken_up_one_after_another() -> None:
    assert [products_in_use(seats, 1.0) for seats in (0.0, 0.49, 0.5, 1.0)] == [0.0, 0.0, 1.0, 1.0]
    assert [products_in_use(seats, 4.0) for seats in (0.1, 0.2, 0.4, 0.6, 1.0)] == [0.0, 0.25, 0.5, 0.5, 1.0]
    assert products_in_use(1.0, 2.7) == 1.0, "nobody uses more than he owns"
    run = told(company(CHECK_IN, products=4.0, use=0.6))
    assert counted(run, tally.PRODUCTS_USED_MILLI) == [3 * 500] * 6
