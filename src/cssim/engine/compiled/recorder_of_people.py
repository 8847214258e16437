"""What is written down of people; retells :mod:`cssim.engine.recorder_of_people`."""

from __future__ import annotations

from cssim.domain import tally
from cssim.domain.people import CAME, JOINED, LEFT, WENT
from cssim.domain.tally import row_of
from cssim.engine.compiled import facts
from cssim.engine.compiled.rows import NONE, World
from cssim.units import to_milli


def person(w: World, p: int, change: int) -> None:
    """Write that something changed about a person."""
    if w.run[0].everything:
        facts.write(w, facts.PERSON, NONE, 0, w.people[p].team, w.people[p].seat, change, 0, 0.0, 0.0)


def person_left(w: World, p: int) -> None:
    """Write that a person has left for good."""
    leaver = w.people[p]
    cell = w.by_team[row_of(w.run[0].now), leaver.team]
    cell.work[tally.LEAVERS] += 1
    cell.work[tally.LEFT_MILLI] += to_milli(leaver.share)
    person(w, p, LEFT)


def person_joined(w: World, p: int) -> None:
    """Write that a person has joined."""
    hire = w.people[p]
    cell = w.by_team[row_of(w.run[0].now), hire.team]
    cell.work[tally.HIRES] += 1
    cell.work[tally.HIRED_MILLI] += to_milli(hire.share)
    person(w, p, JOINED)


def person_went(w: World, p: int) -> None:
    """Write that a person has gone to another team."""
    one = w.people[p]
    w.by_team[row_of(w.run[0].now), one.team].work[tally.LEFT_MILLI] += to_milli(one.share)
    person(w, p, WENT)


def person_came(w: World, p: int) -> None:
    """Write that a person has come from another team."""
    one = w.people[p]
    w.by_team[row_of(w.run[0].now), one.team].work[tally.HIRED_MILLI] += to_milli(one.share)
    person(w, p, CAME)


def post_changed(w: World, p: int) -> None:
    """Write that a post that somebody has is another share of a full one."""
    one = w.people[p]
    work, more = w.by_team[row_of(w.run[0].now), one.team].work, to_milli(one.post) - to_milli(one.share)
    work[tally.HIRED_MILLI] += max(0, more)
    work[tally.LEFT_MILLI] += max(0, -more)


def present(w: World, team: int, since: float, until: float) -> None:
    """Count hours [h/1000] of presence inside one month, or inside the time before month 0 and that month."""
    if since < 0.0 < until:
        w.by_team[0, team].work[tally.PRESENT_MILLI] -= to_milli(since)
        since = 0.0
    w.by_team[row_of(since), team].work[tally.PRESENT_MILLI] += to_milli(until) - to_milli(since)
