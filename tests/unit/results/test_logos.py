"""Logos by hand: what becomes of accounts that share a top parent."""

from __future__ import annotations

import numpy as np
import pytest
from tests import fake_runs
from tests.fake_runs import line, run_of, story

from cssim.domain.ledger import CHURN, MOVED_IN, MOVED_OUT, NEW, REACTIVATION, ArrLine
from cssim.results import logos
from cssim.results.catalogue import parse_metric
from cssim.results.measures import ACCOUNT, AS_USUAL, USUAL, Definitions
from cssim.results.record import RunRecord, record_of
from cssim.results.summary import figure

OPENING = [100_00, 60_00, 40_00]
"""The first two belong together."""


def told(
    lines: list[ArrLine],
    segments: int = 1,
    year_ago: list[int] | None = None,
    definitions: Definitions = AS_USUAL,
) -> RunRecord:
    lowered = fake_runs.lowered(24, OPENING, segments, year_ago, logos=[0, 0, -1])
    return record_of(run_of(lines, 24, segments), lowered, "today", 0.8, USUAL, definitions)


def value(made: RunRecord, key: str, segment: str = "all") -> float:
    return figure(made, parse_metric(key, made.months, made.teams), segment)


def test_a_logo_is_lost_with_the_last_of_its_accounts() -> None:
    one = [(3.5, 0, CHURN, -100_00)]
    both = [*one, (14.5, 1, CHURN, -60_00)]
    made = told(story(OPENING, both))
    assert value(made, "logo_churn.y1") == 0.0
    assert value(made, "logo_churn_of_accounts.y1") == pytest.approx(1 / 3)
    assert value(made, "logo_churn.y2") == 0.5
    assert value(made, "logo_churn_to_date.m24") == 0.5
    assert [value(made, f"top_parents.m{month}") for month in (0, 12, 24)] == [2.0, 2.0, 1.0]
    assert [value(made, f"logos.m{month}") for month in (0, 12, 24)] == [3.0, 2.0, 1.0]


def test_an_account_that_comes_back_keeps_its_logo() -> None:
    lines = story(OPENING, [(3.5, 0, CHURN, -100_00), (4.5, 1, CHURN, -60_00), (6.5, 0, REACTIVATION, 50_00)])
    made = told(lines)
    assert value(made, "logo_churn.y1") == 0.0
    assert value(made, "logo_churn_of_lines.y1") == 0.5


def test_the_segment_of_a_logo_is_that_of_its_largest_account_a_year_ago() -> None:
    lines = story(OPENING, [(14.5, 0, CHURN, -100_00), (15.5, 1, CHURN, -60_00)], segments=2)
    made = told(lines, segments=2)
    assert value(made, "logo_churn.y2", "large") == pytest.approx(1 / 2)
    assert value(made, "logo_churn.y2", "small") != value(made, "logo_churn_of_accounts.y2", "small")
    grown = [
        *story(OPENING, [], segments=2),
        line(480.0, 1, MOVED_OUT, -60_00, 0, 1),
        line(480.0, 1, MOVED_IN, 60_00, 60_00, 0),
    ]
    assert value(told(grown, segments=2), "top_parents.m12", "large") == 2.0


def test_who_is_won_is_a_logo_of_its_own() -> None:
    lines = [*story(OPENING, []), line(400.0, 3, NEW, 70_00, 70_00)]
    assert value(told(lines), "top_parents.m12") == 3.0


def test_a_book_that_knows_last_year_knows_the_logos_of_last_year() -> None:
    made = told(story(OPENING, []), year_ago=[0, 50_00, 40_00])
    assert value(made, "logo_churn.m0") == 0.0
    assert value(made, "top_parents.m0") == 2.0


def test_logos_are_accounts_where_the_company_says_so() -> None:
    lines = story(OPENING, [(3.5, 0, CHURN, -100_00)])
    made = told(lines, definitions=AS_USUAL._replace(logo=ACCOUNT))
    assert value(made, "logo_churn.y1") == value(made, "logo_churn_of_accounts.y1") == pytest.approx(1 / 3)
    assert value(made, "logo_churn_to_date.m12") == pytest.approx(1 / 3)


def test_logos_are_taken_in_blocks_that_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    opening = [(number + 1) * 10_00 for number in range(11)]
    parents = [0, 1, 1, 0, -1, 5, 5, 1, 8, 9, 9]
    changes = [(2.5, at, CHURN, -opening[at]) for at in (0, 2, 6, 9, 10)] + [(5.5, 5, CHURN, -opening[5])]
    ledger = fake_runs.columns(story(opening, changes, segments=2))
    year_ago = np.array(opening) // 2
    whole = logos.shared(ledger, 24, 2, parents, year_ago)
    assert whole.lost[12].sum() == 2 - 6 and whole.left[12].sum() == 2 - 6
    for block in (1, 2, 3, 5):
        monkeypatch.setattr(logos, "_BLOCK", block)
        divided = logos.shared(ledger, 24, 2, parents, year_ago)
        assert all(np.array_equal(one, other) for one, other in zip(divided, whole, strict=True))
