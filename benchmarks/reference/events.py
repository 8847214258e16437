"""Event by event: what happened when, to whom, by whom, and a digest of it.

Two tellings of the reference workload that make the same draws must give the same digest. Events are ordered by
time; at one instant work is done, then asked, then begun.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.reference.loop import Trace
from cssim.domain import facts
from cssim.results.run import Run

DONE, ASKED, BEGUN = range(3)
KIND_OF = {facts.WorkDone: DONE, facts.WorkSubmitted: ASKED, facts.WorkStarted: BEGUN}


class Events(NamedTuple):
    """One row per event, in order: ``time`` [h], ``kind``, ``account`` index and ``seat`` (-1 when asked)."""

    time: NDArray[np.float64]
    kind: NDArray[np.int64]
    account: NDArray[np.int64]
    seat: NDArray[np.int64]


def of_run(run: Run) -> Events:
    """Return what an engine wrote down about work, in the order in which it was written; all facts are needed."""
    rows = [
        (fact.time, KIND_OF[type(fact)], fact.account, getattr(fact, "seat", -1))
        for fact in run.facts
        if isinstance(fact, facts.WorkDone | facts.WorkSubmitted | facts.WorkStarted)
    ]
    time, *codes = zip(*rows, strict=True)
    return Events(np.array(time), *(np.array(code, dtype=np.int64) for code in codes))


def of_trace(trace: Trace, end: float) -> Events:
    """Return what the hand-written loop traced up to ``end`` [h]."""
    nobody = np.full(len(trace.asked), -1)
    happened = [
        (times, np.full(len(times), kind), trace.account, seats)
        for times, kind, seats in (
            (trace.done, DONE, trace.seat),
            (trace.asked, ASKED, nobody),
            (trace.begun, BEGUN, trace.seat),
        )
    ]
    time, *codes = (np.concatenate(columns) for columns in zip(*happened, strict=True))
    kind = codes[0]
    order = np.lexsort((kind, time))[: int((time < end).sum())]
    return Events(time[order], *(code[order].astype(np.int64) for code in codes))


def digest(events: Events) -> str:
    """Return a hash of every time, kind, account and seat."""
    found = hashlib.blake2b(digest_size=8)
    for column in events:
        found.update(np.ascontiguousarray(column).tobytes())
    return found.hexdigest()
