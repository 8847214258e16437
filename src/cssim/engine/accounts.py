"""The story of an account: one contract after another, until it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import facts, keys, ledger
from cssim.domain.accounts import Account
from cssim.dynamics import renewal
from cssim.dynamics.drivers import PRESSURE
from cssim.dynamics.sentiment import health_score
from cssim.engine.calendar import RENEWALS
from cssim.engine.years import year_effect
from cssim.sampling.streams import Purpose
from cssim.units import month_of

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def live(world: World, account: Account) -> Story:
    """An account's life as a customer."""
    key = keys.stream_key(account.key, keys.CONTRACT_STREAM)
    while True:
        yield world.at(account.contract_end, RENEWALS, key)
        if not renews(world, account, key):
            leave(world, account)
            return
        account.contract_end += account.term


def renews(world: World, account: Account, key: int) -> bool:
    """Settle whether a contract goes on and at what ARR; both are drawn at the address of its end's month."""
    rules, month = world.plan.renewal, month_of(world.now)
    stocks = world.stocks(account, world.now)
    year = year_effect(world, account.segment)
    health = world.health_at(account, stocks) + year
    churn = renewal.churn_probability(health, account.years)
    expected_churn = renewal.expected_cents(account.arr, churn)
    shrink, size, expected_downsell = 0.0, 0, 0
    if rules.downsell_odds > 0.0:
        shrink = renewal.downsell_probability(churn, rules.downsell_odds)
        size = renewal.downsell_size(account.arr, rules.downsell_size)
        expected_downsell = renewal.expected_cents(size, renewal.loses_some(churn, shrink))
    account.expected_loss += expected_churn + expected_downsell
    goes_on = world.draws.uniform(Purpose.RENEWAL, key, month) >= churn
    world.recorder.contract_ended(
        facts.ContractEnded(
            world.now, account.index, health, churn, account.arr, expected_churn, expected_downsell, goes_on,
            account.segment, account.years, world.by_driver(stocks), year,
        )
    )  # fmt: skip
    if goes_on:
        if size > 0 and world.draws.uniform(Purpose.DOWNSELL, key, month) < shrink:
            downsell(world, account, size, key)
        world.recorder.renewed(world.now, account.segment, account.arr)
    return goes_on


def downsell(world: World, account: Account, size: int, key: int) -> None:
    """Take ``size`` [cents] off the ARR of a contract (stream ``key``) that goes on: the mark of it stays a while."""
    effects = world.plan.effects
    account.arr -= size
    world.recorder.arr(world.now, account, ledger.DOWNSELL, ledger.NEED_REASON, -size)
    world.post(account, PRESSURE, effects.pressure_level, effects.downsell_mark_share, key)


def leave(world: World, account: Account) -> None:
    """Let an account go: its ARR is lost, and what was open for it is dropped."""
    lost, account.arr = account.arr, 0
    account.live = False
    account.score = health_score(world.health(account, world.now))
    account.reason = reason_of_loss(world, account)
    world.recorder.arr(world.now, account, ledger.CHURN, account.reason, -lost)
    for work in world.open_work[account.index].values():
        world.desks[work.team].abandon(work)
    world.open_work[account.index].clear()


def reason_of_loss(world: World, account: Account) -> int:
    """Return the code of the driver furthest below today's stock: it has the largest share of the loss.

    All drivers share one slope of the renewal formula, so the largest share is the most negative distance.
    ``FIT_REASON`` if no driver is below today's stock.
    """
    reason, worst = ledger.FIT_REASON, 0.0
    reference = world.plan.segments[account.segment].reference
    for driver in world.felt:
        distance = account.stock(driver, world.now, world.plan.drivers[driver]) - reference[driver]
        if distance < worst:
            reason, worst = driver + 1, distance
    return reason
