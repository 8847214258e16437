"""The story of a contract: its price rises, it is settled what becomes of it; retells :mod:`cssim.engine.contracts`."""

from __future__ import annotations

from cssim.domain import ledger
from cssim.domain.accounts import CONVERTED, ENDLESS, GOES_ON, LEAVES, SUBSCRIPTION, UNDECIDED
from cssim.domain.keys import CONTRACT_STREAM
from cssim.dynamics import pricing, renewal
from cssim.dynamics.drivers import N_DRIVERS, PRESSURE
from cssim.dynamics.grid import on_grid
from cssim.engine.compiled import recorder
from cssim.engine.compiled.attainment import credit
from cssim.engine.compiled.commitments import begin_commitment, follows_use, recommit
from cssim.engine.compiled.draws import derived, happens, uniform
from cssim.engine.compiled.health import health, post, stock
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.sellers import credit_renewal
from cssim.engine.compiled.years import year_effect
from cssim.sampling.streams import Purpose
from cssim.units import HOURS_PER_YEAR, month_of


def open_term(w: World, i: int, begun: float, since: float) -> None:
    """Look ahead at a contract that began at ``begun`` [h], from ``since`` [h] on."""
    account = w.accounts[i]
    account.outcome, account.agreed = UNDECIDED, 0
    account.signs = signed_in_grace(w, i) if account.graced else signing(w, i)
    account.decides = account.signs if account.graced else max(since, account.signs - account.notice)
    if account.known != UNDECIDED:
        account.decides = since
    account.graced = 0
    account.rises = ENDLESS
    if w.segments[account.segment].escalator > 0.0:
        account.rises = within_term(w, i, pricing.next_anniversary(begun, since))


def within_term(w: World, i: int, time: float) -> float:
    """Return a ``time`` [h] inside the present contract; never, if it is over by then."""
    return float(time if time < w.accounts[i].contract_end else ENDLESS)


def signing(w: World, i: int) -> float:
    """Return when [h] what becomes of a contract takes effect: at its end, or late, within the time of grace."""
    run, account = w.run[0], w.accounts[i]
    end = float(account.contract_end)
    if run.signed_late == 0.0 or account.notice > 0.0 or account.known != UNDECIDED or account.term <= run.grace:
        return end
    key, month = derived(account.key, CONTRACT_STREAM), month_of(end)
    if not happens(w, Purpose.LATE_RENEWAL, run.signed_late, key, month):
        return end
    return on_grid(renewal.signing_time(end, run.grace, uniform(w, Purpose.LATE_BY, key, month)), run.grid)


def signed_in_grace(w: World, i: int) -> float:
    """Return when [h] what becomes of a contract that was over at the start takes effect: in the rest of its grace."""
    run, account = w.run[0], w.accounts[i]
    end = float(account.contract_end)
    if run.grace == 0.0 or account.term <= run.grace:
        return 0.0
    u = uniform(w, Purpose.LATE_BY, derived(account.key, CONTRACT_STREAM), month_of(end))
    return on_grid(renewal.rest_of_grace(end, run.grace, u), run.grid)


def next_step(w: World, i: int) -> float:
    """Return when [h] something happens to an account's contract."""
    account = w.accounts[i]
    if account.outcome == UNDECIDED:
        return float(min(account.rises, account.decides))
    return float(account.signs)


def goes_on_to(w: World, i: int) -> bool:
    """Take the step of a contract that is due; return whether the contract has come to its end."""
    account = w.accounts[i]
    if account.outcome == UNDECIDED:
        if account.rises < account.decides:
            escalate(w, i)
            return False
        decide(w, i)
    return bool(account.signs <= w.run[0].now)


def escalate(w: World, i: int) -> None:
    """Raise the price as the contract says; nobody is surprised, so nothing is felt."""
    account = w.accounts[i]
    rise = pricing.price_rise(account.arr, w.segments[account.segment].escalator)
    recorder.expected_price(w, i, rise, renewal.below(account.arr + rise, account.arr, account.opening))
    raise_price(w, i, rise)
    account.rises = within_term(w, i, account.rises + HOURS_PER_YEAR)


def raise_price(w: World, i: int, rise: int) -> None:
    """Add ``rise`` [cents] to an account's ARR as price."""
    if rise > 0:
        w.accounts[i].arr += rise
        recorder.arr(w, w.run[0].now, i, ledger.PRICE, ledger.NO_REASON, rise)


def decide(w: World, i: int) -> None:
    """Settle whether and how a contract goes on; every coin is tossed at the address of its end's month."""
    account = w.accounts[i]
    year = year_effect(w, account.segment)
    h = health(w, i) + year
    churn = churn_of(w, i, h)
    key = derived(account.key, CONTRACT_STREAM)
    goes_on = uniform(w, Purpose.RENEWAL, key, month_of(account.contract_end)) >= churn
    account.outcome = GOES_ON if goes_on else LEAVES
    if not goes_on:
        account.why = reason_of_loss(w, i)
    if follows_use(w, i):
        less, more, kept = recommit(w, i, churn)
    else:
        less, more, kept = bargain(w, i, h, churn)
    kept -= renewal.expected_cents(renewal.below(account.arr, 0, account.opening), churn)
    expected_churn = renewal.expected_cents(account.arr, churn)
    rise = rise_of(w, i)
    recorder.decided(w, i, expected_churn, less, rise, more, kept)
    if w.run[0].money and account.signs < w.run[0].end:
        recorder.contract_settled(w, i, h, churn, expected_churn, less, goes_on)
        for driver in range(N_DRIVERS):
            felt = stock(w, i, driver) if w.run[0].felt[driver] else 0.0
            recorder.stock_at_end(w, i, driver, felt, rise, more, kept)
        recorder.stock_at_end(w, i, N_DRIVERS, year, rise, more, kept)


