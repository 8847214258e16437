"""Statistics against hand-worked cases and SciPy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from cssim.results import statistics
from cssim.results.statistics import Interval, Verdict

SAMPLE = [4.1, 5.3, 3.9, 6.0, 4.7, 5.5, 4.4, 5.1]


def test_mean_interval_is_student_s() -> None:
    low, high = statistics.mean_interval(SAMPLE)
    expected = stats.t.interval(0.95, 7, loc=np.mean(SAMPLE), scale=stats.sem(SAMPLE))
    assert (low, high) == pytest.approx(expected, rel=1e-12)


def test_bonferroni_widens_it() -> None:
    low, high = statistics.mean_interval(SAMPLE, comparisons=3)
    expected = stats.t.interval(1 - 0.05 / 3, 7, loc=np.mean(SAMPLE), scale=stats.sem(SAMPLE))
    assert (low, high) == pytest.approx(expected, rel=1e-12)


def test_prediction_interval_by_hand() -> None:
    """n = 4, mean 2.5, s = sqrt(5/3), t(.90, 3) = 1.637744: half-width 1.637744 * 1.290994 * sqrt(1.25)."""
    low, high = statistics.prediction_interval([1.0, 2.0, 3.0, 4.0])
    assert high - 2.5 == pytest.approx(2.363881, abs=1e-6)
    assert 2.5 - low == pytest.approx(2.363881, abs=1e-6)


def test_prediction_interval_holds_four_futures_in_five() -> None:
    """5,000 studies of 8 runs and one more: the share inside is binomial; false alarm 1 in 1,000."""
    rng = np.random.Generator(np.random.Philox(7))
    samples = rng.standard_normal((5000, 9))
    inside = 0
    for row in samples:
        low, high = statistics.prediction_interval(row[:8])
        inside += low <= row[8] <= high
    assert stats.binomtest(inside, 5000, 0.8).pvalue > 1e-3


def test_one_run_has_no_interval() -> None:
    assert all(math.isnan(bound) for bound in statistics.mean_interval([1.0]))
    assert all(math.isnan(bound) for bound in statistics.prediction_interval([1.0]))
    assert math.isnan(statistics.sd_of([1.0]))
    found = statistics.estimate([3.0])
    assert found is not None
    assert (found.mean, found.p10, found.n) == (3.0, 3.0, 1)


def test_quantiles_are_interpolated() -> None:
    assert statistics.quantile([1.0, 2.0, 3.0, 4.0, 5.0], 0.1) == pytest.approx(1.4)


def test_undefined_figures_are_left_out() -> None:
    found = statistics.estimate([1.0, math.nan, 3.0])
    assert found is not None
    assert (found.mean, found.n) == (2.0, 2)
    assert statistics.estimate([math.nan]) is None


def test_paired_differences_forget_what_is_common() -> None:
    common = np.array([100.0, -40.0, 7.0, 55.0])
    gap = np.array([1.0, 2.0, 3.0, 4.0])
    found = statistics.paired(common + gap, common)
    assert found.mean == pytest.approx(2.5)
    assert found.sd == pytest.approx(np.std(gap, ddof=1))
    assert found.certainty == pytest.approx(statistics.mean_interval(gap))


@pytest.mark.parametrize(
    ("low", "high", "sign", "said"),
    [
        (0.1, 5.0, 1, Verdict.BETTER),
        (-5.0, -0.1, 1, Verdict.WORSE),
        (-5.0, -0.1, -1, Verdict.BETTER),
        (-0.9, 1.0, 1, Verdict.NO_DIFFERENCE),
        (0.2, 0.8, 1, Verdict.NO_DIFFERENCE),
        (0.2, 1.2, 1, Verdict.BETTER),
        (-0.1, 5.0, 1, Verdict.NOT_SETTLED),
        (-1.1, 0.5, 1, Verdict.NOT_SETTLED),
        (0.0, 5.0, 1, Verdict.NOT_SETTLED),
        (math.nan, math.nan, 1, Verdict.NOT_SETTLED),
    ],
)
def test_verdicts(low: float, high: float, sign: int, said: Verdict) -> None:
    assert statistics.verdict(Interval(low, high), 1.0, sign) is said


def test_without_a_minimum_only_identity_does_not_matter() -> None:
    assert statistics.verdict(Interval(0.0, 0.0), 0.0) is Verdict.NO_DIFFERENCE
    assert statistics.verdict(Interval(1e-9, 1e-3), 0.0) is Verdict.BETTER


def test_runs_needed_by_hand() -> None:
    """t(.975, 29) = 2.045230: (2.045230 * 10 / 2)^2 = 104.57."""
    assert statistics.runs_needed(10.0, 30, 2.0) == 105
    assert statistics.runs_needed(1.0, 30, 2.0) == 30
    with pytest.raises(ValueError, match="two runs"):
        statistics.runs_needed(1.0, 1, 2.0)


def test_wins_are_counted_and_ties_split() -> None:
    assert statistics.share_of_wins([[1.0, 2.0, 3.0, 4.0], [1.0, 3.0, 2.0, 5.0]]) == (0.375, 0.625)
    assert statistics.share_of_wins([[1.0, 2.0], [2.0, 3.0]], sign=-1) == (1.0, 0.0)


def test_best_of_two_is_the_t_distribution() -> None:
    one, two = np.array(SAMPLE), np.array([4.4, 5.2, 4.5, 6.4, 4.3, 6.1, 4.9, 5.0])
    gap = two - one
    expected = stats.t.cdf(gap.mean() / (gap.std(ddof=1) / math.sqrt(8)), 7)
    assert statistics.probability_of_best_mean([one, two]) == pytest.approx((1 - expected, expected), abs=1e-12)


def test_best_of_several_agrees_with_the_exact_answer_for_two() -> None:
    """A third design that is hopeless leaves the question between the first two."""
    one, two = np.array(SAMPLE), np.array([4.4, 5.2, 4.5, 6.4, 4.3, 6.1, 4.9, 5.0])
    exact = statistics.probability_of_best_mean([one, two])
    hopeless = one - 1e6 + np.array([0.1, -0.1] * 4)
    assert statistics.probability_of_best_mean([one, two, hopeless]) == pytest.approx((*exact, 0.0), abs=2e-3)


def test_best_of_equals_is_nobody_s() -> None:
    """Three designs whose differences are exchangeable in distribution: each is best with probability 1/3."""
    angles = np.array([0.0, 2.0, 4.0]) * np.pi / 3
    phases = np.arange(6) * np.pi / 3
    designs = [np.cos(phases + angle) for angle in angles]
    assert statistics.probability_of_best_mean(designs) == pytest.approx((1 / 3,) * 3, abs=5e-3)


def test_best_is_the_same_every_time_and_adds_up() -> None:
    designs = [np.array(SAMPLE) + shift * np.arange(8) for shift in (0.0, 0.01, 0.02, -0.01)]
    first = statistics.probability_of_best_mean(designs)
    assert first == statistics.probability_of_best_mean(designs)
    assert sum(first) == pytest.approx(1.0)


def test_best_without_spread() -> None:
    same = np.ones(3)
    assert statistics.probability_of_best_mean([same, same]) == (0.5, 0.5)
    assert statistics.probability_of_best_mean([same, same + 1]) == (0.0, 1.0)
    assert statistics.probability_of_best_mean([same, same - 1, same - 1]) == (1.0, 0.0, 0.0)
    assert statistics.probability_of_best_mean([same]) == (1.0,)
    assert all(math.isnan(p) for p in statistics.probability_of_best_mean([[1.0], [2.0]]))


def test_the_points_fill_the_law() -> None:
    points = statistics._t_points(np.array([[2.0, 0.6], [0.6, 1.0]]), 1000)
    assert np.cov(points.T) == pytest.approx(np.array([[2.0, 0.6], [0.6, 1.0]]) * 1000 / 998, abs=0.02)
