"""The story of self-service: customers buy more by themselves, without anybody's time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import facts, keys, ledger
from cssim.domain.accounts import LEAVES, Account, Stream
from cssim.dynamics import pitches, renewal
from cssim.dynamics import self_serve as formulas
from cssim.dynamics.grid import on_grid
from cssim.engine import customer_recorder
from cssim.engine.calendar import ARRIVALS
from cssim.engine.pitching import buy
from cssim.engine.watching import is_active
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def begin_self_serve(world: World, account: Account) -> None:
    """Let an account have occasions to buy more by itself from now on; none before time 0, where ARR is frozen."""
    account.purchases = Stream(keys.stream_key(account.key, keys.SELF_SERVE_STREAM), max(0.0, world.now))
    buy_from(world, account, account.purchases)


def buy_from(world: World, account: Account, stream: Stream) -> None:
    """Let an account have occasions if those of its segment do, and it does not yet."""
    if world.plan.segments[account.segment].self_serve_rate > 0.0 and not stream.running:
        stream.running, stream.due = True, max(0.0, world.now)
        world.tell(self_serve(world, account, stream))


def self_serve(world: World, account: Account, stream: Stream) -> Story:
    """An account's occasions, one after another for as long as it is a customer."""
    while True:
        unit = inverse.exponential(world.draws.uniform(Purpose.SELF_SERVE_GAP, stream.key, stream.n))
        rate = world.plan.segments[account.segment].self_serve_rate
        stream.due = on_grid(stream.due + formulas.time_between(unit, rate), world.plan.clock.grid)
        yield world.at(stream.due, ARRIVALS, stream.key)
        stream.running = account.lasts and world.plan.segments[account.segment].self_serve_rate > 0.0
        if not stream.running:
            return
        if is_active(world, account):
            occasion(world, account, stream)
        stream.n += 1


def occasion(world: World, account: Account, stream: Stream) -> None:
    """Let an account buy more, or not; who is about to leave does not, nor who has all that it can use."""
    segment, rules = world.plan.segments[account.segment], world.plan.expansion
    whitespace = account.potential - account.arr - account.pending
    size = pitches.deal_size(account.arr, segment.self_serve_size, whitespace)
    if size == 0 or account.outcome == LEAVES:
        return
    distance = world.health(account, world.now) - segment.health_mean
    chance = formulas.unasked_chance(pitches.buying_index(rules.pitch_base, rules.pitch_health, distance))
    if rules.pitch_room > 0.0:
        chance = pitches.in_room(chance, pitches.room_left(whitespace, account.potential, rules.pitch_room))
    won = world.draws.uniform(Purpose.SELF_SERVE_BUYS, stream.key, stream.n) < chance
    more = renewal.below(account.arr + size, account.arr, account.opening)
    expected, kept = renewal.expected_cents(size, chance), renewal.expected_cents(more, chance)
    event = keys.work_key(stream.key, stream.n)
    customer_recorder.self_served(
        world.recorder, account, facts.SelfServed(world.now, account.index, event, size, expected, kept, won)
    )
    if won:
        buy(world, account, size, ledger.UPSELL, ledger.SELF_SERVE)
