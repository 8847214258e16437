"""Fold a run with a change of design: what was counted under the old and the new rows of a segment is one segment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cssim.domain.facts import Fact, SegmentChanged
from cssim.domain.tally import Tally
from cssim.dynamics.change import own_segment
from cssim.plan.tables import Plan
from cssim.results.run import Run

IntArray = NDArray[np.int64]

BY_SEGMENT: Final = ("arr", "closing", "renewals", "counts", "by_type", "slots", "health", "seats", "stocks")
"""Tables of the tally that have a row per segment."""


def folded(plan: Plan, run: Run) -> Run:
    """Return a run of a plan with the segments that the plan has; the run itself if it knew no others."""
    if plan.change is None:
        return run
    segments = len(plan.segments)
    return replace(
        run,
        tally=_tally(run.tally, segments),
        ledger=replace(run.ledger, segment=_own(run.ledger.segment, segments)),
        accounts=replace(run.accounts, segment=_own(run.accounts.segment, segments)),
        facts=tuple(_fact(fact, segments) for fact in run.facts),
    )


def _tally(tally: Tally, segments: int) -> Tally:
    tables: dict[str, Any] = {name: getattr(tally, name) for name in BY_SEGMENT}
    return replace(tally, **{name: table[:, :segments] + table[:, segments:] for name, table in tables.items()})


def _own(rows: IntArray, segments: int) -> IntArray:
    return np.where(rows >= segments, rows - segments, rows)


def _fact(fact: Fact, segments: int) -> Fact:
    if isinstance(fact, SegmentChanged):
        return fact._replace(before=own_segment(fact.before, segments), after=own_segment(fact.after, segments))
    segment = getattr(fact, "segment", None)
    return fact if segment is None else fact._replace(segment=own_segment(segment, segments))  # type: ignore[call-arg]
