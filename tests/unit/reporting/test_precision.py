"""How well averages are known, in words."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from tests.unit.reporting.studies import setting, study

from cssim.reporting.answer import answer
from cssim.reporting.precision import precision_of_means, precision_words
from cssim.reporting.projection import projection
from cssim.reporting.words import precise
from cssim.results.precision import Known, parse_goals
from cssim.results.statistics import half_width

APART = "The ranges above are what may happen in one future; more runs do not narrow them."


@pytest.mark.parametrize(
    ("half", "unit", "words"),
    [
        (9_412.0, "currency", "$9,400"),
        (15_020.0, "currency", "$15k"),
        (1_234_567.0, "currency", "$1.23M"),
        (0.005, "share", "0.5 points"),
        (0.00234, "share", "0.23 points"),
        (0.02, "share", "2 points"),
        (0.128, "share", "13 points"),
        (0.0312, "hours", "0.031"),
        (120.4, "count", "120"),
        (0.0, "score", "0"),
    ],
)
def test_a_half_width_has_no_false_digits(half: float, unit: str, words: str) -> None:
    assert precise(half, unit, "USD") == words


def known(reached: float, goal: float | None, together: int = 1) -> Known:
    """Return a figure that 100 runs know to ± ``reached``."""
    return Known(
        "retained_arr.y2", "currency", reached / half_width(1.0, 100, comparisons=together), 100, together, goal
    )


def test_what_is_known_and_what_was_asked_for() -> None:
    assert precision_words([known(9_400.0, 10_000.0)], "USD") == (
        "the average difference is known to ± $9,400 (95 % certainty of the mean, 100 runs; asked for ± $10k). " + APART
    )
    assert precision_words([known(9_400.0, None, 3)], "USD") == (
        "each average difference is known to ± $9,400 (95 % certainty of the mean, all 3 together, 100 runs). " + APART
    )
    assert "certainty of the mean, both together, 100 runs" in precision_words([known(9_400.0, None, 2)], "USD")


def test_a_goal_that_was_missed_is_not_passed_over() -> None:
    missed = "asked for ± $10k, planned from the first runs, which differed less)"
    assert missed in precision_words([known(11_200.0, 10_000.0)], "USD")
    assert "planned" not in precision_words([known(10_040.0, 10_000.0)], "USD")


def test_further_metrics_follow_one_by_one() -> None:
    more = Known("nrr.y2", "share", 0.01 / half_width(1.0, 100), 100, goal=0.02)
    text = precision_words([known(9_400.0, None, 3), more], "USD")
    assert "; that of nrr.y2 known to ± 1 points (95 % certainty of the mean, 100 runs; asked for ± 2 points). " in text


def test_one_run_knows_nothing() -> None:
    alone = Known("nrr.y2", "share", math.nan, 1)
    assert precision_of_means([alone], "USD").startswith("the average of nrr.y2 is not known: 1 run cannot say")


def test_the_answer_always_says_it_and_a_projection_when_asked() -> None:
    text = " ".join(answer(study(), setting()).split())
    assert "Precision the average difference is known to ± $" in text and APART in text
    assert "Precision" not in projection(study().baseline)
    asked = replace(study().baseline, goals=parse_goals("retained_arr.m3=$5", 3))
    text = " ".join(projection(asked).split())
    assert "the average of retained_arr.m3 is known to ± $" in text and "Losses enter as expected here;" in text
