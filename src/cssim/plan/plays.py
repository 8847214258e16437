"""Plays in numbers: how often each falls due for a segment, how long it takes, and what it teaches."""

from __future__ import annotations

from cssim.dynamics.plays import PLAYS, RENEWAL
from cssim.plan.ownership import Ownership
from cssim.plan.rows.clock import LawRow
from cssim.plan.rows.plays import PlayRow
from cssim.plan.rows.services import ServiceRow
from cssim.plan.services import pace_of
from cssim.scenario.health import Health
from cssim.scenario.plays import ExpansionPlay, Play, Plays, RenewalPlay, Save
from cssim.units import interval_hours, months_to_hours


def lower_plays(plays: Plays, health: Health, person_within: float, own: Ownership) -> tuple[PlayRow, ...]:
    """Return the plays of a segment, by code of :mod:`cssim.dynamics.plays`; ``own`` says whether renewals have any.

    Where a person looks at accounts from ``person_within`` [h] before the end of their contracts on, if above 0, he
    does not prepare renewals before.
    """
    rows = [_row(getattr(plays, name), _teach_share(name, health)) for name in PLAYS]
    if 0.0 < person_within < rows[RENEWAL].lead:
        rows[RENEWAL] = rows[RENEWAL]._replace(lead=person_within)
    if own.automatic:
        rows[RENEWAL] = PlayRow()
    return tuple(rows)


def _row(play: Play, teach_share: float) -> PlayRow:
    interval = interval_hours(play.frequency) if play.frequency > 0.0 else 0.0
    lead = months_to_hours(play.lead) if isinstance(play, RenewalPlay) else 0.0
    waits = lead if isinstance(play, RenewalPlay) else 0.0
    expiry = waits if play.expires_after is None else play.expires_after
    chance, size = (play.chance, play.size) if isinstance(play, ExpansionPlay) else (0.0, 0.0)
    row = PlayRow(interval, expiry, LawRow(*play.work.lower()), teach_share, lead, chance, size)
    return _rescue(play, row) if isinstance(play, Save) else row


def _rescue(play: Save, row: PlayRow) -> PlayRow:
    """Return the row of a rescue; who waits for one that a score calls for waits until the score may call again."""
    if play.when == "cadence":
        return row._replace(rescue=play.effect)
    again = months_to_hours(play.again_after)
    return row._replace(rescue=play.effect, again_after=again, expiry=row.expiry if row.expiry > 0.0 else again)


def _teach_share(name: str, health: Health) -> float:
    """Return the share of the adoption gap that a play closes; adoption at level 0 has no causes."""
    return float(getattr(health.adoption, name, 0.0)) if health.adoption.level != 0.0 else 0.0


def planned_hours(plays: Plays, own: Ownership, sold: ServiceRow) -> float:
    """Return the hours a year [h] that the plays of an account of a segment take, as they are planned.

    Only those of the team that covers the segment count; ``own`` says what is left to others, and
    ``sold`` which plays come more often.
    """
    planned = 0.0
    for code, name in enumerate(PLAYS):
        play = getattr(plays, name)
        if not own.left_to_others(code):
            planned += pace_of(sold, code) * play.frequency * play.work.lower()[1]
    return planned
