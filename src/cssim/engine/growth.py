"""The story of growth: customers are won as planned, and begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import facts, ledger
from cssim.domain.accounts import Account
from cssim.domain.keys import new_logo_key
from cssim.dynamics import growth, pitches
from cssim.dynamics.drivers import N_DRIVERS
from cssim.dynamics.grid import on_grid
from cssim.engine.accounts import live
from cssim.engine.beginnings import begin_account
from cssim.engine.calendar import ARRIVALS
from cssim.engine.handover import assign_owner
from cssim.engine.scores import begin_score
from cssim.engine.shocks import is_won
from cssim.engine.traits import base_of_new_logo, demand_of_new_logo
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def bookings(world: World, segment: int, months: int) -> Story:
    """The customers that a segment wins, one after another."""
    row, origin = world.plan.new_logos[segment], world.plan.segments[segment].key
    before = 0
    for month in range(months):
        after = growth.booked_before(month + 1, row.logos_a_year, row.logo_season)
        count = after - before
        before = after
        for number in range(count):
            key = new_logo_key(origin, month, number)
            u = world.draws.uniform(Purpose.BOOKED_AT, key, 0)
            time = growth.booking_time(month, number, count, u)
            yield world.at(on_grid(time, world.plan.clock.grid), ARRIVALS, key)
            if not is_won(world, segment, key):
                continue
            account = new_logo(world, segment, key)
            account.source, account.number = ledger.SALES, number
            join(world, account)


def new_logo(world: World, segment: int, key: int) -> Account:
    """Return a customer that is won now; what it is, is drawn at its own address."""
    row = world.plan.new_logos[segment]
    arr = inverse.lognormal(world.draws.uniform(Purpose.LANDED_ARR, key, 0), row.landed_mean, row.landed_spread)
    account = Account(len(world.accounts), key, segment, growth.landed_arr(arr))
    account.opening = 0
    account.joined = world.now
    account.potential = pitches.potential_arr(account.arr, world.plan.segments[segment].potential_times)
    u, term = world.draws.uniform(Purpose.LANDED_TERM, key, 0), 0
    while u >= row.landed_shares[term]:
        term += 1
    account.term, account.years = row.landed_terms[term], row.landed_years[term]
    account.contract_end = world.now + account.term
    account.base = base_of_new_logo(world, account)
    account.demand = demand_of_new_logo(world, account)
    account.values, account.posted_at = [0.0] * N_DRIVERS, [world.now] * N_DRIVERS
    return account


def join(world: World, account: Account) -> None:
    """Let a customer that has been won begin: its owner, its ARR, its contract, its requests."""
    world.accounts.append(account)
    world.open_work.append({})
    assign_owner(world, account)
    world.recorder.joined(
        facts.Joined(
            world.now, account.index, account.segment, account.key, account.source, account.arr, account.base
        )
    )  # fmt: skip
    world.recorder.arr(world.now, account, ledger.NEW, ledger.NO_REASON, account.arr, account.source)
    begin_score(world, account)
    begin_account(world, account, world.now)
    world.tell(live(world, account))
