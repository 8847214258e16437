"""The story of a pitch: an account is asked to buy more; retells :mod:`cssim.engine.pitching`."""

from __future__ import annotations

from cssim.domain import ledger
from cssim.domain.accounts import CONVERTED, LEAVES
from cssim.dynamics import conversion, pitches, renewal
from cssim.dynamics.drivers import PRESSURE
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import ARRIVALS
from cssim.engine.compiled import calendar, deal_dates, open_work, recorder
from cssim.engine.compiled.attainment import credit
from cssim.engine.compiled.draws import derived, happens, uniform
from cssim.engine.compiled.health import health, post
from cssim.engine.compiled.incentives import rank_waiting
from cssim.engine.compiled.offers import best_chance, chance_of, converts, size_of
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.sellers import credit_deal
from cssim.engine.compiled.shocks import chance_of_a_deal
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose


def pitch(w: World, k: int) -> bool:
    """Ask an account to buy more; return whether there may be a deal, whose numbers lie in the row of the pitch.

    Before time 0, where ARR is frozen, nothing is sold.
    """
    run, work = w.run[0], w.works[k]
    account = w.accounts[work.account]
    if best_chance(w, work.account) == 0.0:
        return False
    h = health(w, work.account)
    offer(w, k, h)
    if run.pitch_share > 0.0:
        share = pitches.harm(run.pitch_share, h, run.pitch_below)
        post(w, work.account, PRESSURE, run.pressure_level, share, work.key)
    account.pitched_at = run.now
    rank_waiting(w, work.account)
    if run.now < 0.0 or work.worth == 0:
        return False
    sell(w, k)
    return True


def offer(w: World, k: int, h: float) -> None:
    """Write on a pitch what it may sell [cents], and with what chance to an account of health ``h`` [log-odds]."""
    work = w.works[k]
    work.worth, work.chance, work.won = size_of(w, work.account), 0.0, 0
    work.converts = int(converts(w, work.account))
    if work.worth > 0:
        work.chance = chance_of_a_deal(w, work.account, chance_of(w, work.account, h))


def sell(w: World, k: int) -> None:
    """Toss the coin of a pitch; what is won, or was hoped for, is settled when the deal closes."""
    run, work = w.run[0], w.works[k]
    work.won = int(uniform(w, Purpose.PITCH, work.key, 0) < work.chance)
    if work.won:
        w.accounts[work.account].pending += work.worth
    recorder.pitched(w, k)
    work.closes = on_grid(run.now + delay_of(w, k), run.grid)
    looked_at = deal_dates.looked_at(w, k)
    if looked_at < work.closes:
        calendar.at(w, looked_at, ARRIVALS, derived(work.key, 2), calendar.DEAL_DATE, k, 0)
    else:
        plan_deal(w, k)


def plan_deal(w: World, k: int) -> None:
    """Plan when a deal closes."""
    calendar.at(w, w.works[k].closes, ARRIVALS, derived(w.works[k].key, 1), calendar.DEAL, k, 0)


def deal_date(w: World, k: int) -> None:
    """Settle when a deal closes whose date may be moved."""
    deal_dates.consider(w, k)
    plan_deal(w, k)


def delay_of(w: World, k: int) -> float:
    """Return how long [h] after its pitch a deal closes."""
    run = w.run[0]
    if run.deal_delay == 0.0 or run.deal_spread == 0.0:
        return float(run.deal_delay)
    return inverse.lognormal(uniform(w, Purpose.DEAL_DELAY, w.works[k].key, 0), run.deal_delay, run.deal_spread)


def deal(w: World, k: int) -> None:
    """Settle a deal; who has left since, or is about to, signs nothing."""
    work = w.works[k]
    account = w.accounts[work.account]
    if work.won:
        account.pending -= work.worth
    if account.live and account.outcome != LEAVES and work.raised > account.left:
        close(w, k)
    open_work.discard(w, k)


def close(w: World, k: int) -> None:
    """Write what was to be expected of a pitch [cents], and the upsell if it was won."""
    work = w.works[k]
    account = w.accounts[work.account]
    expected = renewal.expected_cents(work.worth, work.chance)
    more = renewal.below(account.arr + work.worth, account.arr, account.opening)
    recorder.deal(w, k, expected, renewal.expected_cents(more, work.chance))
    if work.won:
        reason = ledger.CONVERSION_REASON if work.converts else ledger.NO_REASON
        buy(w, work.account, work.worth, kind_of(w, k), ledger.SALES, reason)
        credit(w, work.account, work.worth)
        if work.converts:
            convert(w, work.account)
        credit_deal(w, k)


def kind_of(w: World, k: int) -> int:
    """Return the ledger's kind of a deal: of another product, or more of what the account has."""
    work = w.works[k]
    another = happens(w, Purpose.CROSS_SELL, w.run[0].cross_sell, work.key, 0)
    return ledger.CROSS_SELL if another and not work.converts else ledger.UPSELL


def buy(w: World, i: int, size: int, kind: int, source: int, reason: int = ledger.NO_REASON) -> None:
    """Add ``size`` [cents] to the ARR of an account that buys more, in a line of this ``kind``."""
    w.accounts[i].arr += size
    recorder.arr(w, w.run[0].now, i, kind, reason, size, source)


def convert(w: World, i: int) -> None:
    """Let an account that owned a license be a subscriber like the others of its segment."""
    account = w.accounts[i]
    account.contract = CONVERTED
    account.fit = conversion.as_subscriber(account.fit, account.intercept)
    account.potential = conversion.worth_more(account.potential, w.run[0].convert_multiple)
