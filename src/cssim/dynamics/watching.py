"""When somebody looks at an account for which nobody stands by."""

from __future__ import annotations

from cssim.dynamics.plays import coming_end


def renewal_near(contract_end: float, term: float, time: float, within: float) -> bool:
    """Return whether the end of a contract is no more than ``within`` [h] away.

    Contracts no longer than that are left out: they would always be near their end. For the other arguments see
    :func:`~cssim.dynamics.plays.coming_end`; the difference is taken as renewal plays take it, so that one that falls
    due ``within`` before the end finds it near.
    """
    return term > within and coming_end(contract_end, term, time) - within <= time


def in_trouble(score: float, below: float) -> bool:
    """Return whether a health ``score`` (0 to 100), as it is seen, calls for a person."""
    return score < below
