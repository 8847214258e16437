"""The calendar gives entries back in the order of time, rank and key, near or far, planned early or late."""

from __future__ import annotations

import heapq

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import builders

from cssim.domain.settled import Traits, untouched
from cssim.dynamics.drivers import N_DRIVERS
from cssim.engine.compiled import build, calendar, rows
from cssim.engine.compiled.rows import NONE, World
from cssim.engine.recorder import SUMMARY
from cssim.sampling.streams import PERIOD_RUN

END = 160.0
ENTRIES = st.lists(
    st.tuples(
        st.one_of(st.floats(0.0, 170.0), st.sampled_from([8.0, 8.5, 159.0])), st.integers(1, 7), st.integers(0, 3)
    ),
    max_size=40,
)


def world(buckets_per_hour: float) -> World:
    plan = builders.plan(1, [builders.segment()], [])
    book = untouched(Traits(np.zeros(0), np.zeros(0)), np.zeros((0, N_DRIVERS)), 0.0)
    found = build.open_world(plan, book, 1, 0, PERIOD_RUN, 0.0, END, SUMMARY)
    found.run[0].buckets_per_hour = buckets_per_hour
    length = calendar.bucket_of(END, 0.0, buckets_per_hour) + 1
    buckets = build.table(length, rows.BUCKET)
    buckets.first = buckets.second = NONE
    return found._replace(buckets=buckets)


def first(w: World) -> tuple[float, int, int] | None:
    """Take the first entry off the calendar, as the loop does."""
    run = w.run[0]
    while True:
        if w.buckets[run.bucket].first != NONE:
            calendar.bring_near(w)
        elif run.n_near:
            entry = w.near[0]
            found = (float(entry.time), int(entry.rank), int(entry.key))
            calendar.pop(w)
            return found
        elif run.bucket + 1 < len(w.buckets):
            run.bucket += 1
        else:
            return None


@pytest.mark.parametrize("buckets_per_hour", [0.1, 1.0, 30.0])
@given(entries=ENTRIES, later=ENTRIES)
def test_entries_come_in_the_written_order_of_ties(
    buckets_per_hour: float, entries: list[tuple[float, int, int]], later: list[tuple[float, int, int]]
) -> None:
    w, expected, found = world(buckets_per_hour), [], []
    for number, entry in enumerate(dict.fromkeys(entries)):
        calendar.at(w, *entry, calendar.MONTH, number, 0)
        if entry[0] < END:
            heapq.heappush(expected, entry)
    waiting = [entry for entry in dict.fromkeys(later) if entry not in entries]
    while expected:
        now = heapq.heappop(expected)
        assert first(w) == now
        found.append(now)
        if waiting and waiting[-1] > now:  # planned while time goes on
            entry = waiting.pop()
            calendar.at(w, *entry, calendar.MONTH, 0, 0)
            if entry[0] < END:
                heapq.heappush(expected, entry)
    assert first(w) is None
    assert found == sorted(found)
    assert w.run[0].n_near == 0


@given(st.floats(-3880.0, 5760.0), st.floats(-3880.0, 5760.0), st.sampled_from([1.0, 1.068, 17.3, 1000.0]))
def test_an_earlier_time_is_never_in_a_later_span(one: float, other: float, per_hour: float) -> None:
    earlier, later = sorted((one, other))
    assert calendar.bucket_of(earlier, -3880.0, per_hour) <= calendar.bucket_of(later, -3880.0, per_hour)
