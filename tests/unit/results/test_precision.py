"""How well means are known: what is asked for, the two-stage rule by hand, and what it keeps its word on."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssim.errors import InputError
from cssim.results.precision import Known, least_known, parse_goals
from cssim.results.statistics import mean_interval, runs_needed


def asked(text: str) -> list[tuple[str, float]]:
    return [(one.key.text, one.half_width) for one in parse_goals(text, 24, ("csm",))]


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("nrr.y2=0.5pt", [("nrr.y2", 0.005)]),
        ("nrr.y2=0.5 points,retained_arr.y2=$10k", [("nrr.y2", 0.005), ("retained_arr.y2", 10_000.0)]),
        (" retained_arr.y2 = $10,000.50 , grr.y1 = 1pp ", [("retained_arr.y2", 10_000.5), ("grr.y1", 0.01)]),
        ("wait_hours_csm.y1=0.25", [("wait_hours_csm.y1", 0.25)]),
        ("people_met.m12=.5,arr_closing.m24=EUR 2,000", [("people_met.m12", 0.5), ("arr_closing.m24", 2_000.0)]),
    ],
)
def test_goals_are_metrics_with_half_widths(text: str, goals: list[tuple[str, float]]) -> None:
    assert asked(text) == goals


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "'' is not a precision; write METRIC=HALF-WIDTH, such as nrr.y2=0.5pt or retained_arr.y2=$10k"),
        ("nrr.y2", "'nrr.y2' is not a precision"),
        ("nrr.y2=", "'nrr.y2=' is not a precision"),
        ("nrr.y2=0.5pt,", "is not a number of points"),
        ("nr.y2=0.5pt", "'nr' is not a metric; did you mean 'nrr'"),
        ("nrr=0.5pt", "'nrr' needs a period: nrr.y1, nrr.y2 or nrr.last12"),
        ("nrr.y3=0.5pt", "lies outside the horizon of 24 months"),
        ("nrr.y2=0.5%", "nrr.y2: '0.5%' is not a number of points such as 0.5pt"),
        ("nrr.y2=$10k", "nrr.y2: '$10k' is not a number of points such as 0.5pt"),
        ("nrr.y2=0.005", "'0.005' is not a number of points such as 0.5pt"),
        ("retained_arr.y2=0.5pt", "retained_arr.y2: '0.5pt' is not an amount of money such as $180k"),
        ("retained_arr.y2=$0", "'$0' is no precision that runs can reach; write more than 0"),
        ("retained_arr.y2=0k", "write more than 0; a shell takes $1 for its own: quote it, or leave the $ away"),
        ("retained_arr.y2=k", "'k' is not an amount of money such as $180k, 1.2M or 40,118,220.00; a shell takes $1"),
        ("nrr.y2=-1pt", "'-1pt' is no precision that runs can reach"),
        ("wait_hours_csm.y1=2h", "'2h' is not a plain number"),
        ("wait_hours_cms.y1=2", "is not a metric; did you mean 'wait_hours_csm'"),
        ("nrr.y2=1pt,nrr.y2=2pt", "nrr.y2 is given twice"),
    ],
)
def test_what_is_no_goal_is_refused_with_what_is(text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        asked(text)
    [problem] = caught.value.problems
    assert problem.path == "precision"
    assert words in problem.message


def test_the_two_stage_rule_by_hand() -> None:
    """t(.975, 29) = 2.045230; s = 40,200, eps = 10,000: (8.22182)^2 = 67.598; three at once, t(.991667, 29) = 2.540906:
    (10.21444)^2 = 104.335."""
    alone = Known("retained_arr.y2", "currency", 40_200.0, 30)
    assert alone.runs_for(10_000.0) == 68
    assert Known("retained_arr.y2", "currency", 40_200.0, 30, together=3).runs_for(10_000.0) == 105
    assert alone.runs_for(1e6) == 30
    assert alone.half_width == pytest.approx(2.045230 * 40_200 / math.sqrt(30), rel=1e-6)
    assert alone.runs_for(5e-324) > 10**17


def test_the_half_width_is_that_of_the_interval() -> None:
    values = np.random.Generator(np.random.Philox(3)).normal(5.0, 2.0, 40)
    low, high = mean_interval(values, comparisons=3)
    known = least_known("nps.y1", "score", [values, values / 2], 3)
    assert known.half_width == pytest.approx((high - low) / 2)
    assert known.document() | {"half_width": None} == {
        "figure": "nps.y1", "unit": "score", "half_width": None, "goal": None, "runs": 40, "together": 3,
    }  # fmt: skip


def test_a_mean_of_no_or_one_run_is_the_least_known() -> None:
    nothing = [math.nan, math.nan, 4.0]
    known = least_known("late_csm.y1", "share", [[1.0, 2.0, 3.0], nothing])
    assert (known.runs, known.document()["half_width"]) == (1, None)
    assert least_known("late_csm.y1", "share", [[1.0, math.nan, 3.0]]).runs == 2


def test_two_stages_keep_their_word_on_average_and_cover() -> None:
    """2,000 studies of normal runs (sd 10, eps 2.5): the half-width is eps on average, and eps around the mean covers
    the truth in 95 of 100 (Stein): a binomial of 2,000 falls below 94 % once in fifty; the seed is fixed."""
    rng = np.random.Generator(np.random.Philox(11))
    eps, widths, covered = 2.5, [], 0
    for futures in rng.normal(0.0, 10.0, (2000, 400)):
        first = least_known("x", "score", [futures[:30]])
        runs = first.runs_for(eps)
        widths.append(least_known("x", "score", [futures[:runs]]).half_width)
        covered += abs(futures[:runs].mean()) <= eps
    assert 0.9 * eps < np.mean(widths) <= eps
    assert covered >= 0.94 * 2000


@given(
    sd=st.floats(0.0, 1e9),
    n=st.integers(2, 10_000),
    wide=st.floats(1e-3, 1e9),
    narrower=st.floats(1e-3, 1.0),
    together=st.integers(1, 12),
)
def test_more_precision_never_takes_fewer_runs(sd: float, n: int, wide: float, narrower: float, together: int) -> None:
    few = runs_needed(sd, n, wide, comparisons=together)
    assert n <= few <= runs_needed(sd, n, wide * narrower, comparisons=together)
    assert few <= runs_needed(sd, n, wide, comparisons=together + 1)
    assert few <= runs_needed(2 * sd, n, wide, comparisons=together)
