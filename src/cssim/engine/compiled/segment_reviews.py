"""The story of an account's segment: it is looked at now and then; retells :mod:`cssim.engine.segment_reviews`."""

from __future__ import annotations

from cssim.domain import ledger
from cssim.domain.keys import REVIEW_STREAM
from cssim.dynamics import segments
from cssim.dynamics.drivers import N_DRIVERS
from cssim.dynamics.routing import ANYONE, covered_by_name
from cssim.engine.calendar import SHOCKS
from cssim.engine.compiled import calendar, customer_recorder, recorder
from cssim.engine.compiled.digital import begin_digital
from cssim.engine.compiled.draws import derived
from cssim.engine.compiled.halves import own_segment, segment_now
from cssim.engine.compiled.handover import assign_owner, disown, lose_contact, own, weight_of
from cssim.engine.compiled.plays import begin_plays
from cssim.engine.compiled.requests import begin_requests
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.self_serve import begin_self_serve
from cssim.engine.compiled.watching import lasts


def begin_reviews(w: World, i: int) -> None:
    """Let an account's segment be looked at from now on, if segments are; none is before time 0."""
    if w.run[0].review_every > 0.0:
        plan_next(w, i, max(0.0, w.run[0].now))


def plan_next(w: World, i: int, last: float) -> None:
    """Plan the review after ``last`` [h]."""
    time = segments.next_review(last, w.run[0].review_every)
    calendar.at(w, time, SHOCKS, derived(w.accounts[i].key, REVIEW_STREAM), calendar.REVIEW, i, 0)


def review(w: World, i: int) -> None:
    """Look where an account's ARR belongs; it moves when that has been elsewhere, and the same, often enough."""
    account = w.accounts[i]
    if not lasts(w, i):
        return
    plan_next(w, i, w.run[0].now)
    if not account.live:
        return
    target = segment_of(w, i)
    if target != account.heading:
        account.heading, account.crossed = target, 0
    account.crossed += 1
    if target != own_segment(w, i) and account.crossed >= w.run[0].review_after:
        move(w, i, target, derived(account.key, REVIEW_STREAM))


def segment_of(w: World, i: int) -> int:
    """Return the first segment whose rule an account's ARR meets; its own if it meets none."""
    account = w.accounts[i]
    for s in range(w.run[0].n_segments):
        if account.arr >= w.segments[s].arr_from:
            return s
    return own_segment(w, i)


def move(w: World, i: int, target: int, cause: int) -> None:
    """Let an account belong to another segment from now on: in the ledger, in the books, and in what is done for it."""
    run, account = w.run[0], w.accounts[i]
    before, seat, arr = int(account.segment), int(account.seat), int(account.arr)
    target = segment_now(w, target) if before < run.n_segments else target + run.n_segments
    old, new = w.segments[before], w.segments[target]
    account.arr = 0
    recorder.arr(w, run.now, i, ledger.MOVED_OUT, ledger.NO_REASON, -arr)
    stays = seat != ANYONE and old.team == new.team and covered_by_name(arr, new.named_from)
    disown(w, i)
    account.segment, account.seat, account.arr = target, ANYONE, arr
    recorder.arr(w, run.now, i, ledger.MOVED_IN, ledger.NO_REASON, arr)
    customer_recorder.segment_changed(w, i, before, target)
    for driver in range(N_DRIVERS):
        if run.felt[driver]:
            account.fit = segments.rebased(account.fit, old.reference[driver], new.reference[driver])
    if stays:
        account.weight = weight_of(w, i)
        own(w, i, seat)
    else:
        assign_owner(w, i)
    if seat != ANYONE and not stays:
        lose_contact(w, i, False, cause)
        recorder.owner_changed(w, i, seat, account.seat, False)
    begin_requests(w, i, run.now)
    begin_plays(w, i, run.now)
    begin_digital(w, i, run.now)
    begin_self_serve(w, i)
