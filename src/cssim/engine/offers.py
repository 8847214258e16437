"""What an account may be sold: how much, how ready it is to be asked, and with what chance it buys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.accounts import MAINTENANCE, Account
from cssim.dynamics import conversion, pitches
from cssim.dynamics.plays import EXPANSION

if TYPE_CHECKING:
    from cssim.engine.world import World


def converts(world: World, account: Account) -> bool:
    """Return whether a pitch asks an account to subscribe, in place of a perpetual license, and not to buy more."""
    return account.contract == MAINTENANCE and world.plan.expansion.convert_chance > 0.0


def best_chance(world: World, account: Account) -> float:
    """Return the chance that a pitch succeeds with an account at best; 0 if nobody asks."""
    if converts(world, account):
        return world.plan.expansion.convert_chance
    return world.play(account, EXPANSION).chance


def size_of(world: World, account: Account) -> int:
    """Return what a successful pitch would sell now [cents]; whose conversion is under way is not asked again."""
    if converts(world, account):
        rules = world.plan.expansion
        return conversion.added(account.arr, rules.convert_multiple) if account.pending == 0 else 0
    return pitches.deal_size(account.arr, world.play(account, EXPANSION).size, whitespace_of(account))


def whitespace_of(account: Account) -> int:
    """Return the ARR [cents] that an account could still buy, deals that are open apart."""
    return account.potential - account.arr - account.pending


def readiness_of(world: World, account: Account) -> float:
    """Return R, how ready an account is to be asked now; 1 where nobody tires."""
    rest = world.plan.expansion.pitch_rest
    return pitches.appetite(world.now - account.pitched_at, rest) if rest > 0.0 else 1.0


def chance_of(world: World, account: Account, health: float) -> float:
    """Return the chance that a pitch succeeds with an account of this ``health`` [log-odds] that has something to buy.

    To who is believed to be so healthy, it is the chance that is believed in.
    """
    rules, segment = world.plan.expansion, world.plan.segments[account.segment]
    index = pitches.buying_index(rules.pitch_base, rules.pitch_health, health - segment.health_mean)
    chance = pitches.pitch_chance(best_chance(world, account), readiness_of(world, account), index)
    if rules.pitch_room > 0.0 and not converts(world, account):
        room = pitches.room_left(whitespace_of(account), account.potential, rules.pitch_room)
        chance = pitches.in_room(chance, room)
    return chance
