"""Little's law as an identity of every run: the area under the number present is the sum of the stays."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np
import pytest

from cssim.domain import tally
from cssim.dynamics import routing
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import Plan, RoutingRow
from cssim.units import HOURS_PER_MONTH, MILLI
from tests.builders import account, asks, exponential, fixed, lognormal, plan, segment, team
from tests.pieces import pieces_of
from tests.verification.intervals import SEED

Stay = tuple[float, float]
MONTHS = 9
WINDOWS = [(0.0, MONTHS * HOURS_PER_MONTH), (333.3, 1111.1)]


def busy_company() -> Plan:
    """Return a company in which work waits, is transferred, expires and is abandoned by customers who leave."""
    shapes = (2.0, 4.0)
    rows = [account(i, 40.0 + 97.0 * i, 640.0, shapes=shapes, owner=i % 2 if i < 8 else -1) for i in range(16)]
    types = [
        asks(exponential(1.5))._replace(destination=routing.TO_SUPPORT, misrouted=0.3, self_service=0.2),
        asks(lognormal(2.0, 0.7), urgency=2),
    ]
    teams = [team(2, resolves_alone=0.45), team(1, 102), team(1, 103)]
    where = RoutingRow(support=2, specialist=1, triage=0.3, specialist_pace=1.1, catch_up=0.3)
    return plan(
        MONTHS,
        [segment([160.0, 140.0], 60.0, 4.0, fixed(2.0), shapes)],
        rows,
        types,
        teams,
        warm_up=40.0,
        routing_row=where,
    )


def area(stays: Iterable[Stay], window: Stay) -> float:
    """Return the integral [h] of the number present over a window, from its steps up and down in time order."""
    steps = sorted(itertools.chain.from_iterable(((begin, 1), (end, -1)) for begin, end in stays))
    total, present, last = 0.0, 0, window[0]
    for time, step in steps:
        now = min(max(time, window[0]), window[1])
        total += present * (now - last)
        present, last = present + step, now
    return total + present * (window[1] - last)


def sojourns(stays: Iterable[Stay], window: Stay) -> float:
    """Return the sum [h] of the parts of all stays that lie in a window."""
    return sum(max(0.0, min(end, window[1]) - max(begin, window[0])) for begin, end in stays)


@pytest.mark.parametrize("run", range(5))
def test_area_under_the_number_present_is_the_sum_of_the_stays(run: int) -> None:
    row = busy_company()
    finished = simulate(row, settle(row, SEED, run), SEED, run, ALL)
    pieces = pieces_of(finished.facts)
    assert {piece.outcome for piece in pieces} == {"done", "open", "expired", "abandoned"}
    for where in range(3):
        here = [piece for piece in pieces if piece.team == where]
        waiting = [(piece.submitted, piece.left_line) for piece in here]
        in_service = [(piece.started, piece.ended) for piece in here if piece.seat >= 0]
        present = [(piece.submitted, piece.ended) for piece in here]
        for window in WINDOWS:
            for stays in (waiting, in_service, present):
                assert area(stays, window) == pytest.approx(sojourns(stays, window), rel=1e-12)
            both = area(waiting, window) + area(in_service, window)
            assert area(present, window) == pytest.approx(both, rel=1e-12)


def test_hours_of_the_tally_are_areas_too() -> None:
    """Busy hours are the area under the number in service, waits that of the line of those who were served."""
    row = busy_company()
    finished = simulate(row, settle(row, SEED, 0), SEED, 0, ALL)
    pieces = pieces_of(finished.facts)
    work = finished.tally.work.sum(axis=0)
    for where in range(3):
        served = [piece for piece in pieces if piece.team == where and piece.seat >= 0]
        window = (-row.clock.warm_up, MONTHS * HOURS_PER_MONTH)
        busy = area([(piece.started, piece.ended) for piece in served], window)
        waited = area([(piece.submitted, piece.started) for piece in served], window)
        counted = np.array([work[where, tally.BUSY_MILLI], work[where, tally.WAIT_MILLI]]) / MILLI
        assert counted == pytest.approx([busy, waited], abs=len(served) / MILLI)
