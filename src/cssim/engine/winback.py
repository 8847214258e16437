"""The story of a lost customer: it is asked to come back, and some do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import facts, keys, ledger
from cssim.domain.accounts import CONVERTED, ENDLESS, LIVE, UNDECIDED, Account
from cssim.dynamics import renewal, winback
from cssim.dynamics.grid import on_grid
from cssim.dynamics.routing import ANYONE
from cssim.engine import customer_recorder
from cssim.engine.change import begin_anew
from cssim.engine.commitments import begin_commitment
from cssim.engine.contracts import open_term, subscribe
from cssim.engine.handover import assign_owner
from cssim.engine.scores import begin_score
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import month_of

if TYPE_CHECKING:
    from cssim.engine.world import World


def key_of(account: Account) -> int:
    """Return the key of the times at which an account is asked to come back."""
    return keys.stream_key(account.key, keys.WINBACK_STREAM)


def asked_at(world: World, account: Account) -> float:
    """Return when [h] a customer that leaves now is asked to come back, never if none does or it paid nothing.

    Whether it does is settled now: what it asks for and goes through goes on meanwhile, unseen, instead of anew.
    """
    share = world.plan.segments[account.segment].winback_share
    if share == 0.0 or account.lost == 0:
        return ENDLESS
    key, month = key_of(account), month_of(world.now)
    account.comes_back = world.draws.uniform(Purpose.WINBACK, key, month) < share
    unit = inverse.exponential(world.draws.uniform(Purpose.WINBACK_DELAY, key, month))
    return on_grid(winback.asked_at(world.now, unit, world.plan.winback.winback_delay), world.plan.clock.grid)


def ask(world: World, account: Account) -> None:
    """Ask a lost customer to come back."""
    share = world.plan.segments[account.segment].winback_share
    size = winback.returning_arr(account.lost, world.plan.winback.winback_arr)
    expected = renewal.expected_cents(size, share)
    kept = renewal.expected_cents(renewal.below(size, 0, account.opening), share)
    event = keys.work_key(key_of(account), month_of(account.left))
    customer_recorder.asked_back(
        world.recorder,
        account,
        facts.AskedBack(world.now, account.index, event, size, expected, kept, account.comes_back),
    )
    if account.comes_back:
        come_back(world, account, size)


def come_back(world: World, account: Account, size: int) -> None:
    """Let a customer begin again with an ARR of ``size`` [cents]: another contract and owner, what it felt fades."""
    account.live, account.comes_back, account.waits = True, False, False
    account.reason, account.stage = ledger.NO_REASON, LIVE
    account.known, account.signed = UNDECIDED, -1
    account.segment = world.row_of(account, world.own_segment(account))
    account.heading, account.crossed = world.own_segment(account), 0
    account.arr, account.seat, account.owner = size, ANYONE, ANYONE
    if account.contract == CONVERTED:
        subscribe(world, account)
    account.contract_end = world.now + account.term
    begin_commitment(world, account)
    assign_owner(world, account)
    if winback.is_reactivation(world.now - account.left, world.plan.winback.winback_window):
        world.recorder.arr(world.now, account, ledger.REACTIVATION, ledger.NO_REASON, size)
    else:
        world.recorder.arr(world.now, account, ledger.NEW, ledger.NO_REASON, size, ledger.WINBACK)
    begin_score(world, account)
    begin_anew(world, account)
    open_term(world, account, world.now, world.now)
