"""What must balance exactly at the end of every run: ARR, work, hours and people (property 4 of the model)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cssim.domain import ledger, tally
from cssim.dynamics import pay
from cssim.dynamics.change import own_segment
from cssim.dynamics.digital import platform_due
from cssim.dynamics.services import plans_due
from cssim.errors import BrokenInvariant
from cssim.plan.tables import held_at_first, in_force, incentives_of, staffing_of
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
    With a change of design these are since then, and ``earlier`` what had been counted before it: post hours, posts
    filled, payroll hours, contracts. It ``trained`` people of so many full posts. Who was let go got ``severance``
    [cents].
    """

    busy: IntArray
    idle: IntArray
    away: IntArray
    post_hours: float
    filled: float
    payroll_hours: float
    contracts: float
    earned: int
    earlier: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    trained: float = 0.0
    severance: int = 0


def check(plan: Plan, run: Run, attendance: Sequence[Attendance], counts: IntArray) -> None:
    """Check one finished run; ``attendance`` by team, ``counts`` of the tally as they were before it was folded: with a
    change of design every segment twice.

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
    platforms(plan, run, counts)
    fees(plan, run, counts)


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
    """Customers at the end of a month are those before it and those won or won back in it, less those lost in it; who
    moves between segments is in one of them."""
    counts = run.tally.counts[1:]
    opening = np.bincount(run.ledger.segment[run.ledger.kind == ledger.OPENING], minlength=counts.shape[1])
    moved = counts[..., tally.LOGOS_IN] - counts[..., tally.LOGOS_OUT]
    _equal("customers that moved between segments", moved.sum(axis=1), np.zeros(len(moved), dtype=np.int64))
    back = counts[..., tally.LOGOS_BACK]
    gained = counts[..., tally.LOGOS_WON] + back - counts[..., tally.LOGOS_LOST] + moved
    _equal("logos", opening + np.cumsum(gained, axis=0), counts[..., tally.LOGOS])
    lines = run.ledger
    again = np.logical_or(lines.kind == ledger.REACTIVATION, lines.source == ledger.WINBACK)
    first = np.logical_and(lines.kind == ledger.NEW, lines.source != ledger.WINBACK)
    for what, found, mine in (("won", counts[..., tally.LOGOS_WON], first), ("won back", back, again)):
        _equal(f"logos {what}", found.sum(axis=0), np.bincount(lines.segment[mine], minlength=counts.shape[1]))
    amount = np.zeros(counts.shape[1], dtype=np.int64)
    np.add.at(amount, lines.segment[again], lines.amount[again])
    _equal("ARR won back", run.tally.renewals[..., tally.WON_BACK].sum(axis=0), amount)


def work(run: Run) -> None:
    """Work submitted is done, expired, abandoned, or still open."""
    totals = run.tally.work.sum(axis=0)
    ended = totals[:, tally.DONE] + totals[:, tally.EXPIRED] + totals[:, tally.ABANDONED] + totals[:, tally.HANDED_OVER]
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
    after = plan if plan.change is None else plan.change.after
    for index, spent in enumerate(attendance):
        due = _due(after, index, (spent.post_hours, spent.filled, spent.payroll_hours, spent.contracts))
        due[tally.TRAINING] = _once(staffing_of(after)[index].training, spent.filled + spent.trained)
        if plan.change is not None:
            for kind, amount in _due(plan, index, spent.earlier).items():
                due[kind] += amount
        if incentives_of(plan)[index].aims:
            due[tally.VARIABLE_PAY] = spent.earned
        due[tally.SEVERANCE] = spent.severance
        paid = run.tally.cost[:, index].sum(axis=0)
        for kind, amount in due.items():
            _equal(f"cost of kind {kind} of team {index}", paid[kind], np.int64(amount))


def platforms(plan: Plan, run: Run, counts: IntArray) -> None:
    """What was paid for platforms adds up, by team, to what is due for the months of all customers."""
    due = np.zeros(len(plan.teams), dtype=np.int64)
    for row, months in zip(in_force(plan)[0].digital, counts[1:, :, tally.LOGOS].sum(axis=0).tolist(), strict=False):
        if row.digital_platform > 0:
            due[row.digital_team] += platform_due(row.digital_platform, months)
    _equal("digital cost by team", run.tally.cost[:, :, tally.DIGITAL].sum(axis=0), due)


def fees(plan: Plan, run: Run, counts: IntArray) -> None:
    """What customers paid for services is due for the months of all success plans, and for everybody who was onboarded;
    nothing is before time 0."""
    found = run.tally.renewals
    due = np.zeros((2, found.shape[1]), dtype=np.int64)
    months, onboarded = (counts[1:, :, column].sum(axis=0).tolist() for column in (tally.PLANS_SOLD, tally.ONBOARDED))
    for segment, sold in enumerate(in_force(plan)[0].services):
        own = own_segment(segment, found.shape[1])
        due[0, own] += plans_due(sold.plan_fee, months[segment]) if sold.plan_fee > 0 else 0
        due[1, own] += sold.onboarding_fee * onboarded[segment]
    for row, column in zip(due, (tally.PLAN_FEES, tally.ONBOARDING_FEES), strict=True):
        _equal(f"fees ({tally.RENEWAL_MONEY[column]}) by segment", found[:, :, column].sum(axis=0), row)


def _due(plan: Plan, index: int, counted: tuple[float, float, float, float]) -> dict[int, int]:
    """Return what is due [cents] under one plan for the posts of a team, by kind of cost.

    ``counted`` are post hours, posts filled, payroll hours [h] and contracts [cents].
    """
    post_hours, filled, payroll_hours, contracts = counted
    team, people = plan.teams[index], staffing_of(plan)[index]
    yearly = {
        tally.BASE_PAY: (team.base, team.heads, payroll_hours),
        tally.VARIABLE_PAY: (team.variable, team.heads, payroll_hours),
        tally.ON_COST: (team.on_cost, team.heads, payroll_hours),
        tally.MANAGERS: (people.managers, 1.0, post_hours),
        tally.OPERATIONS: (people.operations, 1.0, post_hours),
        tally.TOOLS: (people.tools, 1.0, post_hours),
    }
    due = {kind: pay.due(each, posts, hours) if posts > 0.0 else 0 for kind, (each, posts, hours) in yearly.items()}
    due[tally.CONTRACTORS] = pay.due_in_all(contracts) if contracts > 0.0 else 0
    due[tally.RECRUITING] = _once(people.recruiting, filled)
    due[tally.TRAINING] = _once(people.training, filled)
    return due


def _once(each: int, posts: float) -> int:
    """Return what is due [cents] for ``posts`` at ``each`` [cents] a full post; nothing where it costs nothing."""
    return pay.due_once(each, posts) if each > 0 else 0


def _equal(what: str, found: np.ndarray | np.int64, expected: np.ndarray | np.int64) -> None:
    difference = np.asarray(found) - np.asarray(expected)
    if np.any(difference):
        where = np.argwhere(np.atleast_1d(difference))[0].tolist()
        worst = int(np.atleast_1d(difference)[tuple(where)])
        raise BrokenInvariant(f"{what} does not balance at {where}: off by {worst}")
