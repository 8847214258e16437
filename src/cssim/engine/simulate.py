"""One run of one design: settle the opening book, then simulate it month by month."""

from __future__ import annotations

import numpy as np

from cssim.domain import ledger
from cssim.domain.accounts import Account
from cssim.domain.settled import SettledBook, book_of
from cssim.dynamics.sentiment import health_score
from cssim.engine import invariants
from cssim.engine.build import (
    begin_contracts,
    begin_demand,
    begin_releases,
    draw_traits,
    open_world,
    populate,
    unsettled,
)
from cssim.engine.desks import Desk
from cssim.engine.folding import folded
from cssim.engine.months import close_month
from cssim.engine.recorder import SUMMARY
from cssim.engine.world import World
from cssim.plan.tables import Plan
from cssim.results.run import AccountColumns, Run
from cssim.sampling.streams import PERIOD_RUN, PERIOD_SETTLING, Streams
from cssim.units import months_to_hours


def settle(plan: Plan, seed: int, run: int) -> SettledBook:
    """Let the opening book live before time 0 under ``plan``, with contracts, ARR and people frozen.

    Returns the state every design of the run starts from. What crosses time 0 is rows, never stories: queues start
    empty shortly before it.
    """
    traits = draw_traits(plan, seed, run)
    end = -plan.clock.warm_up
    begin = end - plan.clock.settle
    opening = unsettled(plan, traits, begin)
    if plan.clock.settle == 0.0:
        return opening
    today = plan._replace(changes=())
    world = open_world(today, Streams(seed, run, PERIOD_SETTLING), begin, end, 0, SUMMARY)
    populate(world, opening)
    begin_demand(world)
    begin_releases(world)
    world.calendar.run_until(end)
    return book_of(
        traits,
        [account.values for account in world.accounts],
        [account.posted_at for account in world.accounts],
        [[(met.person, met.contacts, met.time) for met in account.met] for account in world.accounts],
        [account.seen for account in world.accounts],
        [account.pitched_at for account in world.accounts],
        [account.wished for account in world.accounts],
        world.captured,
        [account.bypass for account in world.accounts],
        [account.rescued_at for account in world.accounts],
    )


def simulate(plan: Plan, opening: SettledBook, seed: int, run: int, recording: int = SUMMARY) -> Run:
    """Simulate one run of one design from the opening book.

    Parameters
    ----------
    plan
        The design.
    opening
        From :func:`settle` under the baseline design, same seed and run.
    seed, run
        Root of every draw.
    recording
        Which facts to keep: ``SUMMARY``, ``MONEY`` or ``ALL``; changes no number.

    Raises
    ------
    BrokenInvariant
        If ARR, work, hours or people do not balance exactly: cssim's own failure.
    """
    months = plan.clock.months
    end = months_to_hours(months)
    world = open_world(plan, Streams(seed, run, PERIOD_RUN), -plan.clock.warm_up, end, months, recording)
    populate(world, opening)
    for account in world.accounts:
        world.recorder.arr(0.0, account, ledger.OPENING, ledger.NO_REASON, account.arr)
    begin_contracts(world, months)
    begin_demand(world)
    begin_releases(world)
    world.calendar.run_until(end)
    close_month(world, months - 1)
    for desk in world.desks:
        desk.close(end)
    finished = Run(
        seed=seed,
        run=run,
        engine="simpy",
        months=months,
        tally=world.recorder.tally.finish(),
        ledger=world.recorder.ledger(),
        accounts=account_columns(world),
        open_work=np.array([desk.open for desk in world.desks], dtype=np.int64),
        facts=tuple(world.recorder.facts),
    )
    counts = finished.tally.counts
    finished = folded(plan, finished)
    invariants.check(plan, finished, [attendance(desk) for desk in world.desks], counts)
    return finished


def account_columns(world: World) -> AccountColumns:
    """Return how every account fared, by index."""
    accounts = world.accounts

    def column(name: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.array([getattr(account, name) for account in accounts], dtype=np.int64)

    return AccountColumns(
        segment=column("segment"),
        joined=np.array([account.joined for account in accounts], dtype=np.float64),
        source=column("source"),
        parent=column("parent"),
        number=column("number"),
        opening=column("opening"),
        closing=column("arr"),
        reason=column("reason"),
        faces=column("faces"),
        transfers=column("transfers"),
        requests=column("requests"),
        wait_milli=column("wait_milli"),
        expected_loss=column("expected_loss"),
        health=np.array([score_of(world, account) for account in accounts], dtype=np.float64),
    )


def attendance(desk: Desk) -> invariants.Attendance:
    """Return how the people of a desk spent their time."""
    busy = np.array([person.busy_milli for person in desk.people], dtype=np.int64)
    idle = np.array([person.idle_milli for person in desk.people], dtype=np.int64)
    away = np.array([person.away_milli for person in desk.people], dtype=np.int64)
    spent = (desk.post_hours, desk.filled, desk.payroll_hours, desk.contracts, desk.goals.earned)
    return invariants.Attendance(busy, idle, away, *spent, desk.earlier, desk.trained, desk.severance)


def score_of(world: World, account: Account) -> float:
    """Return the health score of an account now, or when it left."""
    return health_score(world.health(account, world.now)) if account.live else account.score
