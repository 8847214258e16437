"""Cadence planned to capacity: plays fill the time that requests leave, within bounds."""

from __future__ import annotations

import pytest
from tests import builders

from cssim.domain.facts import SlotDue
from cssim.dynamics import cadence
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import Plan

YEAR = 1920.0
EACH = 4.8
"""Hours that a check-in takes: 48 of them, 230.4 hours a year and account."""


def company(accounts: int, asked: float = 0.0, in_order: bool = False, segments: int = 1) -> Plan:
    """Return one person, of whom accounts may have 960 hours a year, with a check-in by plan every 40 hours."""
    row = builders.segment((), 40.0, 1000.0, builders.fixed(EACH))
    row = row._replace(planned_plays=EACH * YEAR / 40.0, planned_requests=asked)
    team = builders.team(1)._replace(
        cadence_planned=1, cadence_in_order=int(in_order), target_load=0.5, cadence_least=0.3, cadence_most=1.5
    )
    book = [builders.account(i, segment=i % segments) for i in range(accounts)]
    return builders.plan(24, [row] * segments, book, teams=[team])


def due(plan: Plan, segment: int = 0) -> float:
    """Return how often a year check-ins fall due per account of a segment."""
    run = simulate(plan, settle(plan, 1, 0), 1, 0, ALL)
    mine = [i for i, row in enumerate(plan.accounts) if row.segment == segment]
    return sum(isinstance(fact, SlotDue) and fact.account in mine for fact in run.facts) / len(mine) / 2.0


@pytest.mark.parametrize(("accounts", "pace"), [(2, 1.5), (4, 960 / (4 * 230.4)), (8, 960 / (8 * 230.4)), (40, 0.3)])
def test_plays_come_as_often_as_they_fit(accounts: int, pace: float) -> None:
    """Twice the book, half the contacts; not more than half as many again as planned, and not below three tenths."""
    assert due(company(accounts)) == pytest.approx(48.0 * pace, abs=1.0)


def test_requests_go_first() -> None:
    assert due(company(4, asked=120.0)) == pytest.approx(48.0 * (960 - 480) / (4 * 230.4), abs=1.0)


def test_tier_by_tier_the_first_gets_what_the_others_can_spare() -> None:
    plan = company(8, in_order=True, segments=2)
    first = (960 - 0.3 * 4 * 230.4) / (4 * 230.4)
    assert due(plan) == pytest.approx(48.0 * first, abs=1.0)
    assert due(plan, 1) == pytest.approx(48.0 * 0.3, abs=1.0)


def test_who_leaves_makes_room_from_the_next_quarter_on() -> None:
    plan = company(8)
    leaving = [row._replace(contract_end=500.0) if i >= 4 else row for i, row in enumerate(plan.accounts)]
    certain = plan.segments[0]._replace(even_log_odds=-700.0)
    plan = plan._replace(accounts=type(plan.accounts).of(leaving), segments=(certain,))
    run = simulate(plan, settle(plan, 1, 0), 1, 0, ALL)
    mine = [fact.time for fact in run.facts if isinstance(fact, SlotDue) and fact.account == 0]
    gaps = [b - a for a, b in zip(mine, mine[1:], strict=False)]
    assert gaps[0] == pytest.approx(40.0 * 8 * 230.4 / 960)
    assert gaps[-1] == pytest.approx(40.0 * 4 * 230.4 / 960)
    changed = next(time for time, gap in zip(mine, gaps, strict=False) if gap < 50.0)
    assert changed >= 960.0, "they leave in the second quarter"


def test_quarters_begin_every_three_months() -> None:
    assert [cadence.next_quarter(time) for time in (-3880.0, -480.0, -1.0, 0.0, 479.9, 480.0)] == [
        -3840.0, 0.0, 0.0, 480.0, 480.0, 960.0,
    ]  # fmt: skip


def test_where_nothing_is_planned_there_is_no_pace() -> None:
    assert cadence.pace(100.0, 0.0, 0.3, 1.5) == 1.0
    assert cadence.pace(-100.0, 50.0, 0.3, 1.5) == 0.3
