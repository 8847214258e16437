from __future__ import annotations

import numpy as np
import pytest
from tests import fake_runs

from cssim.domain.ledger import CHURN
from cssim.results.catalogue import parse_metric
from cssim.results.decision import Decision
from cssim.results.doubts import by_period, doubts, periods, rank_correlation
from cssim.results.record import record_of
from cssim.results.studies import Comparison, Result

MONTHS = 6
OPENING = (1_000_00,) * 4
FACTORS = (0.5, 0.7, 1.0, 1.4, 2.0)
LOST = (0, 1, 1, 2, 3)
"""Customers that the other design loses where the factor is as above; today always loses one."""


def result(design: str, lost: list[int]) -> Result:
    lowered = fake_runs.lowered(MONTHS, OPENING)
    records = []
    for run, count in enumerate(lost):
        changes = [(5.5, account, CHURN, -OPENING[account]) for account in range(count)]
        one = fake_runs.run_of(fake_runs.story(OPENING, changes), MONTHS, run=run)
        records.append(record_of(one, lowered, design, 0.8))
    return Result("test", design, lowered.labels, tuple(records), seed=1)


def study(times: int) -> Comparison:
    decision = Decision(parse_metric(f"logo_churn_to_date.m{MONTHS}", MONTHS), False, 0.02)
    return Comparison((result("today", [1] * 5 * times), result("other", list(LOST) * times)), decision)


def test_what_is_not_settled_says_what_a_wrong_choice_costs() -> None:
    few = study(1)
    (doubt,) = doubts(few, {"a.b": FACTORS}, {})
    # The other design loses 1.4 of 4 on average, so today's is chosen; it is the wrong choice in the first future only.
    assert doubt.choice == "today"
    assert doubt.loss_if_wrong == pytest.approx(0.25 / 5)
    assert doubt.cost == 0.0
    assert (doubt.enough_runs, doubt.decisive) == (False, None)


def test_enough_runs_name_the_assumption_that_goes_with_the_difference() -> None:
    many = study(6)
    noise = [((7 * i) % 30) / 30 for i in range(30)]
    (doubt,) = doubts(many, {"noise": noise, "a.b": FACTORS * 6}, {"a.b": "how it is"})
    assert doubt.enough_runs
    assert doubt.decisive is not None
    assert (doubt.decisive.path, doubt.decisive.label) == ("a.b", "how it is")
    # More customers lost is worse: the gain of the other design falls as the factor rises.
    assert doubt.decisive.correlation == pytest.approx(-0.9746794)
    assert doubts(many, {}, {})[0].decisive is None


def test_rank_correlation_knows_order_only() -> None:
    x = np.array([1.0, 2.0, 3.0, 10.0])
    assert rank_correlation(x, np.exp(x)) == pytest.approx(1.0)
    assert rank_correlation(x, -x) == pytest.approx(-1.0)
    assert rank_correlation(x, np.ones(4)) == 0.0


def test_periods_of_a_horizon() -> None:
    assert periods(6) == ("m6",)
    assert periods(12) == ("y1",)
    assert periods(18) == ("y1", "m18")
    assert periods(24) == ("y1", "y2")
    assert periods(36) == ("y1", "y2", "m36")


def test_differences_up_to_each_period() -> None:
    (row,) = by_period(study(1))
    assert (row.design, row.period) == ("other", "m6")
    assert (row.kept, row.cost) == (pytest.approx(0.1), 0.0)
