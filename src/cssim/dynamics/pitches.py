"""Pitches: attempts to sell more to an account that has more to buy."""

from __future__ import annotations

import math
from typing import Final

from cssim.dynamics.renewal import log_one_plus_exp
from cssim.units import to_cents

_SPREAD: Final = 0.5
"""Log-odds of health over which the harm of a pitch goes from three quarters to half, about."""


def appetite(elapsed: float, half_life: float) -> float:
    """Return R in [0, 1), how ready an account is to hear another pitch ``elapsed`` [h] after the last one.

    0 right after a pitch, half after ``half_life`` [h]: pitching ever more often sells no more than a limit.
    """
    return 1.0 - math.exp2(-elapsed / half_life)


def logistic(x: float) -> float:
    """Return 1 / (1 + exp(-x)) without overflow."""
    return math.exp(-log_one_plus_exp(-x))


def pitch_chance(most: float, ready: float, index: float) -> float:
    """Return the probability that a pitch succeeds: ``most`` at best, of an account that is ``ready`` (R).

    ``index`` [log-odds] says how well the account does.
    """
    return most * ready * logistic(index)


def buying_index(base: float, slope: float, distance: float) -> float:
    """Return how inclined an account is to buy whose health is ``distance`` [log-odds] above that of its segment."""
    return base + slope * distance


def room_left(whitespace: int, potential: int, exponent: float) -> float:
    """Return (W / potential)^exponent: the little that is left to sell is the hardest to sell."""
    return math.exp(exponent * math.log(whitespace / potential))


def in_room(chance: float, room: float) -> float:
    """Return the chance of a pitch where the ``room`` left makes it harder."""
    return chance * room


def deal_size(arr: int, share: float, whitespace: int) -> int:
    """Return what a successful pitch sells [cents]: a ``share`` of ``arr`` [cents], but no more than there is."""
    return max(0, min(whitespace, to_cents(arr * share)))


def potential_arr(arr: int, times: float) -> int:
    """Return the ARR [cents] of an account of ``arr`` [cents] if it bought all that it could use."""
    return to_cents(arr * times)


def harm(share: float, health: float, below: float) -> float:
    """Return the share of the pressure gap that a pitch closes: all of ``share`` of an account in a very bad way.

    Half of it at a ``health`` of ``below`` [log-odds], next to nothing of one that is well.
    """
    return share * logistic((below - health) / _SPREAD)
