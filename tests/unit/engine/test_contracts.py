"""What happens around the end of a contract, worked out by hand."""

from __future__ import annotations

import pytest
from tests import builders

from cssim.domain import ledger
from cssim.domain.facts import Posted
from cssim.dynamics.drivers import PRESSURE
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import Plan
from cssim.results.run import Run
from cssim.units import HOURS_PER_MONTH

STAYS = 700.0
"""Log-odds of an account that never leaves."""


def told(plan: Plan, run: int = 0) -> Run:
    return simulate(plan, settle(plan, 3, run), 3, run, ALL)


def lines_of(run: Run, kind: int) -> list[tuple[float, int]]:
    """Return (month, amount [cents]) of the ledger lines of a kind."""
    mine = run.ledger.kind == kind
    months = run.ledger.time[mine] / HOURS_PER_MONTH
    return list(zip(months.tolist(), run.ledger.amount[mine].tolist(), strict=True))


def test_a_downsell_leaves_a_mark_that_fades() -> None:
    """C3: three tenths of the gap to -0.9, and half of it is left after nine months."""
    marks = builders.NO_EFFECTS._replace(pressure_level=-0.9, downsell_mark_share=0.3)
    downsells = builders.RenewalRow(downsell_odds=50.0, downsell_size=0.25)
    account = builders.account(0, 0.5 * HOURS_PER_MONTH, term=9 * HOURS_PER_MONTH, years=0.75)
    plan = builders.plan(12, [builders.segment(even_log_odds=2.0)], [account], effects=marks, renewal=downsells)
    run = told(plan)
    assert lines_of(run, ledger.DOWNSELL) == [(0.5, -2_500_00), (9.5, -1_875_00)]
    posts = [fact for fact in run.facts if isinstance(fact, Posted)]
    assert [fact.driver for fact in posts] == [PRESSURE, PRESSURE]
    assert posts[0].amount == pytest.approx(0.3 * -0.9)
    assert posts[1].amount == pytest.approx(0.3 * (-0.9 + 0.5 * 0.3 * 0.9))
