"""What must balance exactly at the end of every run: ARR, work, hours and people (property 4 of the model)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cssim.domain import ledger, tally
from cssim.dynamics import pay
from cssim.dynamics.digital import platform_due
from cssim.errors import BrokenInvariant
from cssim.plan.tables import held_at_first, incentives_of, staffing_of
from cssim.units import HOURS_PER_MONTH, months_to_hours, to_milli

if TYPE_CHECKING:
    from cssim.plan.tables import Plan
    from cssim.results.run import Run

IntArray = NDArray[np.int64]


class Attendance(NamedTuple):
    """How a team's people spent a run: ``busy``, ``idle`` and ``away`` [h/1000] by seat.

    ``post_hours`` [h] of full posts were held since time 0, ``payroll_hours`` of them by people on the payroll, the
    others for ``contracts`` [cents], and ``filled`` full posts filled. Who has goals has ``earned`` so much variable
    pay [cents].
    """

    busy: IntArray
    idle: IntArray
    away: IntArray
    post_hours: float
    filled: float
    payroll_hours: float
    contracts: float
    earned: int


def check(plan: Plan, run: Run, attendance: Sequence[Attendance]) -> None:
    """Check one finished run; ``attendance`` by team.

    Raises
    ------
    BrokenInvariant
        Naming the first thing that does not balance, where, and by how much.
    """
    arr_by_month(run)
    moves(run)
    arr_by_account(run)
    contracts(run)
    logos(run)
    work(run)
    hours(plan, run, attendance)
    people(plan, run)
    costs(plan, run, attendance)


def arr_by_month(run: Run) -> None:
    """Opening plus every change equals closing, by month and segment, in the tally and in the ledger alike."""
    changes, closing = run.tally.arr[1:].sum(axis=2), run.tally.closing[1:]
    before = np.vstack([np.zeros_like(closing[:1]), closing[:-1]])
    _equal("ARR of the tally, by month and segment", before + changes, closing)
    rows = np.floor(run.ledger.time / HOURS_PER_MONTH).astype(np.int64)
    from_ledger = np.zeros_like(changes)
    np.add.at(from_ledger, (rows, run.ledger.segment), run.ledger.amount)
    _equal("ARR of the ledger against the tally, by month and segment", from_ledger, changes)


def moves(run: Run) -> None:
    """What leaves one segment comes to another."""
    changes = run.tally.arr[..., ledger.MOVED_IN] + run.tally.arr[..., ledger.MOVED_OUT]
    _equal("ARR that moves between segments", changes.sum(axis=1), np.zeros(len(changes), dtype=np.int64))


def arr_by_account(run: Run) -> None:
    """The lines of an account add up to its ARR after each of them, and at the end."""
    order = np.argsort(run.ledger.account, kind="stable")
    account, amount, after = run.ledger.account[order], run.ledger.amount[order], run.ledger.after[order]
    running = np.cumsum(amount)
    first = np.searchsorted(account, account)
    _equal("ledger lines by account", running - (running - amount)[first], after)
    by_account = np.zeros_like(run.accounts.closing)
    np.add.at(by_account, account, amount)
    _equal("ARR by account", by_account, run.accounts.closing)


def contracts(run: Run) -> None:
    """Expiring ARR is renewed, downsold or lost; a contract that is due is renewed or lost."""
    money = run.tally.renewals
    lost = run.tally.arr[..., ledger.CHURN] + run.tally.arr[..., ledger.DOWNSELL]
    _equal("expiring ARR", money[..., tally.EXPIRING] + lost, money[..., tally.RENEWED])
    counts = run.tally.counts
    _equal(
        "contracts due",
        counts[..., tally.CONTRACTS_RENEWED] + counts[..., tally.LOGOS_LOST],
        counts[..., tally.CONTRACTS_DUE],
    )


def logos(run: Run) -> None:
    """Customers at the end of a month are those before it and those won in it, less those lost in it; who moves
    between segments is in one of them."""
    counts = run.tally.counts[1:]
    opening = np.bincount(run.ledger.segment[run.ledger.kind == ledger.OPENING], minlength=counts.shape[1])
    moved = counts[..., tally.LOGOS_IN] - counts[..., tally.LOGOS_OUT]
    _equal("customers that moved between segments", moved.sum(axis=1), np.zeros(len(moved), dtype=np.int64))
    gained = counts[..., tally.LOGOS_WON] - counts[..., tally.LOGOS_LOST] + moved
    _equal("logos", opening + np.cumsum(gained, axis=0), counts[..., tally.LOGOS])
    won = np.bincount(run.ledger.segment[run.ledger.kind == ledger.NEW], minlength=counts.shape[1])
    _equal("logos won", counts[..., tally.LOGOS_WON].sum(axis=0), won)


def work(run: Run) -> None:
    """Work submitted is done, expired, abandoned, or still open."""
    totals = run.tally.work.sum(axis=0)
    ended = totals[:, tally.DONE] + totals[:, tally.EXPIRED] + totals[:, tally.ABANDONED]
    _equal("work by team", ended + run.open_work, totals[:, tally.SUBMITTED])
    _equal("waits by team", run.tally.waits.sum(axis=(0, 2)), totals[:, tally.REQUESTS_STARTED])


def hours(plan: Plan, run: Run, attendance: Sequence[Attendance]) -> None:
    """Everybody's busy and idle time adds up to the time he was present, with the time away to that of the run; the
    team's busy hours to its people's."""
    lived = to_milli(months_to_hours(run.months)) - to_milli(-plan.clock.warm_up)
    for team, (busy, idle, away, *_) in enumerate(attendance):
        _equal(f"hours of team {team}", busy + idle + away, np.full_like(busy, lived))
        _equal(f"present hours of team {team}", run.tally.work[:, team, tally.PRESENT_MILLI].sum(), (busy + idle).sum())
        _equal(f"busy hours of team {team}", run.tally.work[:, team, tally.BUSY_MILLI].sum(), busy.sum())


def people(plan: Plan, run: Run) -> None:
    """Heads at the end of a month are those before it, and those who joined, less those who left."""
    opening = np.array([sum(to_milli(share) for share in team) for team in held_at_first(plan)], dtype=np.int64)
    moves = run.tally.work[1:, :, tally.HIRED_MILLI] - run.tally.work[1:, :, tally.LEFT_MILLI]
    _equal("heads", run.tally.heads_milli[1:], opening + np.cumsum(moves, axis=0))


def costs(plan: Plan, run: Run, attendance: Sequence[Attendance]) -> None:
    """What was paid month by month adds up, by kind, to what is due for the posts that were held and filled."""
    for index, (team, people, spent) in enumerate(zip(plan.teams, staffing_of(plan), attendance, strict=True)):
        yearly = {
            tally.BASE_PAY: (team.base, team.heads),
            tally.VARIABLE_PAY: (team.variable, team.heads),
            tally.ON_COST: (team.on_cost, team.heads),
            tally.MANAGERS: (people.managers, 1.0),
            tally.OPERATIONS: (people.operations, 1.0),
            tally.TOOLS: (people.tools, 1.0),
        }
        paid = run.tally.cost[:, index].sum(axis=0)
        contracts = pay.due_in_all(spent.contracts) if spent.contracts > 0.0 else 0
        _equal(f"cost of contractors of team {index}", paid[tally.CONTRACTORS], np.int64(contracts))
        if incentives_of(plan)[index].aims:
            del yearly[tally.VARIABLE_PAY]
            _equal(f"variable pay of team {index}", paid[tally.VARIABLE_PAY], np.int64(spent.earned))
        for kind, (amount, posts) in yearly.items():
            hours = (
                spent.payroll_hours if kind in (tally.BASE_PAY, tally.VARIABLE_PAY, tally.ON_COST) else spent.post_hours
            )
            due = pay.due(amount, posts, hours) if posts > 0.0 else 0
            _equal(f"cost of kind {kind} of team {index}", paid[kind], np.int64(due))
        for kind, each in ((tally.RECRUITING, people.recruiting), (tally.TRAINING, people.training)):
            due = pay.due_once(each, spent.filled) if each > 0 else 0
            _equal(f"cost of kind {kind} of team {index}", paid[kind], np.int64(due))
        platforms = sum(
            platform_due(programme.digital_platform, int(run.tally.counts[1:, segment, tally.LOGOS].sum()))
            for segment, programme in enumerate(plan.digital)
            if programme.digital_team == index and programme.digital_platform > 0
        )
        _equal(f"digital cost of team {index}", paid[tally.DIGITAL], np.int64(platforms))


def _equal(what: str, found: np.ndarray | np.int64, expected: np.ndarray | np.int64) -> None:
    difference = np.asarray(found) - np.asarray(expected)
    if np.any(difference):
        where = np.argwhere(np.atleast_1d(difference))[0].tolist()
        worst = int(np.atleast_1d(difference)[tuple(where)])
        raise BrokenInvariant(f"{what} does not balance at {where}: off by {worst}")
