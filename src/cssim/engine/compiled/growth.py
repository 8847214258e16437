"""The story of growth: customers are won as planned, and begin; retells :mod:`cssim.engine.growth`."""

from __future__ import annotations

from cssim.domain import ledger
from cssim.domain.accounts import NEVER
from cssim.dynamics import growth, pitches
from cssim.dynamics.drivers import N_DRIVERS
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import ARRIVALS
from cssim.engine.compiled import calendar, recorder
from cssim.engine.compiled.accounts import live
from cssim.engine.compiled.beginnings import begin_account
from cssim.engine.compiled.draws import derived, uniform
from cssim.engine.compiled.handover import assign_owner
from cssim.engine.compiled.rows import NONE, World
from cssim.engine.compiled.scores import begin_score
from cssim.engine.compiled.shocks import is_won
from cssim.engine.compiled.traits import factor_of, own_risk
from cssim.sampling import inverse
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
        i = new_logo(w, segment, key)
        w.accounts[i].source, w.accounts[i].number = ledger.SALES, row.number
        join(w, i)
    row.number += 1
    plan_booking(w, segment)


def new_logo(w: World, segment: int, key: int) -> int:
    """Return a customer that is won now; what it is, is drawn at its own address."""
    run, row = w.run[0], w.new_logos[segment]
    i = int(run.n_accounts)
    run.n_accounts = i + 1
    account = w.accounts[i]
    arr = inverse.lognormal(uniform(w, Purpose.LANDED_ARR, key, 0), row.landed_mean, row.landed_spread)
    account.key, account.segment, account.arr, account.live = key, segment, growth.landed_arr(arr), 1
    account.joined, account.known_factor = run.now, 1.0
    account.reviewed_at = account.pitched_at = account.rescued_at = NEVER
    account.potential = pitches.potential_arr(account.arr, w.segments[segment].potential_times)
    account.owner = account.seat = account.parent = account.open_first = account.open_last = account.seen = NONE
    u, term = uniform(w, Purpose.LANDED_TERM, key, 0), 0
    while u >= row.landed_shares[term]:
        term += 1
    account.term, account.years = row.landed_terms[term], row.landed_years[term]
    account.contract_end = run.now + account.term
    account.fit = base_of_new_logo(w, i)
    account.demand = factor_of(key, account.known_factor, run.frailty, run.root)
    for driver in range(N_DRIVERS):
        account.posted_at[driver] = run.now
    return i


def base_of_new_logo(w: World, i: int) -> float:
    """Return the log-odds of going on for a year of a customer that has just been won, its drivers apart."""
    account = w.accounts[i]
    segment = w.segments[account.segment]
    if segment.shape_lost == 0.0:
        return float(segment.even_log_odds + segment.offset)
    risk = own_risk(segment, account.key, 0.0, w.new_logos[account.segment].landed_log_beta, w.run[0].root)
    return float(segment.offset - risk)


def join(w: World, i: int) -> None:
    """Let a customer that has been won begin: its owner, its ARR, its contract, its requests."""
    account = w.accounts[i]
    assign_owner(w, i)
    recorder.joined(w, i)
    recorder.arr(w, w.run[0].now, i, ledger.NEW, ledger.NO_REASON, account.arr, account.source)
    begin_score(w, i)
    begin_account(w, i, w.run[0].now)
    live(w, i)
