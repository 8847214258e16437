"""The story of a contract: its price rises by the year, it is settled what becomes of it, and it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import facts, keys, ledger
from cssim.domain.accounts import CONVERTED, ENDLESS, GOES_ON, LEAVES, SUBSCRIPTION, UNDECIDED, Account
from cssim.dynamics import pricing, renewal
from cssim.dynamics.drivers import PRESSURE
from cssim.dynamics.grid import on_grid
from cssim.engine.attainment import credit
from cssim.engine.commitments import begin_commitment, follows_use, recommit
from cssim.engine.sellers import credit_renewal
from cssim.engine.years import year_effect
from cssim.sampling.streams import Purpose
from cssim.units import HOURS_PER_YEAR, month_of

if TYPE_CHECKING:
    from cssim.engine.world import World


def open_term(world: World, account: Account, begun: float, since: float) -> None:
    """Look ahead at a contract that began at ``begun`` [h], from ``since`` [h] on."""
    account.outcome, account.agreed = UNDECIDED, 0
    account.signs = signed_in_grace(world, account) if account.graced else signing(world, account)
    account.decides = account.signs if account.graced else max(since, account.signs - account.notice)
    if account.known != UNDECIDED:
        account.decides = since
    account.graced = False
    rises = world.plan.segments[account.segment].escalator > 0.0
    account.rises = within_term(account, pricing.next_anniversary(begun, since)) if rises else ENDLESS


def within_term(account: Account, time: float) -> float:
    """Return a ``time`` [h] inside the present contract; never, if it is over by then."""
    return time if time < account.contract_end else ENDLESS


def signing(world: World, account: Account) -> float:
    """Return when [h] what becomes of a contract takes effect: at its end, or late, within the time of grace.

    What is known, or depends on notice, is not late, nor is a contract that is as short as the grace.
    """
    rules, end = world.plan.contracts, account.contract_end
    if rules.signed_late == 0.0 or account.notice > 0.0 or account.known != UNDECIDED or account.term <= rules.grace:
        return end
    key, month = keys.stream_key(account.key, keys.CONTRACT_STREAM), month_of(end)
    if not world.draws.happens(Purpose.LATE_RENEWAL, rules.signed_late, key, month):
        return end
    time = renewal.signing_time(end, rules.grace, world.draws.uniform(Purpose.LATE_BY, key, month))
    return on_grid(time, world.plan.clock.grid)


def signed_in_grace(world: World, account: Account) -> float:
    """Return when [h] what becomes of a contract that was over at the start takes effect: within the rest of its grace.

    At once if it is no longer than the grace.
    """
    rules, end = world.plan.contracts, account.contract_end
    if rules.grace == 0.0 or account.term <= rules.grace:
        return 0.0
    key, month = keys.stream_key(account.key, keys.CONTRACT_STREAM), month_of(end)
    time = renewal.rest_of_grace(end, rules.grace, world.draws.uniform(Purpose.LATE_BY, key, month))
    return on_grid(time, world.plan.clock.grid)


def next_step(account: Account) -> float:
    """Return when [h] something happens to an account's contract."""
    if account.outcome == UNDECIDED:
        return min(account.rises, account.decides)
    return account.signs


def goes_on_to(world: World, account: Account, key: int) -> bool:
    """Take the step of a contract (stream ``key``) that is due; return whether the contract has come to its end."""
    if account.outcome == UNDECIDED:
        if account.rises < account.decides:
            escalate(world, account)
            return False
        decide(world, account, key)
    return account.signs <= world.now


def escalate(world: World, account: Account) -> None:
    """Raise the price as the contract says; nobody is surprised, so nothing is felt."""
    rise = pricing.price_rise(account.arr, world.plan.segments[account.segment].escalator)
    kept = renewal.below(account.arr + rise, account.arr, account.opening)
    world.recorder.expected_price(world.now, account, rise, kept)
    raise_price(world, account, rise)
    account.rises = within_term(account, account.rises + HOURS_PER_YEAR)


def raise_price(world: World, account: Account, rise: int) -> None:
    """Add ``rise`` [cents] to an account's ARR as price."""
    if rise > 0:
        account.arr += rise
        world.recorder.arr(world.now, account, ledger.PRICE, ledger.NO_REASON, rise)


def decide(world: World, account: Account, key: int) -> None:
    """Settle whether and how a contract goes on; every coin is tossed at the address of its end's month."""
    month, stocks = month_of(account.contract_end), world.stocks(account, world.now)
    year = year_effect(world, account.segment)
    health = world.health_at(account, stocks) + year
    churn = churn_of(account, health)
    goes_on = world.draws.uniform(Purpose.RENEWAL, key, month) >= churn
    account.outcome = GOES_ON if goes_on else LEAVES
    if not goes_on:
        account.why = reason_of_loss(world, account)
    if follows_use(account):
        less, more, kept = recommit(world, account, key, churn)
    else:
        less, more, kept = bargain(world, account, key, health, churn)
    kept -= renewal.expected_cents(renewal.below(account.arr, 0, account.opening), churn)
    expected_churn = renewal.expected_cents(account.arr, churn)
    world.recorder.decided(
        account,
        facts.ContractEnded(
            world.now, account.index, health, churn, account.arr, expected_churn, less, goes_on,
            account.key, account.segment, account.years, world.by_driver(stocks), year, account.signs,
            more, kept, rise_of(account) == ledger.UPSELL,
        ),
    )  # fmt: skip


