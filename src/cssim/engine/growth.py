"""The story of growth: customers are won as planned, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import ledger
from cssim.domain.keys import new_logo_key
from cssim.dynamics import growth
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import ARRIVALS
from cssim.engine.newcomers import join, new_logo
from cssim.engine.referrals import begin_referrals
from cssim.engine.shocks import is_won
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
            account = new_logo(world, world.segment_now(segment), key)
            account.source, account.number = ledger.SALES, number
            join(world, account)
            begin_referrals(world, account)
