"""Pools by region are queues of their own: two regions wait as two teams would, each as Erlang says."""

from __future__ import annotations

import math
from statistics import fmean

import pytest

from cssim.domain.facts import WorkSubmitted
from cssim.dynamics.routing import line_of_group
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import GroupRow, Plan
from cssim.results.run import Run
from cssim.units import HOURS_PER_MONTH, HOURS_PER_YEAR
from tests.builders import account, asks, exponential, plan, segment, team
from tests.verification import queues
from tests.verification.intervals import SEED, assert_mean

INTERVALS = 2
MEAN = 10.0
PER_HOUR = 0.03
"""Requests of one account [1/h]: four accounts keep two people busy for 60 %, eight keep three busy for 80 %."""
REGIONS = (GroupRow(0, 901, (0, 1)), GroupRow(0, 902, (2, 3, 4)))
ACCOUNTS = (4, 8)
LOADS = (0.6, 0.8)


def two_regions(months: int) -> Plan:
    accounts = [account(i, owner=line_of_group(int(i >= ACCOUNTS[0]))) for i in range(sum(ACCOUNTS))]
    rates = [PER_HOUR * HOURS_PER_YEAR]
    return plan(months, [segment(rates)], accounts, [asks(exponential(MEAN))], [team(5)])._replace(groups=REGIONS)


def of_region(run: Run, region: int) -> set[int]:
    line = line_of_group(region)
    return {fact.work for fact in run.facts if isinstance(fact, WorkSubmitted) and fact.owner == line}


def test_each_region_serves_its_own_in_the_order_of_arrival() -> None:
    """Exact, request by request: the waits are those of two queues that know nothing of each other."""
    months = 12
    told = two_regions(months)
    run = simulate(told, settle(told, SEED, 0), SEED, 0, ALL)
    found = queues.waits(run, 0.0, months * HOURS_PER_MONTH - 400.0)
    for region, row in enumerate(REGIONS):
        mine = of_region(run, region)
        expected = queues.first_come_first_served(run, len(row.seats), mine)
        waits = {work: wait for work, wait in found.items() if work in mine}
        assert len(waits) > 100 and fmean(wait > 0.0 for wait in waits.values()) > 0.2
        for work, wait in waits.items():
            assert wait == pytest.approx(expected[work], abs=1e-8)


@pytest.mark.parametrize(
    ("window", "runs", "within"), [(60, 30, 0.25), pytest.param(120, 80, 0.12, marks=pytest.mark.slow)]
)
def test_two_regions_wait_as_erlang_says_of_two_queues(window: int, runs: int, within: float) -> None:
    begin = math.ceil(queues.warm_up(MEAN, max(LOADS), 2) / HOURS_PER_MONTH)
    told = two_regions(begin + window + 5)

    def measured(run: int) -> list[float]:
        finished = simulate(told, settle(told, SEED, run), SEED, run, ALL)
        found = queues.waits(finished, begin * HOURS_PER_MONTH, (begin + window) * HOURS_PER_MONTH)
        return [fmean(found[work] for work in of_region(finished, region) & found.keys()) for region in (0, 1)]

    pairs = [measured(run) for run in range(runs)]
    for region, (row, load) in enumerate(zip(REGIONS, LOADS, strict=True)):
        servers = len(row.seats)
        per_hour = PER_HOUR * ACCOUNTS[region]
        assert per_hour * MEAN == pytest.approx(load * servers)
        wait = queues.erlang_c(servers, load * servers) / (servers / MEAN - per_hour)
        assert_mean([pair[region] for pair in pairs], wait, INTERVALS, within * wait)
