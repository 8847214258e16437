"""Requests come as Poisson streams, and what splits off by a coin of its own is Poisson and independent."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cssim.domain import tally
from cssim.dynamics import routing
from cssim.engine.recorder import SUMMARY
from cssim.engine.simulate import settle, simulate
from tests.builders import account, asks, fixed, plan, segment, team
from tests.verification.intervals import SEED, assert_mean

INTERVALS = 11
RUNS, MONTHS, RATE = 30, 120, 60.0
SELF_SERVED, MISROUTED = 0.25, 0.3
PER_MONTH = 4 * RATE / 12
"""Four accounts ask ``RATE`` times a year each."""


def counts_by_month() -> NDArray[np.int64]:
    """Return monthly counts of requests, of self-served, of misrouted and of the rest; shape (runs, months, 4)."""
    how_to = asks(fixed(0.1))._replace(destination=routing.TO_SUPPORT, self_service=SELF_SERVED, misrouted=MISROUTED)
    row = plan(MONTHS, [segment([RATE])], [account(i) for i in range(4)], [how_to], [team(1), team(1, 102)])
    row = row._replace(routing=row.routing._replace(support=1, triage=0.1))
    runs = [simulate(row, settle(row, SEED, run), SEED, run, SUMMARY) for run in range(RUNS)]
    counts = np.array([run.tally.counts[1:, 0, :] for run in runs])
    asked, served, lost = (counts[..., i] for i in (tally.REQUESTS, tally.SELF_SERVED, tally.MISROUTED))
    return np.stack([asked, served, lost, asked - served - lost], axis=-1)


def test_counts_are_poisson_and_split_streams_are_independent() -> None:
    counts = counts_by_month()
    served, lost = PER_MONTH * SELF_SERVED, PER_MONTH * (1.0 - SELF_SERVED) * MISROUTED
    means = np.array([PER_MONTH, served, lost, PER_MONTH - served - lost])
    scaled = (counts - means) / np.sqrt(means)
    for stream, mean in enumerate(means):
        assert_mean(list(counts[..., stream].mean(axis=1)), mean, INTERVALS, 0.06 * mean)
        # index of dispersion, about the known mean
        assert_mean(list((scaled[..., stream] ** 2).mean(axis=1)), 1.0, INTERVALS, 0.15)
    for one, other in ((1, 2), (1, 3), (2, 3)):
        assert_mean(list((scaled[..., one] * scaled[..., other]).mean(axis=1)), 0.0, INTERVALS, 0.1)