def bargain(world: World, account: Account, key: int, health: float, churn: float) -> tuple[int, int, int]:
    """Settle at what ARR a contract goes on, if it does: lower, at a higher price, or as it is.

    Returns what is expected of a downsell and of a rise [cents], and of both for what counts up to the opening ARR.
    """
    month, kept = month_of(account.contract_end), 0
    shrink, size = shrinks(world, account, churn)
    accept, rise = charges(world, account, health)
    less, more = 0, 0
    if size > 0:
        chance = renewal.loses_some(churn, shrink)
        less = renewal.expected_cents(size, chance)
        kept -= renewal.expected_cents(renewal.below(account.arr, account.arr - size, account.opening), chance)
    if rise > 0:
        chance = pricing.pays_more(churn, shrink, accept)
        more = renewal.expected_cents(rise, chance)
        kept += renewal.expected_cents(renewal.below(account.arr + rise, account.arr, account.opening), chance)
    goes_on = account.outcome == GOES_ON
    if goes_on and size > 0 and world.draws.uniform(Purpose.DOWNSELL, key, month) < shrink:
        account.agreed, account.agreed_kind = -size, ledger.DOWNSELL
    elif goes_on and rise > 0 and world.draws.uniform(Purpose.PRICE_RISE, key, month) < accept:
        account.agreed, account.agreed_kind = rise, rise_of(account)
    return less, more, kept


def rise_of(account: Account) -> int:
    """Return the ledger's kind of a rise of ARR at a contract's end: price, unless it was signed or follows use."""
    return ledger.UPSELL if account.known != UNDECIDED or follows_use(account) else ledger.PRICE


def churn_of(account: Account, health: float) -> float:
    """Return the probability that a contract ends; certain where the book knows."""
    if account.known == UNDECIDED:
        return renewal.churn_probability(health, account.years)
    return 1.0 if account.known == LEAVES else 0.0


def shrinks(world: World, account: Account, churn: float) -> tuple[float, int]:
    """Return the probability of a downsell, given that the contract goes on, and its size [cents]."""
    rules = world.plan.renewal
    if account.known != UNDECIDED:
        return (1.0, account.arr - account.signed) if 0 <= account.signed < account.arr else (0.0, 0)
    if rules.downsell_odds == 0.0:
        return 0.0, 0
    return (
        renewal.downsell_probability(churn, rules.downsell_odds),
        renewal.downsell_size(account.arr, rules.downsell_size),
    )


def charges(world: World, account: Account, health: float) -> tuple[float, int]:
    """Return the probability that a price rise is accepted, given a renewal without downsell, and the rise [cents]."""
    rules = world.plan.contracts
    if account.known != UNDECIDED:
        return 1.0, max(0, account.signed - account.arr)
    if rules.price_rise == 0.0 or not pricing.is_due(account.contract_end, account.term):
        return 0.0, 0
    return pricing.acceptance(health, rules.price_accept), pricing.price_rise(account.arr, rules.price_rise)


def reason_of_loss(world: World, account: Account) -> int:
    """Return the code of the driver furthest below what was promised: it has the largest share of the loss.

    All drivers share one slope of the renewal formula, so the largest share is the most negative distance.
    ``FIT_REASON`` if no driver is below its promise, or if it was no matter of health because the book knew.
    """
    if account.known != UNDECIDED:
        return ledger.FIT_REASON
    reason, worst = ledger.FIT_REASON, 0.0
    promised = world.plan.segments[account.segment].promised
    for driver in world.felt:
        distance = account.stock(driver, world.now, world.plan.drivers[driver]) - promised[driver]
        if distance < worst:
            reason, worst = driver + 1, distance
    return reason


def renew(world: World, account: Account, key: int) -> None:
    """Let a contract go on as it was agreed."""
    effects, rules = world.plan.effects, world.plan.contracts
    if account.agreed_kind == ledger.DOWNSELL and account.agreed != 0:
        downsell(world, account, key)
    world.recorder.renewed(world.now, account.segment, account.arr)
    credit_renewal(world, account)
    if account.agreed_kind == ledger.PRICE and account.agreed != 0:
        raise_price(world, account, account.agreed)
        if effects.price_rise_share > 0.0:
            share = pricing.pressure_share(rules.price_rise, effects.price_rise_share)
            world.post(account, PRESSURE, effects.pressure_level, share, key)
    if account.agreed_kind == ledger.UPSELL and account.agreed != 0:
        buy_more(world, account)
    if account.known != UNDECIDED:
        begin_commitment(world, account)
    account.known = UNDECIDED
    if account.contract == CONVERTED:
        subscribe(world, account)
    begun = account.contract_end
    account.contract_end += account.term
    open_term(world, account, begun, max(begun, world.now))


def subscribe(world: World, account: Account) -> None:
    """Give an account that has converted its license the usual contracts of its segment."""
    segment = world.plan.segments[account.segment]
    account.contract, account.term, account.years = SUBSCRIPTION, segment.usual_term, segment.usual_years


def buy_more(world: World, account: Account) -> None:
    """Add to the ARR what was signed, or what is committed to anew without anybody's having asked for it."""
    account.arr += account.agreed
    if follows_use(account):
        world.recorder.arr(world.now, account, ledger.UPSELL, ledger.USE_REASON, account.agreed, ledger.SELF_SERVE)
        credit(world, account, account.agreed)
    else:
        world.recorder.arr(world.now, account, ledger.UPSELL, ledger.NO_REASON, account.agreed)


def downsell(world: World, account: Account, key: int) -> None:
    """Take off the ARR what was agreed; the mark of it stays a while, unless it is only less use."""
    effects, by_use = world.plan.effects, follows_use(account)
    account.arr += account.agreed
    reason = ledger.USE_REASON if by_use else ledger.NEED_REASON
    world.recorder.arr(world.now, account, ledger.DOWNSELL, reason, account.agreed)
    credit(world, account, account.agreed)
    if not by_use:
        world.post(account, PRESSURE, effects.pressure_level, effects.downsell_mark_share, key)
