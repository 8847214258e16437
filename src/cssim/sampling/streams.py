"""Randomness with an address: every draw is a pure function of what it decides, nothing is drawn "next".

A draw is named by (seed, run, period, purpose, entity key, n). The address is hashed by the finalizer of
splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014), applied once to
the address of the entity and once to its counter. Adding a mechanism or an entity therefore never moves another
one's draws, and results depend neither on the order of events nor on the number of workers.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

MASK64: Final = 0xFFFF_FFFF_FFFF_FFFF
MASK63: Final = 0x7FFF_FFFF_FFFF_FFFF
_GOLDEN: Final = 0x9E37_79B9_7F4A_7C15
_MUL_1: Final = 0xBF58_476D_1CE4_E5B9
_MUL_2: Final = 0x94D0_49BB_1331_11EB
_STEP: Final = 2.0**-52

PERIOD_TRAITS: Final = 0
"""Draws that describe an entity (fit, frailty): the same before and after time 0."""
PERIOD_SETTLING: Final = 1
"""Draws of what happens while the opening book settles, before time 0."""
PERIOD_RUN: Final = 2
"""Draws of what happens in the run itself."""


class Purpose(IntEnum):
    """What a draw decides. Numbers are appended, never reused or renumbered."""

    BOOK_OFFSET = 1
    FIT = 2
    FRAILTY = 3
    REQUEST_GAP = 4
    REQUEST_WORK = 5
    REQUEST_DIFFICULTY = 6
    SELF_SERVICE = 7
    MISROUTED = 8
    SLOT_PHASE = 9
    SLOT_WORK = 10
    RENEWAL = 11
    DOWNSELL = 12
    ASSUMPTION = 13
    AGENT = 20
    AGENT_WRONG = 21
    WARM_TRANSFER = 22
    BYPASS = 23
    WRONG_PERSON = 24
    PRICE_RISE = 45
    COMMITMENT = 46
    CONTRACT_TYPE = 47
    SKILL = 30
    ABSENCE = 31
    LEAVING = 32
    REVIEW = 125
    YEAR = 55
    YEAR_OF_SEGMENT = 56
    BOOKED_AT = 57
    LANDED_ARR = 58
    LANDED_TERM = 59
    CROSS_SELL = 60
    PITCH = 65
    DEAL_DELAY = 66
    CHAMPION_GAP = 95
    SHOCK_TARGET = 96
    SHOCK_TIME = 97
    WISH_TOPIC = 98
    WISH_MISSED = 99
    SALES_WANTS = 100
    NPS_ASKED = 101
    NPS_MOOD = 102
    CSAT_ASKED = 103
    CSAT_ANSWER = 104
    WON_ALL_THE_SAME = 105
    PLACE = 85
    SCORE_ERROR = 110
    SCORE_MISSING = 111
    DIGITAL_PHASE = 150
    USE_WORK = 112
    IDEAL_PROFILE = 135
    REFERRAL_GAP = 136
    REFERRAL_MOOD = 137
    REFERRAL_DISPUTED = 138
    SELF_SERVE_GAP = 139
    SELF_SERVE_BUYS = 140
    MODULE_GAP = 141
    MODULE_OF_ACCOUNT = 142
    LATE_RENEWAL = 143
    LATE_BY = 144
    WINBACK = 145
    WINBACK_DELAY = 146
    PLAN_SOLD = 155
    PUSHED_MODULE_GAP = 156
    PUSHED_MODULE_OF_ACCOUNT = 157
    ABOUT_A_DEAL = 158


def mix(z: int) -> int:
    """Return the splitmix64 finalizer of the 64-bit integer ``z``: a bijection whose bits look independent."""
    z = ((z ^ (z >> 30)) * _MUL_1) & MASK64
    z = ((z ^ (z >> 27)) * _MUL_2) & MASK64
    return z ^ (z >> 31)


def combine(key: int, part: int) -> int:
    """Return the 63-bit key of the thing number ``part`` of the thing with ``key`` (rule P13)."""
    return mix((key + part * _GOLDEN + _GOLDEN) & MASK64) & MASK63


def root_of(seed: int, run: int, period: int) -> int:
    """Return the 64-bit root of all addresses of one period of one run."""
    z = mix((seed & MASK64) ^ _GOLDEN)
    z = mix((z + (run & MASK64) * _GOLDEN) & MASK64)
    return mix((z + period * _GOLDEN) & MASK64)


def uniform_at(root: int, purpose: int, key: int, n: int) -> float:
    """Return the uniform at an address, strictly inside (0, 1).

    Parameters
    ----------
    root
        From :func:`root_of`.
    purpose
        A :class:`Purpose`, as a plain integer.
    key
        63-bit key of the entity the draw belongs to.
    n
        The entity's own counter (0, 1, 2 ...).

    Notes
    -----
    No operand is computed from a small constant: compiled, every one of them is an unsigned 64-bit number.
    """
    z = mix((root + key * _GOLDEN + purpose * _MUL_1) & MASK64)
    z = mix((z + n * _GOLDEN + _GOLDEN) & MASK64)
    # 52 bits and a half are exact; with one bit more the largest would be rounded to 1
    return ((z >> 12) + 0.5) * _STEP


class Streams:
    """The uniforms of one period of one run."""

    __slots__ = ("root", "run", "seed")

    def __init__(self, seed: int, run: int, period: int) -> None:
        self.seed = seed
        self.run = run
        self.root = root_of(seed, run, period)

    def of_traits(self) -> Streams:
        """Return the uniforms of the same run that describe who somebody is: the same before and after time 0."""
        return Streams(self.seed, self.run, PERIOD_TRAITS)

    def uniform(self, purpose: int, key: int, n: int) -> float:
        """Return the uniform for the ``n``-th decision of kind ``purpose`` about the entity ``key``."""
        return uniform_at(self.root, purpose, key, n)

    def happens(self, purpose: int, share: float, key: int, n: int) -> bool:
        """Return whether something that happens in this ``share`` of cases does; drawn only if it can."""
        return share > 0.0 and self.uniform(purpose, key, n) < share
