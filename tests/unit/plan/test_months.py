"""Weights of calendar months: from the start on, and when contracts end by them."""

from __future__ import annotations

import numpy as np
import pytest
from tests.small import small

from cssim.plan.generated import generated_book
from cssim.plan.months import month_weights, time_at

EVEN = (1.0,) * 12


def test_months_follow_each_other_from_the_start_on() -> None:
    weights = month_weights({"January": 3.0, "December": 2.0}, 11)
    assert weights == (1.0, 2.0, 3.0, *(1.0,) * 9)


def test_where_months_are_alike_nothing_changes() -> None:
    for share in (0.1, 0.5, 0.999):
        assert time_at(share, 24.0, EVEN) == share * 24.0
        assert time_at(share, 1.0, (0.0, *(1.0,) * 11)) == share, "nor where no month has any weight"


def test_a_year_is_filled_by_its_weights() -> None:
    weights = (0.0, 3.0, *(1.0,) * 10)
    times = np.array([time_at(share, 12.0, weights) for share in (np.arange(1300) + 0.5) / 1300])
    assert np.bincount(times.astype(int), minlength=12).tolist() == [0, 300, *(100,) * 10]
    assert (np.diff(times) > 0.0).all()


def test_part_of_a_month_counts_in_part() -> None:
    assert time_at(0.5, 1.5, (1.0, 4.0, *(1.0,) * 10)) == pytest.approx(1.125)


def test_drawn_contracts_end_in_the_months_that_weigh() -> None:
    ends = {"October": 16.0, "November": 16.0, "December": 16.0}
    plain, late = (
        generated_book(
            small(customers__segments__small__accounts=2000, customers__contract_ends=weights, start="2027-01")
        )
        for weights in ({}, ends)
    )
    in_quarter = np.mean([account.contract_end >= 9.0 for account in late])
    assert in_quarter == pytest.approx(48.0 / 57.0, abs=0.01)
    assert np.mean([account.contract_end >= 9.0 for account in plain]) == pytest.approx(0.25, abs=0.01)
    assert [account.arr for account in plain] == [account.arr for account in late]
