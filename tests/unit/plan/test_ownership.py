"""Who owns renewals and what is commercial, in numbers."""

from __future__ import annotations

from typing import Any

import pytest
from tests.small import small

from cssim.dynamics.plays import EXPANSION, PLAYS, RENEWAL
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.tables import NOBODY, SegmentRow
from cssim.scenario.language.checks import problems
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario

MANAGERS = {"organisation.teams.managers": {"role": "account_manager", "headcount": 1}}
DESK = {"organisation.teams.renewals": {"role": "renewals_desk", "headcount": 1}}
HERE = "organisation.coverage.small"


def changed(changes: dict[str, Any]) -> Scenario:
    return patch(small(), changes)


def row_of(scenario: Scenario) -> SegmentRow:
    assert problems(scenario) == []
    plan = lower(scenario, opening_book(scenario)).plan
    return plan.segments[list(scenario.customers.segments).index("small")]


@pytest.mark.parametrize("word", ["account_manager", "managers"])
def test_an_owner_is_a_role_or_a_team(word: str) -> None:
    scenario = changed(MANAGERS | DESK | {f"{HERE}.renewals": word, f"{HERE}.commercial": word})
    row, team = row_of(scenario), list(scenario.organisation.teams).index("managers")
    assert (row.renewal_team, row.commercial_team) == (team, team)


def test_csm_means_the_covering_team_whatever_teams_are_called() -> None:
    row = row_of(changed({f"{HERE}.renewals": "csm", f"{HERE}.commercial": "csm"}))
    assert (row.renewal_team, row.commercial_team) == (NOBODY, NOBODY)


def test_automatic_renewals_take_no_time_and_are_not_prepared() -> None:
    before, after = row_of(small()), row_of(changed({f"{HERE}.renewals": "automatic"}))
    play = small().customers.segments["small"].plays.renewal
    assert before.plays[RENEWAL].interval > 0.0
    assert after.plays[RENEWAL].interval == 0.0
    assert before.planned_plays - after.planned_plays == pytest.approx(play.frequency * play.work.lower()[1])
    assert [after.plays[k] == before.plays[k] for k in range(len(PLAYS))] == [k != RENEWAL for k in range(len(PLAYS))]


def test_what_others_own_is_no_work_of_the_csms() -> None:
    """Pitches and commercial requests, as a planner counts them: .75 hours where they are closed alone."""
    scenario = changed(MANAGERS | {f"{HERE}.commercial": "managers"})
    before, after, segment = row_of(small()), row_of(scenario), small().customers.segments["small"]
    pitch = segment.plays.expansion
    assert after.plays[EXPANSION] == before.plays[EXPANSION]
    assert before.planned_plays - after.planned_plays == pytest.approx(pitch.frequency * pitch.work.lower()[1])
    alone = small().organisation.teams["csm"].resolves_alone
    hours = alone * small().requests.work.commercial.lower()[1] + (1.0 - alone) * small().organisation.routing.triage
    saved = segment.requests.commercial * hours
    assert before.planned_requests - after.planned_requests == pytest.approx(saved)


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        ({f"{HERE}.renewals": "automatc"}, f"{HERE}.renewals", "did you mean 'automatic'?"),
        ({f"{HERE}.renewals": "renewals_desk"}, f"{HERE}.renewals", "no team with the role renewals_desk; add one"),
        ({f"{HERE}.commercial": "automatic"}, f"{HERE}.commercial", "somebody must answer commercial requests"),
        ({f"{HERE}.commercial": "experts"}, f"{HERE}.commercial", "has the role specialist, which owns nothing"),
        (MANAGERS | {"organisation.teams.m2": {"role": "account_manager", "headcount": 1},
                     f"{HERE}.commercial": "account_manager"}, f"{HERE}.commercial", "name one of them"),
        (DESK | {"organisation.teams.renewals.headcount": 0, f"{HERE}.renewals": "renewals"}, f"{HERE}.renewals",
         "nobody is in renewals"),
    ],
)  # fmt: skip
def test_owners_that_cannot_be_are_refused(changes: dict[str, Any], path: str, words: str) -> None:
    found = problems(changed(changes))
    assert [one for one, _ in found] == [path]
    assert words in found[0][1]
