"""The story of a lost customer: it is asked to come back, and some do; retells :mod:`cssim.engine.winback`."""

from __future__ import annotations

from cssim.domain import ledger
from cssim.domain.accounts import CONVERTED, ENDLESS, LIVE, UNDECIDED
from cssim.domain.keys import WINBACK_STREAM
from cssim.dynamics import renewal, winback
from cssim.dynamics.grid import on_grid
from cssim.dynamics.routing import ANYONE
from cssim.engine.compiled import customer_recorder, recorder
from cssim.engine.compiled.change import begin_anew
from cssim.engine.compiled.commitments import begin_commitment
from cssim.engine.compiled.contracts import open_term, subscribe
from cssim.engine.compiled.draws import derived, uniform
from cssim.engine.compiled.halves import own_segment, segment_now
from cssim.engine.compiled.handover import assign_owner
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.scores import begin_score
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import month_of


def key_of(w: World, i: int) -> int:
    """Return the key of the times at which an account is asked to come back."""
    return derived(w.accounts[i].key, WINBACK_STREAM)


def asked_at(w: World, i: int) -> float:
    """Return when [h] a customer that leaves now is asked to come back, never if none does or it paid nothing."""
    run, account = w.run[0], w.accounts[i]
    share = w.segments[account.segment].winback_share
    if share == 0.0 or account.lost == 0:
        return ENDLESS
    key, month = key_of(w, i), month_of(run.now)
    account.comes_back = int(uniform(w, Purpose.WINBACK, key, month) < share)
    unit = inverse.exponential(uniform(w, Purpose.WINBACK_DELAY, key, month))
    return on_grid(winback.asked_at(run.now, unit, run.winback_delay), run.grid)


def ask(w: World, i: int) -> None:
    """Ask a lost customer to come back."""
    account = w.accounts[i]
    share = w.segments[account.segment].winback_share
    size = winback.returning_arr(account.lost, w.run[0].winback_arr)
    expected = renewal.expected_cents(size, share)
    kept = renewal.expected_cents(renewal.below(size, 0, account.opening), share)
    customer_recorder.asked_back(w, i, derived(key_of(w, i), month_of(account.left)), size, expected, kept)
    if account.comes_back:
        come_back(w, i, size)


def come_back(w: World, i: int, size: int) -> None:
    """Let a customer begin again with an ARR of ``size`` [cents]: another contract and owner, what it felt fades."""
    run, account = w.run[0], w.accounts[i]
    account.live, account.comes_back, account.waits = 1, 0, 0
    account.reason, account.stage = ledger.NO_REASON, LIVE
    account.known, account.signed = UNDECIDED, -1
    if account.segment < run.n_segments:
        account.segment = segment_now(w, account.segment)
    account.heading, account.crossed = own_segment(w, i), 0
    account.arr, account.seat, account.owner = size, ANYONE, ANYONE
    if account.contract == CONVERTED:
        subscribe(w, i)
    account.contract_end = run.now + account.term
    begin_commitment(w, i)
    assign_owner(w, i)
    if winback.is_reactivation(run.now - account.left, run.winback_window):
        recorder.arr(w, run.now, i, ledger.REACTIVATION, ledger.NO_REASON, size)
    else:
        recorder.arr(w, run.now, i, ledger.NEW, ledger.NO_REASON, size, ledger.WINBACK)
    begin_score(w, i)
    begin_anew(w, i)
    open_term(w, i, run.now, run.now)
