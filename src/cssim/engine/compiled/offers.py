"""What an account may be sold; retells :mod:`cssim.engine.offers`."""

from __future__ import annotations

from cssim.domain.accounts import MAINTENANCE
from cssim.dynamics import conversion, pitches
from cssim.dynamics.plays import EXPANSION
from cssim.engine.compiled.rows import World


def converts(w: World, i: int) -> bool:
    """Return whether a pitch asks an account to subscribe, in place of a perpetual license, and not to buy more."""
    return bool(w.accounts[i].contract == MAINTENANCE and w.run[0].convert_chance > 0.0)


def best_chance(w: World, i: int) -> float:
    """Return the chance that a pitch succeeds with an account at best; 0 if nobody asks."""
    if converts(w, i):
        return float(w.run[0].convert_chance)
    return float(w.plays[w.accounts[i].segment, EXPANSION].chance)


def size_of(w: World, i: int) -> int:
    """Return what a successful pitch would sell now [cents]; whose conversion is under way is not asked again."""
    account = w.accounts[i]
    if converts(w, i):
        return conversion.added(account.arr, w.run[0].convert_multiple) if account.pending == 0 else 0
    return pitches.deal_size(account.arr, w.plays[account.segment, EXPANSION]["size"], whitespace_of(w, i))


def whitespace_of(w: World, i: int) -> int:
    """Return the ARR [cents] that an account could still buy, deals that are open apart."""
    account = w.accounts[i]
    return int(account.potential - account.arr - account.pending)


def readiness_of(w: World, i: int) -> float:
    """Return R, how ready an account is to be asked now; 1 where nobody tires."""
    run = w.run[0]
    if run.pitch_rest > 0.0:
        return pitches.appetite(run.now - w.accounts[i].pitched_at, run.pitch_rest)
    return 1.0


def chance_of(w: World, i: int, health: float) -> float:
    """Return the chance that a pitch succeeds with an account of this ``health`` [log-odds] that has something to buy.

    To who is believed to be so healthy, it is the chance that is believed in.
    """
    run, account = w.run[0], w.accounts[i]
    segment = w.segments[account.segment]
    index = pitches.buying_index(run.pitch_base, run.pitch_health, health - segment.health_mean)
    chance = pitches.pitch_chance(best_chance(w, i), readiness_of(w, i), index)
    if run.pitch_room > 0.0 and not converts(w, i):
        room = pitches.room_left(whitespace_of(w, i), account.potential, run.pitch_room)
        chance = pitches.in_room(chance, room)
    return chance
