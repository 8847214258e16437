"""Plans to measure: packaged scenarios, with the coverage, the load and the size that a benchmark asks for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cssim.domain import tally
from cssim.domain.settled import SettledBook
from cssim.dynamics.plays import EXPANSION, RENEWAL, SAVE
from cssim.engine.simulate import settle, simulate
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.rows.accounts import NEVER_NAMED
from cssim.plan.tables import NOBODY, AccountTable, Plan, PlayRow
from cssim.sampling import streams
from cssim.scenario.language import designs
from cssim.scenario.language.load import load
from cssim.units import HOURS_PER_MONTH, MILLI

Keys = NDArray[np.int64]

SCENARIOS = Path(__file__).resolve().parents[1] / "scenarios"
STUDY = Path(__file__).resolve().parent / "study.yaml"
"""Three designs for a thousand accounts over three years."""
SEED, RUN = 1, 0
NOT_BY_CADENCE = (RENEWAL, EXPANSION, SAVE)
"""Plays that fall due by something else, or sell."""
TOLD_NAIVELY = ("years", "contracts", "groups", "seat_lines", "demand")
"""Parts of a plan, beside those that every plan has, which the naive telling shares with the engine."""
AMPLE = 10.0
"""Availability at which next to no slot expires, so that all the work asked for can be counted."""


def company(months: int, name: str = "b2b_saas", settle_months: float = 0.0) -> Plan:
    """Return a packaged scenario as a plan of ``months``."""
    scenario = load(SCENARIOS / f"{name}.yaml")
    plan = lower(scenario, opening_book(scenario)).plan
    return plan._replace(clock=plan.clock._replace(months=months, settle=settle_months * HOURS_PER_MONTH))


def thousand(months: int, settle_months: float = 0.0) -> Plan:
    """Return the company of the study, a thousand accounts, as a plan of ``months``."""
    scenario = load(STUDY)
    plan = lower(scenario, opening_book(scenario)).plan
    return plan._replace(clock=plan.clock._replace(months=months, settle=settle_months * HOURS_PER_MONTH))


def designs_of_study(months: int) -> tuple[Plan, ...]:
    """Return the designs of the study as plans of ``months``; without a baseline, which changes no mechanics."""
    scenario = load(STUDY)
    opening = opening_book(scenario)
    made = [lower(designs.resolve(scenario, name), opening).plan for name in designs.names(scenario)]
    return tuple(plan._replace(clock=plan.clock._replace(months=months)) for plan in made)


def grown(plan: Plan, times: int) -> Plan:
    """Return a company of ``times`` as many accounts and people, who are as busy as before; books are of one seat.

    Every copy of an account is an account of its own: it has its own key, and so its own draws, and an owner among
    the people who came with it.
    """
    copy = np.repeat(np.arange(times), len(plan.accounts))
    columns = np.tile(plan.accounts.columns, times)
    columns["key"] = _keys_of_copies(columns["key"], copy)
    seats = np.array([len(plan.teams[segment.team].seats) for segment in plan.segments])[columns["segment"]]
    for name in ("owner", "seat"):
        columns[name] = np.where(columns[name] == NOBODY, NOBODY, columns[name] + copy * seats)
    teams = tuple(
        team._replace(
            seats=team.seats * times,
            heads=team.heads * times,
            base=team.base * times,
            variable=team.variable * times,
            on_cost=team.on_cost * times,
        )
        for team in plan.teams
    )
    staffing = tuple(row._replace(shares=row.shares * times) for row in plan.staffing)
    won = tuple(row._replace(logos_a_year=row.logos_a_year * times) for row in plan.new_logos)
    lines = tuple(tuple(range(len(line) * times)) for line in plan.seat_lines)
    return plan._replace(
        accounts=AccountTable(columns), teams=teams, staffing=staffing, new_logos=won, seat_lines=lines
    )


def told_naively(plan: Plan) -> Plan:
    """Return the plan with nothing in it but what the naive telling knows.

    That is requests, plays that fall due by a fixed cadence, and renewals: nobody is won or comes back, is
    away, ill-paced or leaves, nothing is sold or comes from outside, and nobody looks at how much waits for him.
    """
    rows = [
        tuple(play if code not in NOT_BY_CADENCE else PlayRow() for code, play in enumerate(segment.plays))
        for segment in plan.segments
    ]
    segments = tuple(
        row._replace(plays=plays, winback_share=0.0) for row, plays in zip(plan.segments, rows, strict=True)
    )
    teams = tuple(team._replace(cadence_planned=0) for team in plan.teams)
    off = {name: value for name, value in Plan._field_defaults.items() if name not in TOLD_NAIVELY}
    routing = plan.routing._replace(gatekeeper=0.0)
    return plan._replace(segments=segments, teams=teams, routing=routing, **off)


def pooled(plan: Plan) -> Plan:
    """Return the plan with every account covered by the pool of its team."""
    segments = tuple(row._replace(named_from=NEVER_NAMED) for row in plan.segments)
    accounts = AccountTable.of(row._replace(owner=NOBODY, seat=NOBODY) for row in plan.accounts)
    return plan._replace(accounts=accounts, segments=segments)


def assigned(plan: Plan) -> Plan:
    """Return the plan with every account covered by name, seat by seat in turn."""
    seats = [len(plan.teams[segment.team].seats) for segment in plan.segments]
    turns = [i % seats[row.segment] for i, row in enumerate(plan.accounts)]
    rows = (row._replace(owner=seat, seat=seat) for row, seat in zip(plan.accounts, turns, strict=True))
    return plan._replace(accounts=AccountTable.of(rows))


def at_load(plan: Plan, load: float, team: int = 0) -> Plan:
    """Return the plan with a team's people so available that the work asked of them is ``load`` of their time.

    The work is counted in a run in which they have far more time than they need.
    """
    probe = available(plan, team, AMPLE)
    run = simulate(probe, opening_of(probe), SEED, RUN)
    busy = run.tally.work[1:, team, tally.BUSY_MILLI].sum() / MILLI * AMPLE
    present = plan.clock.months * HOURS_PER_MONTH * len(plan.teams[team].seats)
    return available(plan, team, float(busy / present / load))


def opening_of(plan: Plan) -> SettledBook:
    """Return the settled opening book of the run that is measured."""
    return settle(plan, SEED, RUN)


def available(plan: Plan, team: int, availability: float) -> Plan:
    """Return the plan with a team whose people are all so available."""
    teams = list(plan.teams)
    teams[team] = teams[team]._replace(seats=(availability,) * len(teams[team].seats))
    return plan._replace(teams=tuple(teams))


def _keys_of_copies(keys: Keys, copy: Keys) -> Keys:
    """Return the key of every copy, as :func:`cssim.sampling.streams.combine` does for one."""
    golden, mul_1, mul_2 = (np.uint64(x) for x in (streams._GOLDEN, streams._MUL_1, streams._MUL_2))
    z = keys.astype(np.uint64) + (copy.astype(np.uint64) + np.uint64(1)) * golden
    z = (z ^ (z >> np.uint64(30))) * mul_1
    z = (z ^ (z >> np.uint64(27))) * mul_2
    found: Keys = ((z ^ (z >> np.uint64(31))) & np.uint64(streams.MASK63)).astype(np.int64)
    return found
