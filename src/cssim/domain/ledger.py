"""The ARR ledger: one line, in whole cents, for every change of recurring revenue. Append-only."""

from __future__ import annotations

from typing import Final, NamedTuple

from cssim.dynamics.drivers import N_DRIVERS, NAMES

KINDS: Final = (
    "opening",
    "new",
    "upsell",
    "cross_sell",
    "price",
    "downsell",
    "churn",
    "reactivation",
    "moved_in",
    "moved_out",
)
OPENING, NEW, UPSELL, CROSS_SELL, PRICE, DOWNSELL, CHURN, REACTIVATION, MOVED_IN, MOVED_OUT = range(10)

SOURCES: Final = ("", "sales", "referral", "winback", "self_serve")
NO_SOURCE, SALES, REFERRAL, WINBACK, SELF_SERVE = range(5)

REASONS: Final = ("", *NAMES, "fit", "need", "use", "conversion")
"""Why: the driver with the largest share of the loss (index driver + 1), ``fit`` if no driver hurt; ``use`` where a
commitment follows it, ``conversion`` where a subscription takes the place of a perpetual license."""
NO_REASON: Final = 0
FIT_REASON: Final = N_DRIVERS + 1
NEED_REASON: Final = N_DRIVERS + 2
USE_REASON: Final = N_DRIVERS + 3
CONVERSION_REASON: Final = N_DRIVERS + 4


class ArrLine(NamedTuple):
    """A change of ARR: ``time`` [h], ``account`` index, ``segment`` index, codes, ``amount`` and ``after`` [cents].

    ``amount`` is signed: churn and downsell are negative, so the amounts of an account add up to ``after``.
    """

    time: float
    account: int
    segment: int
    kind: int
    source: int
    reason: int
    amount: int
    after: int
