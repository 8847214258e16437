"""What the recorder writes of incentives."""

from __future__ import annotations

from cssim.domain import facts, tally
from cssim.domain.tally import row_of
from cssim.domain.work import Work, play_of
from cssim.dynamics import incentives, renewal
from cssim.engine.recorder import Recorder
from cssim.units import to_milli


def used(recorder: Recorder, time: float, work: Work) -> None:
    """Write that a slot is used for something else than it fell due for."""
    recorder.tally.counts[row_of(time)][work.account.segment][tally.REPURPOSED] += 1
    if recorder.all:
        recorder.facts.append(facts.SlotUsed(time, work.account.index, work.key, play_of(work.type)))


def attained(recorder: Recorder, row: int, fact: facts.GoalAttained, share: float) -> None:
    """Write what a post of this ``share`` has attained of its goals, at the end of the month of tally row ``row``."""
    work = recorder.tally.work[row][fact.team]
    work[tally.ATTAINED_MILLI] += to_milli(incentives.weighted(0.0, share, fact.attained))
    work[tally.GOALS_MILLI] += to_milli(share)
    if recorder.all:
        recorder.facts.append(fact)


def moved(recorder: Recorder, work: Work, fact: facts.DealMoved) -> None:
    """Write that the date of a deal was moved, and what that is expected to give away."""
    row, segment = row_of(fact.time), work.account.segment
    recorder.tally.counts[row][segment][tally.DATES_MOVED] += 1
    recorder.tally.renewals[row][segment][tally.DISCOUNTS] += renewal.expected_cents(fact.discount, work.chance)
    if recorder.all:
        recorder.facts.append(fact)
