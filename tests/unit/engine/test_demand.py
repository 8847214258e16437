"""What makes an account ask more or less: the k-th gap of a stream is the same exponential, spent faster or slower."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.builders import account, asks, fixed, plan, segment, team
from tests.small import small

from cssim.domain.facts import RequestRaised
from cssim.dynamics.drivers import DriverRow
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.tables import NOBODY, DemandRow, Plan, ShockRow

SEED = 11
MONTHS = 24


def times(row: Plan) -> list[float]:
    """Return when [h] the only account asks."""
    run = simulate(row, settle(row, SEED, 0), SEED, 0, ALL)
    return [fact.time for fact in run.facts if isinstance(fact, RequestRaised)]


def at_use(x: float, today: float = 0.0) -> list[float]:
    """Return when [h] an account asks how to do things whose adoption stays at ``x`` [log-odds]."""
    row = company(DemandRow(seats_neutral=math.log(1.5), learning=0.5))
    lasting = DriverRow(x, 1e9)
    drivers = (lasting, *row.drivers[1:])
    one = row.segments[0]._replace(reference=(today, *row.segments[0].reference[1:]))
    row = row._replace(drivers=drivers, segments=(one,))
    opening = settle(row, SEED, 0)
    opening.values[:, 0] = x
    run = simulate(row, opening, SEED, 0, ALL)
    assert run.tally.seats[-1, 0] == pytest.approx(1.0 / (1.0 + math.exp(-math.log(1.5) - 2.0 * x)))
    return [fact.time for fact in run.facts if isinstance(fact, RequestRaised)]


def company(rules: DemandRow, owner: int = 0, arr: int = 9_999_99) -> Plan:
    row = plan(MONTHS, [segment([30.0])], [account(0, owner=owner, arr=arr)], [asks(fixed(0.1))], [team(1)])
    return row._replace(demand=rules)


def test_a_small_account_with_a_named_contact_asks_more() -> None:
    rules = DemandRow(small_below=10_000_00, small_factor=1.5)
    plain, more = times(company(DemandRow())), times(company(rules))
    assert len(plain) > 30
    assert [1.5 * time for time in more[: len(plain)]] == pytest.approx(plain)
    assert times(company(rules, owner=NOBODY)) == plain, "a pool is nobody to ask"
    assert times(company(rules, arr=10_000_00)) == times(company(DemandRow(), arr=10_000_00)), "it is not small"


def test_how_to_questions_fall_with_the_seats_in_use() -> None:
    """60 % of the seats at adoption 0; logistic(ln 1.5 + 0.7) = 75.1 % at 0.35; sqrt(60 / 75.1) of the questions."""
    none, some = at_use(0.0), at_use(0.35)
    used = 1.0 / (1.0 + math.exp(-math.log(1.5) - 0.7))
    assert [time * math.sqrt(0.6 / used) for time in some[: len(none)]] == pytest.approx(none[: len(some)])
    assert at_use(0.35, today=0.35) == pytest.approx(none[: len(none)]), "today's customers ask as often as is said"


def test_requests_follow_the_season_and_are_as_many_as_without() -> None:
    """The k-th request comes when the cumulative rate reaches the same number; each year's sum is the same."""
    flat = times(company(DemandRow()))
    year = (3.0, 0.5, *(0.85,) * 10)
    seasonal = times(company(DemandRow(season=year, seasonal=1)))

    def cumulative(time: float) -> float:
        months, rest = divmod(time, 160.0)
        whole = sum(year[month % 12] for month in range(int(months)))
        return 160.0 * whole + rest * year[int(months) % 12]

    count = min(len(flat), len(seasonal))
    assert count > 50
    assert [cumulative(time) for time in seasonal[:count]] == pytest.approx(flat[:count])


def test_the_year_of_a_plan_begins_with_the_month_of_the_start() -> None:
    scenario = small(start="2027-11", requests__season={"november": 3, "december": 2})
    rules = lower(scenario, opening_book(scenario)).plan.demand
    assert rules.seasonal and sum(rules.season) == pytest.approx(12.0)
    assert [factor * 15 / 12 for factor in rules.season] == pytest.approx([3.0, 2.0, *[1.0] * 10])
    assert small().requests.season.lower() == (1.0,) * 12


def test_counts_are_poisson_at_a_rate_that_changes_every_month() -> None:
    """Mean and variance of the requests of 400 accounts by month, in one run."""
    year = (2.0, 0.2, *(0.98,) * 10)
    row = plan(12, [segment([24.0])], [account(i) for i in range(400)], [asks(fixed(0.001))], [team(5)])
    row = row._replace(demand=DemandRow(season=year, seasonal=1))
    run = simulate(row, settle(row, SEED, 0), SEED, 0, ALL)
    counts = np.zeros((400, 12))
    for fact in run.facts:
        if isinstance(fact, RequestRaised):
            counts[fact.account, int(fact.time / 160.0)] += 1
    means = 2.0 * np.array(year)
    # 4.5 standard errors of a mean of 400, and of an index of dispersion
    assert np.all(np.abs(counts.mean(axis=0) - means) < 4.5 * np.sqrt(means / 400))
    dispersion = ((counts - means) ** 2).mean(axis=0) / means
    assert np.all(np.abs(dispersion - 1.0) < 4.5 * np.sqrt((2.0 + 1.0 / means) / 400))


def test_the_same_person_twice_in_a_row_makes_the_next_gap_longer() -> None:
    """One CSM answers everything at once: from the third request on every gap is a quarter longer."""
    plain, longer = times(company(DemandRow())), times(company(DemandRow(continuity=0.25)))
    gaps, stretched = np.diff(plain), np.diff(longer)
    count = len(stretched)
    assert count > 30
    # the gap after a request is set when it is raised, and by then two must have been answered
    assert list(stretched[:1] / gaps[:1]) == pytest.approx([1.0])
    assert list(stretched[2:] / gaps[2:count]) == pytest.approx([1.25] * (count - 2))


def test_a_shock_in_a_season_multiplies_the_rate_while_it_lasts() -> None:
    """Twice the requests in the second half of month 0 and the first of month 1, on top of the season; then none."""
    flat = times(company(DemandRow()))
    year = (1.5, 0.5, *(1.0,) * 10)
    row = company(DemandRow(season=year, seasonal=1))
    shock = ShockRow(5, 0, 0, 80.0, 240.0, 1.0, 0.0, 0.0, 0.0, 0.0, paces=(2.0, 1.0, 1.0, 1.0, 1.0))
    silence = shock._replace(key=6, number=1, begin=480.0, end=640.0, paces=(0.0, 1.0, 1.0, 1.0, 1.0))
    found = times(row._replace(shocks=(shock, silence)))

    def cumulative(time: float) -> float:
        """Return the hours at the usual rate that have as many requests as those before ``time`` [h]."""
        pace = [1.5, 3.0, 1.0, 0.5, *[1.0] * 2, *[0.0] * 2, *[1.0] * 400]
        halves, rest = divmod(time, 80.0)
        return 80.0 * sum(pace[: int(halves)]) + rest * pace[int(halves)]

    count = min(len(flat), len(found))
    assert count > 40 and not [time for time in found if 480.0 < time < 640.0]
    assert [cumulative(time) for time in found[:count] if time < 1920] == pytest.approx(
        [time for time, at in zip(flat, found[:count], strict=False) if at < 1920]
    )
