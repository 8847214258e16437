"""What customers wish for, what a release takes up, and whom it helps."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssim.dynamics import roadmap
from cssim.dynamics.roadmap import TOPICS

UNIFORM = st.floats(2**-53, 1 - 2**-53)


@given(UNIFORM)
def test_every_wish_has_a_topic(u: float) -> None:
    assert 0 <= roadmap.topic_of(u) < TOPICS


def test_a_few_topics_are_wished_for_by_many() -> None:
    of_all = [roadmap.topic_of((i + 0.5) / 100_000) for i in range(100_000)]
    for topic in range(TOPICS):
        share = math.sqrt((topic + 1) / 12) - math.sqrt(topic / 12)
        assert of_all.count(topic) / 100_000 == pytest.approx(share, abs=2e-5)


def test_a_topic_is_chosen_by_wishes_by_sales_or_by_both() -> None:
    assert roadmap.score(1.0, 6, 12, 0.9) == 0.5
    assert roadmap.score(0.0, 6, 12, 0.9) == 0.9
    assert roadmap.score(0.25, 6, 12, 0.8) == pytest.approx(0.25 * 0.5 + 0.75 * 0.8)
    assert roadmap.score(0.25, 0, 0, 0.8) == pytest.approx(0.75 * 0.8), "nobody has wished for anything"


def test_a_release_closes_the_gap_in_proportion_to_the_wishes_it_meets() -> None:
    assert roadmap.match_share(0.5, 3, 3) == 0.5
    assert roadmap.match_share(0.5, 1, 4) == 0.125
