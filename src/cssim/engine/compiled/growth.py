"""The story of growth: customers are won as planned, month by month; retells :mod:`cssim.engine.growth`."""

from __future__ import annotations

from cssim.domain import ledger
from cssim.dynamics import growth
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import ARRIVALS
from cssim.engine.compiled import calendar
from cssim.engine.compiled.draws import derived, uniform
from cssim.engine.compiled.halves import segment_now
from cssim.engine.compiled.newcomers import join, new_logo
from cssim.engine.compiled.referrals import begin_referrals
from cssim.engine.compiled.rows import NONE, World
from cssim.engine.compiled.shocks import is_won
from cssim.sampling.streams import Purpose


def begin_bookings(w: World, segment: int) -> None:
    """Plan the first customer that a segment wins."""
    row = w.new_logos[segment]
    row.month, row.number, row.count = NONE, 0, 0
    plan_booking(w, segment)


def plan_booking(w: World, segment: int) -> None:
    """Plan the customer a segment wins next, in this month or a later one, if there is any."""
    run, row = w.run[0], w.new_logos[segment]
    while row.number == row.count:
        if row.month + 1 >= run.months:
            return
        row.month += 1
        row.number = 0
        before = growth.booked_before(row.month, row.logos_a_year, row.logo_season)
        row.count = growth.booked_before(row.month + 1, row.logos_a_year, row.logo_season) - before
    key = booking_key(w, segment)
    time = growth.booking_time(row.month, row.number, row.count, uniform(w, Purpose.BOOKED_AT, key, 0))
    calendar.at(w, on_grid(time, run.grid), ARRIVALS, key, calendar.BOOKING, segment, 0)


def booking_key(w: World, segment: int) -> int:
    """Return the key of the customer a segment wins next."""
    row = w.new_logos[segment]
    return derived(derived(w.segments[segment].key, row.month), row.number)


def booked(w: World, segment: int) -> None:
    """Let a segment win a customer as planned, and plan the next."""
    row, key = w.new_logos[segment], booking_key(w, segment)
    if is_won(w, segment, key):
        i = new_logo(w, segment_now(w, segment), key)
        w.accounts[i].source, w.accounts[i].number = ledger.SALES, row.number
        join(w, i)
        begin_referrals(w, i)
    row.number += 1
    plan_booking(w, segment)
