"""The story of an account: one contract after another, until it leaves; retells :mod:`cssim.engine.accounts`."""

from __future__ import annotations

from cssim.domain import ledger
from cssim.domain.keys import CONTRACT_STREAM
from cssim.dynamics import renewal
from cssim.dynamics.drivers import N_DRIVERS, PRESSURE
from cssim.dynamics.sentiment import health_score
from cssim.engine.calendar import RENEWALS
from cssim.engine.compiled import calendar, desks, open_work, recorder
from cssim.engine.compiled.draws import derived, uniform
from cssim.engine.compiled.health import health, post, stock
from cssim.engine.compiled.rows import NONE, World
from cssim.engine.compiled.years import year_effect
from cssim.sampling.streams import Purpose
from cssim.units import month_of


def live(w: World, i: int) -> None:
    """Wait for the end of an account's contract."""
    account = w.accounts[i]
    key = derived(account.key, CONTRACT_STREAM)
    calendar.at(w, account.contract_end, RENEWALS, key, calendar.CONTRACT, i, 0)


def contract_ends(w: World, i: int) -> None:
    """Let a contract go on for another term, or the account leave."""
    account = w.accounts[i]
    if not renews(w, i):
        leave(w, i)
        return
    account.contract_end += account.term
    live(w, i)


def renews(w: World, i: int) -> bool:
    """Settle whether a contract goes on and at what ARR; both are drawn at the address of its end's month."""
    run, account = w.run[0], w.accounts[i]
    month, key = month_of(run.now), derived(account.key, CONTRACT_STREAM)
    year = year_effect(w, account.segment)
    h = health(w, i) + year
    churn = renewal.churn_probability(h, account.years)
    expected_churn = renewal.expected_cents(account.arr, churn)
    shrink, size, expected_downsell = 0.0, 0, 0
    if run.downsell_odds > 0.0:
        shrink = renewal.downsell_probability(churn, run.downsell_odds)
        size = renewal.downsell_size(account.arr, run.downsell_size)
        expected_downsell = renewal.expected_cents(size, renewal.loses_some(churn, shrink))
    account.expected_loss += expected_churn + expected_downsell
    goes_on = uniform(w, Purpose.RENEWAL, key, month) >= churn
    recorder.contract_ended(w, i, h, churn, expected_churn, expected_downsell, goes_on)
    if run.money:
        tell_stocks(w, i, year)
    if goes_on:
        if size > 0 and uniform(w, Purpose.DOWNSELL, key, month) < shrink:
            downsell(w, i, size, key)
        recorder.renewed(w, i)
    return goes_on


def tell_stocks(w: World, i: int, year: float) -> None:
    """Write the stocks of all drivers at a contract's end, and the year's effect; a driver not felt rests at 0."""
    felt = w.run[0].felt
    for driver in range(N_DRIVERS):
        recorder.stock_at_end(w, i, driver, stock(w, i, driver) if felt[driver] else 0.0)
    recorder.stock_at_end(w, i, N_DRIVERS, year)


def downsell(w: World, i: int, size: int, key: int) -> None:
    """Take ``size`` [cents] off the ARR of a contract (stream ``key``) that goes on: the mark of it stays a while."""
    run = w.run[0]
    w.accounts[i].arr -= size
    recorder.arr(w, run.now, i, ledger.DOWNSELL, ledger.NEED_REASON, -size)
    post(w, i, PRESSURE, run.pressure_level, run.downsell_mark_share, key)


def leave(w: World, i: int) -> None:
    """Let an account go: its ARR is lost, and what was open for it is dropped."""
    account = w.accounts[i]
    lost = account.arr
    account.arr = 0
    account.live = 0
    account.score = health_score(health(w, i))
    account.reason = reason_of_loss(w, i)
    recorder.arr(w, w.run[0].now, i, ledger.CHURN, account.reason, -lost)
    while account.open_first != NONE:
        k = account.open_first
        desks.abandon(w, k)
        open_work.close(w, k)


def reason_of_loss(w: World, i: int) -> int:
    """Return the code of the driver furthest below today's stock, ``FIT_REASON`` if none is below."""
    run, account = w.run[0], w.accounts[i]
    reference = w.segments[account.segment].reference
    reason, worst = ledger.FIT_REASON, 0.0
    for driver in range(N_DRIVERS):
        if run.felt[driver]:
            distance = stock(w, i, driver) - reference[driver]
            if distance < worst:
                reason, worst = driver + 1, distance
    return reason
