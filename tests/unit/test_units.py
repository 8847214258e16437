"""Working hours, months and cents."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssim import units


def test_a_date_maps_to_its_share_of_the_month() -> None:
    start = date(2027, 1, 1)
    assert units.hours_of_date(date(2027, 1, 1), start) == 0.0
    assert units.hours_of_date(date(2027, 2, 15), start) == 160.0 * (1 + 14 / 28)
    assert units.hours_of_date(date(2026, 12, 1), start) == -160.0


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_hours_lead_back_to_the_date(day: date) -> None:
    start = date(2027, 1, 1)
    assert units.date_of_hours(units.hours_of_date(day, start), start) == day


@pytest.mark.parametrize(
    ("index", "label"), [(0, "2026-11"), (1, "2026-12"), (2, "2027-01"), (26, "2029-01"), (-11, "2025-12")]
)
def test_months_have_calendar_names(index: int, label: str) -> None:
    assert units.month_label(date(2026, 11, 1), index) == label


def test_every_two_weeks_is_26_a_year_not_every_80_hours() -> None:
    assert units.interval_hours(26) == pytest.approx(73.846, abs=1e-3)


@pytest.mark.parametrize(("amount", "cents"), [(0.5, 1), (1.4999, 1), (-0.5, 0), (-1.5, -1), (2.5, 3)])
def test_cents_round_half_up(amount: float, cents: int) -> None:
    assert units.to_cents(amount) == cents


@given(st.lists(st.floats(0, 1e5), min_size=2, max_size=50))
def test_times_in_thousandths_telescope(times: list[float]) -> None:
    times.sort()
    steps = [units.to_milli(b) - units.to_milli(a) for a, b in zip(times, times[1:], strict=False)]
    assert sum(steps) == units.to_milli(times[-1]) - units.to_milli(times[0])
