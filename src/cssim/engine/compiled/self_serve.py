"""The story of self-service: customers buy more by themselves; retells :mod:`cssim.engine.self_serve`."""

from __future__ import annotations

from cssim.domain import ledger
from cssim.domain.accounts import LEAVES
from cssim.domain.keys import SELF_SERVE_STREAM
from cssim.dynamics import pitches, renewal
from cssim.dynamics import self_serve as formulas
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import ARRIVALS
from cssim.engine.compiled import calendar, customer_recorder
from cssim.engine.compiled.draws import derived, uniform
from cssim.engine.compiled.health import health
from cssim.engine.compiled.pitching import buy
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.watching import is_active, lasts
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose


def begin_self_serve(w: World, i: int) -> None:
    """Let an account have occasions to buy more by itself from now on, if it has none yet; none before time 0."""
    account = w.accounts[i]
    if w.segments[account.segment].self_serve_rate > 0.0 and not account.buying:
        account.buying = 1
        plan_next(w, i, max(0.0, w.run[0].now))


def plan_next(w: World, i: int, last: float) -> None:
    """Plan an account's next occasion after ``last`` [h]."""
    account = w.accounts[i]
    key = derived(account.key, SELF_SERVE_STREAM)
    unit = inverse.exponential(uniform(w, Purpose.SELF_SERVE_GAP, key, account.self_serve_n))
    rate = w.segments[account.segment].self_serve_rate
    due = on_grid(last + formulas.time_between(unit, rate), w.run[0].grid)
    calendar.at(w, due, ARRIVALS, key, calendar.SELF_SERVE, i, 0)


def self_serve(w: World, i: int) -> None:
    """Let an account have an occasion to buy more, and plan the next."""
    account = w.accounts[i]
    if not lasts(w, i) or w.segments[account.segment].self_serve_rate == 0.0:
        account.buying = 0
        return
    if is_active(w, i):
        occasion(w, i, account.self_serve_n)
    account.self_serve_n += 1
    plan_next(w, i, w.run[0].now)


def occasion(w: World, i: int, n: int) -> None:
    """Let an account buy more, or not; who is about to leave does not, nor who has all that it can use."""
    run, account = w.run[0], w.accounts[i]
    segment, stream = w.segments[account.segment], derived(account.key, SELF_SERVE_STREAM)
    whitespace = account.potential - account.arr - account.pending
    size = pitches.deal_size(account.arr, segment.self_serve_size, whitespace)
    if size == 0 or account.outcome == LEAVES:
        return
    distance = health(w, i) - segment.health_mean
    chance = formulas.unasked_chance(pitches.buying_index(run.pitch_base, run.pitch_health, distance))
    if run.pitch_room > 0.0:
        chance = pitches.in_room(chance, pitches.room_left(whitespace, account.potential, run.pitch_room))
    won = uniform(w, Purpose.SELF_SERVE_BUYS, stream, n) < chance
    more = renewal.below(account.arr + size, account.arr, account.opening)
    expected, kept = renewal.expected_cents(size, chance), renewal.expected_cents(more, chance)
    customer_recorder.self_served(w, i, derived(stream, n), size, expected, kept, won)
    if won:
        buy(w, i, size, ledger.UPSELL, ledger.SELF_SERVE)
