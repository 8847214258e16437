from __future__ import annotations

import logging
import math

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import norm
from tests.unit.experiments.scenarios import company

from cssim.dynamics.drivers import N_DRIVERS, READINESS
from cssim.engine.simulate import settle
from cssim.experiments.baseline import measured
from cssim.experiments.settling import mean_stocks, settled_stocks, solve_offsets, with_offsets, with_reference
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.scenario.language import designs
from cssim.scenario.language.dump import raw
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario

FEW = 3


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return company()


@pytest.fixture(scope="module")
def with_baseline(scenario: Scenario) -> Scenario:
    return measured(scenario, opening_book(scenario), settlings=FEW)


def test_a_missing_baseline_is_measured_and_says_so(scenario: Scenario, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="cssim"):
        found = measured(scenario, opening_book(scenario), settlings=FEW).baseline
    assert found is not None
    assert set(found.segments) == {"enterprise", "mid_market", "smb"}
    assert found.of
    assert "the scenario has none" in caplog.text


def test_it_is_the_same_every_time(scenario: Scenario, with_baseline: Scenario) -> None:
    assert measured(scenario, opening_book(scenario), settlings=FEW) == with_baseline


def test_one_that_fits_is_kept_also_after_writing_and_reading(with_baseline: Scenario) -> None:
    opening = opening_book(with_baseline)
    assert measured(with_baseline, opening) is with_baseline
    again = Scenario.model_validate(raw(with_baseline))
    assert again.baseline == with_baseline.baseline
    assert measured(again, opening) is again


def test_the_horizon_does_not_matter(with_baseline: Scenario) -> None:
    longer = with_baseline.model_copy(update={"horizon": 36.0})
    assert measured(longer, opening_book(longer)) is longer


def test_a_stale_one_is_measured_again(with_baseline: Scenario, caplog: pytest.LogCaptureFixture) -> None:
    changed = patch(with_baseline, {"organisation.teams.csm.availability": "50%"})
    changed = changed.model_copy(update={"baseline": with_baseline.baseline})
    with caplog.at_level(logging.INFO, logger="cssim"):
        found = measured(changed, opening_book(changed), settlings=FEW)
    assert found.baseline != with_baseline.baseline
    assert "belongs to another organization" in caplog.text


def test_a_change_of_another_design_leaves_it_alone(with_baseline: Scenario) -> None:
    other = with_baseline.model_copy(update={"designs": {"named": {}, "few": {"organisation.teams.csm.headcount": 1}}})
    assert measured(other, opening_book(other)) is other


def test_given_numbers_are_left_as_they_are(with_baseline: Scenario) -> None:
    assert with_baseline.baseline is not None
    given = with_baseline.baseline.model_copy(update={"of": ""})
    scenario = patch(with_baseline, {"health.adoption.level": 0.3}).model_copy(update={"baseline": given})
    assert measured(scenario, opening_book(scenario)) is scenario


def test_the_offset_gives_back_the_churn_of_the_accounts_themselves(with_baseline: Scenario) -> None:
    opening = opening_book(with_baseline)
    plan = lower(designs.resolve(with_baseline, "named"), opening).plan
    books = [settle(plan, 5, run) for run in (0, 1)]
    solved = with_offsets(plan, solve_offsets(plan, books))
    arr = plan.accounts.columns["arr"].astype(np.float64)
    segment = plan.accounts.columns["segment"]
    reference = np.array([row.reference for row in plan.segments])[segment]
    offset = np.array([row.offset for row in solved.segments])[segment]
    expected, own = np.zeros(3), np.zeros(3)
    for book in books:
        base = book.base
        index = base + np.nansum(settled_stocks(plan, book) - reference, axis=1) + offset
        for year in norm.ppf((np.arange(1000) + 0.5) / 1000, scale=math.hypot(0.2, 0.1)):
            np.add.at(expected, segment, arr * expit(-(index + year)) / 1000)
        np.add.at(own, segment, arr * expit(-base))
    assert expected == pytest.approx(own, rel=3e-4), "over a thousand years, good and bad"


def test_stocks_are_read_when_settling_ends_and_not_after_a_silence(with_baseline: Scenario) -> None:
    plan = lower(designs.resolve(with_baseline, "named"), opening_book(with_baseline)).plan
    book = settle(plan, 5, 0)
    end, values = -plan.clock.warm_up, (0.4, 0.3, -0.1, -0.2, -0.3, *(0.1,) * 6)
    assert end < 0.0
    just_posted = book._replace(
        values=np.tile(values, (len(plan.accounts), 1)), posted_at=np.full_like(book.posted_at, end)
    )
    for found in mean_stocks(plan, [just_posted]):
        there = [driver for driver in range(N_DRIVERS) if driver != READINESS]
        assert [found[driver] for driver in there] == pytest.approx([values[driver] for driver in there], rel=1e-12)


def test_an_empty_segment_and_a_plan_without_drivers_need_no_offset() -> None:
    levels = ("adoption", "relationship", "service", "transfers", "readiness", "pressure")
    off = {f"health.{name}.level": 0.0 for name in levels}
    years = {f"renewal.year_effect.{name}": 0.0 for name in ("common", "segment")}
    more = {"health.neglect.target": 0.0, "health.product_gap.level": 0.0, "health.outside.champion_leaves": 0.0}
    scenario = patch(company(), {**off, **years, **more})
    plan = lower(designs.resolve(scenario, "named"), opening_book(scenario)).plan
    book = settle(plan, 1, 0)
    assert solve_offsets(plan, [book]) == pytest.approx((0.0, 0.0, 0.0), abs=1e-9)
    means = mean_stocks(plan, [book])
    assert means == ((0.0,) * N_DRIVERS,) * 3
    empty = with_reference(plan._replace(segments=(*plan.segments, plan.segments[0])), (*means, means[0]))
    assert solve_offsets(empty, [book])[3] == 0.0
    assert mean_stocks(empty, [book])[3] == (0.0,) * N_DRIVERS
