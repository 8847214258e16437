"""The people of a team: what tells one from another."""

from __future__ import annotations

from typing import NamedTuple


class StaffingRow(NamedTuple):
    """What the people of one team have in common; every default is the off value of its mechanism.

    ``skill_spread`` standard deviation of the log of a person's skill. Absences last ``absence_hours`` [h] (0: nobody
    is away), one in every ``absence_every`` [h]; after ``cover_after`` [h] of one, colleagues take over.
    ``hazard`` of leaving [1/h] at a usual load (0: nobody leaves), ``overload`` what a load of 0.10 above the usual
    adds to it; ``time_to_fill`` [h] from a departure to the successor. Who is new works at ``ramp_start`` of the usual
    pace, and at all of it after ``ramp_hours`` [h] (0: at once). Nobody is recruited from ``freeze_from`` [h] to
    ``freeze_to`` [h] (not later: no freeze). ``shares`` of a full post by seat; none: the seats are
    full posts as far as they are available.

    What a full post costs beside its pay [cents]: ``managers``, ``operations`` and ``tools`` a year, ``recruiting`` and
    ``training`` once per hire.
    """

    skill_spread: float = 0.0
    absence_hours: float = 0.0
    absence_every: float = 0.0
    cover_after: float = 0.0
    hazard: float = 0.0
    overload: float = 0.0
    time_to_fill: float = 0.0
    ramp_hours: float = 0.0
    ramp_start: float = 1.0
    managers: int = 0
    operations: int = 0
    tools: int = 0
    recruiting: int = 0
    training: int = 0
    freeze_from: float = 0.0
    freeze_to: float = 0.0
    shares: tuple[float, ...] = ()


NO_STAFFING = StaffingRow()
"""A team of people who are all alike."""
