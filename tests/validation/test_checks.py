"""What the validation page judges, and how, on cases worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from cssim.reporting.numbers import percent
from validation import checks, page, picture
from validation.checks import Chapter, Check, Curve, Mean


def test_the_interval_of_a_mean_is_students() -> None:
    """Four values 1, 2, 3, 4: mean 2.5, standard error 1.29 / 2, t with 3 degrees of freedom 3.182."""
    found = checks.mean_of(np.array([1.0, 2.0, 3.0, 4.0]))
    assert found.value == 2.5
    assert found.half == pytest.approx(3.18244630528371 * math.sqrt(5 / 3) / 2)


def test_what_is_not_defined_in_a_run_is_left_out() -> None:
    assert checks.mean_of(np.array([1.0, math.nan, 3.0])).value == 2.0
    alone = checks.mean_of(np.array([math.nan, 5.0]))
    assert alone.value == 5.0 and math.isnan(alone.half)


@pytest.mark.parametrize(("value", "passed"), [(0.87, False), (0.88, True), (0.92, True), (0.93, False)])
def test_a_mean_must_lie_in_the_range_of_the_evidence(value: float, passed: bool) -> None:
    assert checks.inside("x", np.full(3, value), 0.88, 0.92, "", percent).passed is passed


def test_a_claim_needs_its_whole_interval_above_zero() -> None:
    assert checks.above_zero("x", np.array([1.0, 1.1, 0.9]), checks.plain, "").passed
    assert not checks.above_zero("x", np.array([5.0, -4.0, 1.0]), checks.plain, "").passed
    assert not checks.above_zero("x", np.array([-1.0, -1.1, -0.9]), checks.plain, "").passed


def test_failures_are_counted_and_stay_on_the_page() -> None:
    rows = (Check("a", "t", "f", True), Check("b", "t", "f", False), Check("c", "t", "f", None))
    text = page.written([Chapter("A", "words", rows)], 7, "0" * 16)
    assert "1 of 2 checks passed" in text and "**fail**" in text and "over 7 runs" in text


def test_the_picture_is_drawn(tmp_path) -> None:  # type: ignore[no-untyped-def]
    curve = Curve("A", "x", "y", (1, 2), (Mean(1.0, 0.1), Mean(-1.0, 0.1)))
    picture.draw([curve, curve], tmp_path / "p.png")
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")