def bargain(w: World, i: int, h: float, churn: float) -> tuple[int, int, int]:
    """Settle at what ARR a contract goes on, if it does; return what is expected of it."""
    account, kept = w.accounts[i], 0
    month, key = month_of(account.contract_end), derived(account.key, CONTRACT_STREAM)
    shrink, size = shrinks(w, i, churn)
    accept, rise = charges(w, i, h)
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
    if goes_on and size > 0 and uniform(w, Purpose.DOWNSELL, key, month) < shrink:
        account.agreed, account.agreed_kind = -size, ledger.DOWNSELL
    elif goes_on and rise > 0 and uniform(w, Purpose.PRICE_RISE, key, month) < accept:
        account.agreed, account.agreed_kind = rise, rise_of(w, i)
    return less, more, kept


def rise_of(w: World, i: int) -> int:
    """Return the ledger's kind of a rise of ARR at a contract's end: price, unless it was signed or follows use."""
    return ledger.UPSELL if w.accounts[i].known != UNDECIDED or follows_use(w, i) else ledger.PRICE


def churn_of(w: World, i: int, h: float) -> float:
    """Return the probability that a contract ends; certain where the book knows."""
    account = w.accounts[i]
    if account.known == UNDECIDED:
        return renewal.churn_probability(h, account.years)
    return 1.0 if account.known == LEAVES else 0.0


def shrinks(w: World, i: int, churn: float) -> tuple[float, int]:
    """Return the probability of a downsell, given that the contract goes on, and its size [cents]."""
    run, account = w.run[0], w.accounts[i]
    if account.known != UNDECIDED:
        return (1.0, account.arr - account.signed) if 0 <= account.signed < account.arr else (0.0, 0)
    if run.downsell_odds == 0.0:
        return 0.0, 0
    size = renewal.downsell_size(account.arr, run.downsell_size)
    return renewal.downsell_probability(churn, run.downsell_odds), size


def charges(w: World, i: int, h: float) -> tuple[float, int]:
    """Return the probability that a price rise is accepted, given a renewal without downsell, and the rise [cents]."""
    run, account = w.run[0], w.accounts[i]
    if account.known != UNDECIDED:
        return 1.0, max(0, account.signed - account.arr)
    if run.price_rise == 0.0 or not pricing.is_due(account.contract_end, account.term):
        return 0.0, 0
    return pricing.acceptance(h, run.price_accept), pricing.price_rise(account.arr, run.price_rise)


def reason_of_loss(w: World, i: int) -> int:
    """Return the code of the driver furthest below what was promised, ``FIT_REASON`` if none is below."""
    run, account = w.run[0], w.accounts[i]
    if account.known != UNDECIDED:
        return ledger.FIT_REASON
    promised = w.segments[account.segment].promised
    reason, worst = ledger.FIT_REASON, 0.0
    for driver in range(N_DRIVERS):
        if run.felt[driver]:
            distance = stock(w, i, driver) - promised[driver]
            if distance < worst:
                reason, worst = driver + 1, distance
    return reason


def renew(w: World, i: int) -> None:
    """Let a contract go on as it was agreed."""
    run, account = w.run[0], w.accounts[i]
    if account.agreed_kind == ledger.DOWNSELL and account.agreed != 0:
        downsell(w, i)
    recorder.renewed(w, i)
    credit_renewal(w, i)
    if account.agreed_kind == ledger.PRICE and account.agreed != 0:
        raise_price(w, i, account.agreed)
        if run.price_rise_share > 0.0:
            share = pricing.pressure_share(run.price_rise, run.price_rise_share)
            post(w, i, PRESSURE, run.pressure_level, share, derived(account.key, CONTRACT_STREAM))
    if account.agreed_kind == ledger.UPSELL and account.agreed != 0:
        buy_more(w, i)
    if account.known != UNDECIDED:
        begin_commitment(w, i)
    account.known = UNDECIDED
    if account.contract == CONVERTED:
        subscribe(w, i)
    begun = account.contract_end
    account.contract_end = begun + account.term
    open_term(w, i, begun, max(begun, run.now))


def subscribe(w: World, i: int) -> None:
    """Give an account that has converted its license the usual contracts of its segment."""
    account = w.accounts[i]
    segment = w.segments[account.segment]
    account.contract, account.term, account.years = SUBSCRIPTION, segment.usual_term, segment.usual_years


def buy_more(w: World, i: int) -> None:
    """Add to the ARR what was signed, or what is committed to anew without anybody's having asked for it."""
    account, now = w.accounts[i], w.run[0].now
    account.arr += account.agreed
    if follows_use(w, i):
        recorder.arr(w, now, i, ledger.UPSELL, ledger.USE_REASON, account.agreed, ledger.SELF_SERVE)
        credit(w, i, account.agreed)
    else:
        recorder.arr(w, now, i, ledger.UPSELL, ledger.NO_REASON, account.agreed)


def downsell(w: World, i: int) -> None:
    """Take off the ARR what was agreed; the mark of it stays a while, unless it is only less use."""
    run, account, by_use = w.run[0], w.accounts[i], follows_use(w, i)
    account.arr += account.agreed
    reason = ledger.USE_REASON if by_use else ledger.NEED_REASON
    recorder.arr(w, run.now, i, ledger.DOWNSELL, reason, account.agreed)
    credit(w, i, account.agreed)
    if not by_use:
        post(w, i, PRESSURE, run.pressure_level, run.downsell_mark_share, derived(account.key, CONTRACT_STREAM))
