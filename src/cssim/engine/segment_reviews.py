"""The story of an account's segment: now and then it is looked at where its ARR belongs, and it moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import facts, keys, ledger
from cssim.domain.accounts import Account
from cssim.dynamics import segments
from cssim.dynamics.routing import ANYONE, covered_by_name
from cssim.engine import customer_recorder
from cssim.engine.calendar import SHOCKS
from cssim.engine.digital import touch_from
from cssim.engine.handover import assign_owner, disown, lose_contact, own, weight_of
from cssim.engine.plays import play_from
from cssim.engine.requests import ask_from
from cssim.engine.self_serve import buy_from

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def begin_reviews(world: World, account: Account) -> None:
    """Let an account's segment be looked at from now on, if segments are; none is before time 0."""
    if world.plan.review.review_every > 0.0:
        world.tell(reviews(world, account, keys.stream_key(account.key, keys.REVIEW_STREAM)))


def reviews(world: World, account: Account, key: int) -> Story:
    """The reviews of an account's segment, one after another for as long as it is a customer."""
    time, every = max(0.0, world.now), world.plan.review.review_every
    while True:
        time = segments.next_review(time, every)
        yield world.at(time, SHOCKS, key)
        if not account.lasts:
            return
        if account.live:
            review(world, account, key)


def review(world: World, account: Account, key: int) -> None:
    """Look where an account's ARR belongs; it moves when that has been elsewhere, and the same, often enough."""
    target = segment_of(world, account)
    if target != account.heading:
        account.heading, account.crossed = target, 0
    account.crossed += 1
    if target != world.own_segment(account) and account.crossed >= world.plan.review.review_after:
        move(world, account, target, key)


def segment_of(world: World, account: Account) -> int:
    """Return the first segment whose rule an account's ARR meets; its own if it meets none."""
    for index, segment in enumerate(world.plan.segments[: world.n_segments]):
        if account.arr >= segment.arr_from:
            return index
    return world.own_segment(account)


def move(world: World, account: Account, target: int, cause: int) -> None:
    """Let an account belong to another segment from now on: in the ledger, in the books, and in what is done for it."""
    before, seat = account.segment, account.seat
    target = world.row_of(account, target)
    old, new = world.plan.segments[before], world.plan.segments[target]
    arr, account.arr = account.arr, 0
    world.recorder.arr(world.now, account, ledger.MOVED_OUT, ledger.NO_REASON, -arr)
    stays = seat != ANYONE and old.team == new.team and covered_by_name(arr, new.named_from)
    disown(world, account)
    account.segment, account.seat, account.arr = target, ANYONE, arr
    world.recorder.arr(world.now, account, ledger.MOVED_IN, ledger.NO_REASON, arr)
    customer_recorder.segment_changed(world.recorder, facts.SegmentChanged(world.now, account.index, before, target))
    for driver in world.felt:
        account.base = segments.rebased(account.base, old.reference[driver], new.reference[driver])
    if stays:
        account.weight = weight_of(world, account)
        own(world, account, seat)
    else:
        assign_owner(world, account)
    if seat != ANYONE and not stays:
        lose_contact(world, account, False, cause)
        world.recorder.owner_changed(world.now, account, seat, account.seat, False)
    ask_from(world, account, world.now)
    play_from(world, account, world.now)
    if account.touches is not None:
        touch_from(world, account, account.touches, world.now)
    if account.purchases is not None:
        buy_from(world, account, account.purchases)
