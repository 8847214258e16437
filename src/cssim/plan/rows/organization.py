"""Teams, and groups of their people."""

from __future__ import annotations

from typing import NamedTuple


class TeamRow(NamedTuple):
    """One team. ``seats`` availability share of each seat (headcount share times availability), one per seat there
    may ever be; ``promise`` [h] first response; pay per year in cents of ``heads`` posts, fractional allowed: ``base``,
    ``variable``, ``on_cost``. ``resolves_alone`` and ``touch_quality`` matter for CSMs.

    With ``cadence_planned`` (1) plays come as often as fits into a load of ``target_load``, between ``cadence_least``
    and ``cadence_most`` times as often as the segments say, ``cadence_in_order`` (1) one segment after another.
    ``matched`` share of a person's book that is of one industry.
    """

    key: int
    seats: tuple[float, ...]
    heads: float
    promise: float
    resolves_alone: float
    touch_quality: float
    base: int
    variable: int
    on_cost: int
    cadence_planned: int = 0
    cadence_in_order: int = 0
    target_load: float = 0.0
    cadence_least: float = 1.0
    cadence_most: float = 1.0
    matched: float = 0.0


class GroupRow(NamedTuple):
    """People of ``team`` who share a line of work: those on ``seats``, in ascending order; ``key`` 63-bit identity.

    One person's own line and the common line of a team need no group.
    """

    team: int
    key: int
    seats: tuple[int, ...]
