"""The story of a pitch: an account is asked to buy more, and the deal, if there is one, closes later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import facts, keys, ledger
from cssim.domain.accounts import CONVERTED, LEAVES, Account
from cssim.domain.work import Work
from cssim.dynamics import conversion, pitches, renewal
from cssim.dynamics.drivers import PRESSURE
from cssim.dynamics.grid import on_grid
from cssim.engine import deal_dates
from cssim.engine.attainment import credit
from cssim.engine.calendar import ARRIVALS
from cssim.engine.offers import best_chance, chance_of, converts, size_of
from cssim.engine.sellers import credit_deal
from cssim.engine.shocks import chance_of_a_deal
from cssim.engine.uses import rank_waiting
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def pitch(world: World, work: Work) -> None:
    """Ask an account to buy more; unhappy ones resent it, and every one wants to be left alone for a while.

    Before time 0, where ARR is frozen, nothing is sold.
    """
    account, effects = work.account, world.plan.effects
    if best_chance(world, account) == 0.0:
        return
    health = world.health(account, world.now)
    offer(world, work, health)
    if effects.pitch_share > 0.0:
        share = pitches.harm(effects.pitch_share, health, effects.pitch_below)
        world.post(account, PRESSURE, effects.pressure_level, share, work.key)
    account.pitched_at = world.now
    rank_waiting(world, account)
    if world.now >= 0.0 and work.worth > 0:
        sell(world, work)


def offer(world: World, work: Work, health: float) -> None:
    """Write on a pitch what it may sell [cents], and with what chance to an account of this ``health`` [log-odds]."""
    account = work.account
    work.worth, work.converts = size_of(world, account), converts(world, account)
    if work.worth > 0:
        work.chance = chance_of_a_deal(world, account, chance_of(world, account, health))


def sell(world: World, work: Work) -> None:
    """Toss the coin of a pitch; what is won, or was hoped for, is settled when the deal closes."""
    work.won = world.draws.uniform(Purpose.PITCH, work.key, 0) < work.chance
    if work.won:
        work.account.pending += work.worth
    world.recorder.pitched(world.now, work)
    work.closes = on_grid(world.now + delay_of(world, work), world.plan.clock.grid)
    world.tell(deal(world, work))


def delay_of(world: World, work: Work) -> float:
    """Return how long [h] after its pitch a deal closes."""
    rules = world.plan.expansion
    if rules.deal_delay == 0.0 or rules.deal_spread == 0.0:
        return rules.deal_delay
    return inverse.lognormal(world.draws.uniform(Purpose.DEAL_DELAY, work.key, 0), rules.deal_delay, rules.deal_spread)


def deal(world: World, work: Work) -> Story:
    """A deal, from its pitch to when it closes; who has left since, or is about to, signs nothing."""
    looked_at = deal_dates.looked_at(world, work)
    if looked_at < work.closes:
        yield world.at(looked_at, ARRIVALS, keys.work_key(work.key, 2))
        deal_dates.consider(world, work)
    yield world.at(work.closes, ARRIVALS, keys.work_key(work.key, 1))
    account = work.account
    if work.won:
        account.pending -= work.worth
    if account.live and account.outcome != LEAVES and work.raised > account.left:
        close(world, work)


def close(world: World, work: Work) -> None:
    """Write what was to be expected of a pitch [cents], and the upsell if it was won."""
    account = work.account
    expected = renewal.expected_cents(work.worth, work.chance)
    more = renewal.below(account.arr + work.worth, account.arr, account.opening)
    kept = renewal.expected_cents(more, work.chance)
    world.recorder.deal(
        account, facts.DealClosed(world.now, account.index, work.key, work.worth, expected, kept, work.won)
    )
    if work.won:
        reason = ledger.CONVERSION_REASON if work.converts else ledger.NO_REASON
        buy(world, account, work.worth, kind_of(world, work), ledger.SALES, reason)
        credit(world, account, work.worth)
        if work.converts:
            convert(world, account)
        credit_deal(world, work)


def kind_of(world: World, work: Work) -> int:
    """Return the ledger's kind of a deal: of another product, or more of what the account has."""
    another = world.draws.happens(Purpose.CROSS_SELL, world.plan.expansion.cross_sell, work.key, 0)
    return ledger.CROSS_SELL if another and not work.converts else ledger.UPSELL


def buy(world: World, account: Account, size: int, kind: int, source: int, reason: int = ledger.NO_REASON) -> None:
    """Add ``size`` [cents] to the ARR of an account that buys more, in a line of this ``kind``."""
    account.arr += size
    world.recorder.arr(world.now, account, kind, reason, size, source)


def convert(world: World, account: Account) -> None:
    """Let an account that owned a license be a subscriber like the others of its segment, until its contract ends with
    the term that it has."""
    account.contract = CONVERTED
    account.base = conversion.as_subscriber(account.base, account.intercept)
    account.potential = conversion.worth_more(account.potential, world.plan.expansion.convert_multiple)
