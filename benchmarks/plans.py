"""Plans to measure: packaged scenarios, with the coverage and the load that a benchmark asks for."""

from __future__ import annotations

from pathlib import Path

from cssim.domain import tally
from cssim.domain.settled import SettledBook
from cssim.engine.simulate import settle, simulate
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.tables import NOBODY, AccountTable, Plan
from cssim.scenario.language.load import load
from cssim.units import HOURS_PER_MONTH, MILLI

SCENARIOS = Path(__file__).resolve().parents[1] / "scenarios"
SEED, RUN = 1, 0
AMPLE = 10.0
"""Availability at which next to no slot expires, so that all the work asked for can be counted."""


def company(months: int, name: str = "b2b_saas", settle_months: float = 0.0) -> Plan:
    """Return a packaged scenario as a plan of ``months``."""
    scenario = load(SCENARIOS / f"{name}.yaml")
    plan = lower(scenario, opening_book(scenario)).plan
    return plan._replace(clock=plan.clock._replace(months=months, settle=settle_months * HOURS_PER_MONTH))


def pooled(plan: Plan) -> Plan:
    """Return the plan with every account covered by the pool of its team."""
    return plan._replace(accounts=AccountTable.of(row._replace(owner=NOBODY) for row in plan.accounts))


def assigned(plan: Plan) -> Plan:
    """Return the plan with every account covered by name, seat by seat in turn."""
    seats = [len(plan.teams[segment.team].seats) for segment in plan.segments]
    rows = (row._replace(owner=i % seats[row.segment]) for i, row in enumerate(plan.accounts))
    return plan._replace(accounts=AccountTable.of(rows))


def at_load(plan: Plan, load: float, team: int = 0) -> Plan:
    """Return the plan with a team's people so available that the work asked of them is ``load`` of their time.

    The work is counted in a run in which they have far more time than they need.
    """
    probe = _available(plan, team, AMPLE)
    run = simulate(probe, opening_of(probe), SEED, RUN)
    busy = run.tally.work[1:, team, tally.BUSY_MILLI].sum() / MILLI * AMPLE
    present = plan.clock.months * HOURS_PER_MONTH * len(plan.teams[team].seats)
    return _available(plan, team, float(busy / present / load))


def opening_of(plan: Plan) -> SettledBook:
    """Return the settled opening book of the run that is measured."""
    return settle(plan, SEED, RUN)


def _available(plan: Plan, team: int, availability: float) -> Plan:
    teams = list(plan.teams)
    teams[team] = teams[team]._replace(seats=(availability,) * len(teams[team].seats))
    return plan._replace(teams=tuple(teams))
