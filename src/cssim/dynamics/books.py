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


def load_per_share(load: int, weight: int, share: float) -> float:
    """Return the load of a book with one account more, per working ``share`` of its owner."""
    return (load + weight) / share
