"""Books of accounts: what an account adds to the book of the person who owns it."""

from __future__ import annotations

from typing import Final

from cssim.units import to_milli

BY_HOURS: Final = 0
BY_ARR: Final = 1
BY_ACCOUNTS: Final = 2
N_BALANCES: Final = 3


def planned_hours(plays: float, requests: float, factor: float) -> float:
    """Return the hours a year that a planner expects an account to take; ``factor`` is what the book knows of it."""
    return plays + requests * factor


def book_weight(balance: int, hours: float, arr: int) -> int:
    """Return what an account adds to a book: planned hours [h/1000 a year], ARR [cents] or 1."""
    if balance == BY_HOURS:
        return to_milli(hours)
    return arr if balance == BY_ARR else 1


def has_room(accounts: int, arr: int, share: float, max_accounts: int, max_arr: int) -> bool:
    """Return whether a CSM may have so many ``accounts`` with this ``arr`` [cents]; the limits are for a full post."""
    return accounts <= share * max_accounts and arr <= share * max_arr


def evens_out(giver: int, giver_share: float, taker: int, taker_share: float, weight: int) -> bool:
    """Return whether who takes over an account has no larger book afterwards, per working share, than who gives it."""
    return (taker + weight) / taker_share <= (giver - weight) / giver_share


def load_per_share(load: int, weight: int, share: float) -> float:
    """Return the load of a book with one account more, per working ``share`` of its owner."""
    return (load + weight) / share
