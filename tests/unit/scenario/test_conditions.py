"""Conditions on which people look at an account, as they are written."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from tests.small import small

from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.policies.coverage import DigitalFirst
from cssim.scenario.language.checks import problems
from cssim.scenario.language.patch import patch
from cssim.units import months_to_hours


@pytest.mark.parametrize(
    ("written", "below", "within"),
    [
        (["health below 40", "renewal within 60 days"], 40.0, 60 / 365 * 12),
        (["Renewal  within 2 months"], 0.0, 2.0),
        ("health below 55.5", 55.5, 0.0),
        ([], 0.0, 0.0),
        ({"renewal_within": "1 month"}, 0.0, 1.0),
    ],
)
def test_conditions_are_read(written: Any, below: float, within: float) -> None:
    when = DigitalFirst.model_validate({"team": "csm", "person_when": written}).person_when
    assert (when.health_below, when.renewal_within) == (below, pytest.approx(within, rel=0.02))


def test_without_a_word_both_usual_conditions_hold() -> None:
    when = DigitalFirst(team="csm").person_when
    assert when.health_below == 40.0
    assert when.renewal_within == pytest.approx(2.0, rel=0.02)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (["helth below 40"], "'helth below 40' is not a condition; write 'health below 40' or"),
        (["health below 40", "health below 30"], "is said twice"),
        (["health below 140"], "less than or equal to 100"),
        (["renewal within 60"], "60"),
    ],
)
def test_what_is_no_condition_is_refused(written: Any, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        DigitalFirst.model_validate({"team": "csm", "person_when": written})


def test_support_must_be_there_to_answer() -> None:
    changes = {
        "organisation.coverage.small": {"model": "digital", "team": "csm"},
        "organisation.teams.desk": None,
        "organisation.routing.how_to_to": "csm",
    }
    found = problems(patch(small(), changes))
    assert [(path, "nobody is there" in words) for path, words in found] == [
        ("organisation.coverage.small.requests_to", True)
    ]
    pool = {"organisation.coverage.small.requests_to": "pool"}
    assert problems(patch(small(), changes | pool)) == []


def test_a_renewal_is_not_prepared_before_people_look_at_it() -> None:
    changes = {
        "organisation.coverage.small": {"model": "digital", "team": "csm", "person_when": "renewal within 1 month"}
    }
    scenario = patch(small(), changes)
    plays = lower(scenario, opening_book(scenario)).plan.segments[-1].plays
    assert {row.lead for row in plays} == {0.0, months_to_hours(1.0)}
