"""What the recorder writes of incentives: see :class:`cssim.engine.recorder.Recorder`."""

from __future__ import annotations

from cssim.domain import tally
from cssim.domain.tally import row_of
from cssim.domain.work import play_of
from cssim.dynamics import incentives, renewal
from cssim.engine.compiled import facts
from cssim.engine.compiled.rows import NONE, World
from cssim.units import to_milli


def used(w: World, k: int) -> None:
    """Write that a slot is used for something else than it fell due for."""
    work = w.works[k]
    w.by_segment[row_of(w.run[0].now), w.accounts[work.account].segment].counts[tally.REPURPOSED] += 1
    if w.run[0].everything:
        facts.write(w, facts.USED, work.account, work.key, play_of(work.type), 0, 0, 0, 0.0, 0.0)


def attained(w: World, row: int, p: int, share: float) -> None:
    """Write which share of his goals a person has attained, at the end of the month of tally row ``row``."""
    person = w.people[p]
    cell = w.by_team[row, person.team]
    cell.work[tally.ATTAINED_MILLI] += to_milli(incentives.weighted(0.0, person.share, share))
    cell.work[tally.GOALS_MILLI] += to_milli(person.share)
    if w.run[0].everything:
        facts.write(w, facts.ATTAINED, NONE, 0, person.team, person.seat, 0, 0, share, 0.0)


def moved(w: World, k: int, discount: int) -> None:
    """Write that the date of a deal was moved, and what that is expected to give away."""
    work = w.works[k]
    cell = w.by_segment[row_of(w.run[0].now), w.accounts[work.account].segment]
    cell.counts[tally.DATES_MOVED] += 1
    cell.renewals[tally.DISCOUNTS] += renewal.expected_cents(discount, work.chance)
    if w.run[0].everything:
        facts.write(w, facts.DEAL_MOVED, work.account, work.key, discount, 0, 0, 0, work.closes, 0.0)
