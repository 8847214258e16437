"""Decisions of routing and order: scalars in, a code or a number out; both engines call these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cssim.dynamics.plays import EXPANSION, RENEWAL

TO_SELF_SERVICE: Final = 0
TO_SUPPORT: Final = 1
TO_CSM: Final = 2
TO_AGENT: Final = 3
TO_SPECIALIST: Final = 4
TO_OWNER: Final = 5
"""To the team that owns what is commercial, where that is not the one that covers the account."""

ANYONE: Final = -1
"""Code of the line that a whole team serves; that of a person's own line is the seat."""

MOST_PLACES: Final = 12
"""Regions, or languages, of the accounts of one segment."""


def line_of_group(group: int) -> int:
    """Return the code of the line that a group of people serves: -2 for group 0, and so on down."""
    return ANYONE - 1 - group


def group_of_line(line: int) -> int:
    """Return the group whose line has this code."""
    return ANYONE - 1 - line


def opens_after(line: int, own: float, group: float) -> float:
    """Return how long [h] work waits in a ``line`` before the whole team may take it, 0 for ever.

    ``own`` and ``group`` [h] are that of a person's own line and that of a group's.
    """
    if line == ANYONE:
        return 0.0
    return own if line >= 0 else group


def place_at(u: float, bounds: Sequence[float]) -> int:
    """Return the place at quantile ``u``; ``bounds`` are the cumulative shares of the places, the last above 1."""
    place = 0
    while u >= bounds[place]:
        place += 1
    return place


def covered_by_name(arr_cents: int, named_from_cents: int) -> bool:
    """Return whether an account of ``arr_cents`` has a named owner.

    Coverage models are points of one threshold: assigned 0, pooled above any account.
    """
    return arr_cents >= named_from_cents


def first_stop(destination: int, deflected: bool, automated: bool, misrouted: bool) -> int:
    """Return where a request goes first: its destination, unless something comes before.

    ``deflected``: the customer finds the answer himself; ``automated``: an agent gives it, and it is right;
    ``misrouted``: it ends up with the CSM.
    """
    if deflected:
        return TO_SELF_SERVICE
    if automated:
        return TO_AGENT
    if misrouted:
        return TO_CSM
    return destination


def doer(play: int, covering: int, renewals: int, commercial: int) -> int:
    """Return the team that does a ``play``: the ``covering`` one, unless another one (not below 0) owns such work."""
    if play == RENEWAL and renewals >= 0:
        return renewals
    return commercial if play == EXPANSION and commercial >= 0 else covering


def within_reach(stop: int, covered: bool) -> int:
    """Return where a request for ``stop`` really goes: to support if it is for a CSM and the account has none."""
    return TO_SUPPORT if stop == TO_CSM and not covered else stop


def more_bypassing(propensity: float, growth: float) -> float:
    """Return the share of its requests with which an account goes round its CSM, after one transfer more (D3).

    b + growth x (1 - b): 1 - (1 - growth)^k after k transfers.
    """
    return propensity + growth * (1.0 - propensity)


def less_bypassing(propensity: float, growth: float) -> float:
    """Return the share of its requests with which an account goes round its CSM, after it has learned better once.

    b - growth x b: what a transfer teaches, an answer that the CSM gives alone unteaches.
    """
    return propensity - growth * propensity


def teaches_better(stop: int, by_csm: bool, late: bool) -> bool:
    """Return whether an answer to a request for ``stop`` teaches to turn to the CSM.

    One that he gave himself does, and one for which an account waited too long that had gone round him.
    """
    return by_csm if stop == TO_CSM else late and stop == TO_SPECIALIST


def solved_at_once(stop: int) -> bool:
    """Return whether a request that stops there first needs nobody's time."""
    return stop in (TO_SELF_SERVICE, TO_AGENT)
