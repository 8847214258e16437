"""Familiarity: what repeated contact with the same person is worth."""

from __future__ import annotations

import math


def contacts_left(contacts: float, elapsed: float, half_life: float) -> float:
    """Return the contacts that still count ``elapsed`` hours after they were ``contacts``."""
    return contacts * math.exp2(-elapsed / half_life)


def familiarity(contacts: float, contacts_to_half: float) -> float:
    """Return F = 1 - 2^(-n / n_half) in [0, 1): how well a person with ``contacts`` (n) knows the account."""
    return 1.0 - math.exp2(-contacts / contacts_to_half)


def told_again(share: float, known: float) -> float:
    """Return the share that explaining everything again posts, to a person by whom the account is ``known`` (F)."""
    return share * (1.0 - known)


def leaves_with(stock: float, share: float) -> float:
    """Return the amount [log-odds] by which a relationship shrinks when the person leaves who has ``share`` of it."""
    return -share * max(0.0, stock)


def reachable_level(level: float, known: float) -> float:
    """Return the relationship [log-odds] a contact can build: the full ``level`` only for a person well ``known``."""
    return level * known
