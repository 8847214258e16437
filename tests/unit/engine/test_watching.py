"""Digital coverage: people look at an account only while a condition holds."""

from __future__ import annotations

import numpy as np
import pytest
from tests import builders
from tests.small import small

from cssim.domain import facts, tally
from cssim.dynamics import routing, watching
from cssim.dynamics.plays import CHECK_IN, RENEWAL
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.rows.observation import ScoreRow
from cssim.plan.rows.plays import PlayRow
from cssim.plan.tables import Plan, SegmentRow
from cssim.results.run import Run
from cssim.scenario.language.patch import patch
from cssim.units import HOURS_PER_MONTH, HOURS_PER_YEAR

CSM, SUPPORT = 0, 1
SCORE_OF_3 = 95.26
"""Health score of 3 log-odds, where nobody knows another mean than 0."""


def watched(log_odds: float = 3.0, below: float = 0.0, within: float = 0.0, **more: object) -> SegmentRow:
    """Return a segment with a check-in every other day and a request about every 27 h, looked at on conditions."""
    row = builders.segment([70.0], 16.0, 16.0, builders.fixed(0.5), even_log_odds=log_odds)
    changes = {"on_condition": 1, "person_below": below, "person_within": within, "team_answers": 0, **more}
    return row._replace(**changes)  # type: ignore[arg-type]


def run_of(segment: SegmentRow, contract_end: float = 1600.0, term: float = HOURS_PER_YEAR, months: int = 12) -> Run:
    plan: Plan = builders.plan(
        months,
        [segment],
        [builders.account(0, contract_end, term)],
        [builders.asks(builders.fixed(0.5))],
        teams=[builders.team(1), builders.team(1, key=102)],
        routing_row=builders.NO_TEAMS._replace(support=SUPPORT),
    )
    plan = plan._replace(score=ScoreRow(score_kept=1))
    return simulate(plan, settle(plan, 3, 1), 3, 1, ALL)


def slots(run: Run, play: int) -> list[float]:
    return [fact.time for fact in run.facts if isinstance(fact, facts.SlotDue) and fact.play == play]


def stops(run: Run) -> set[int]:
    return {fact.stop for fact in run.facts if isinstance(fact, facts.RequestRaised)}


def test_while_no_condition_holds_support_answers_and_there_are_no_plays() -> None:
    run = run_of(watched(below=SCORE_OF_3 - 1.0))
    assert slots(run, CHECK_IN) == []
    assert stops(run) == {routing.TO_SUPPORT}
    assert run.tally.work[:, CSM, tally.SUBMITTED].sum() == 0
    assert run.tally.work[:, SUPPORT, tally.SUBMITTED].sum() > 20


def test_who_is_seen_to_be_unwell_has_people() -> None:
    run = run_of(watched(below=SCORE_OF_3 + 1.0))
    assert len(slots(run, CHECK_IN)) == 120
    assert stops(run) == {routing.TO_CSM}


def test_the_team_may_answer_all_the_same() -> None:
    run = run_of(watched(team_answers=1))
    assert slots(run, CHECK_IN) == []
    assert stops(run) == {routing.TO_CSM}


def test_people_look_at_a_contract_from_so_long_before_its_end_on() -> None:
    run = run_of(watched(within=2 * HOURS_PER_MONTH, log_odds=50.0))
    times = slots(run, CHECK_IN)
    assert len(times) == 20
    assert min(times) >= 1600.0 - 2 * HOURS_PER_MONTH
    assert max(times) <= 1600.0
    for fact in run.facts:
        if isinstance(fact, facts.RequestRaised):
            near = 1600.0 - 2 * HOURS_PER_MONTH <= fact.time <= 1600.0
            assert fact.stop == (routing.TO_CSM if near else routing.TO_SUPPORT)


def test_a_renewal_that_falls_due_when_people_come_is_prepared() -> None:
    within = 2 * HOURS_PER_MONTH
    segment = watched(within=within)
    play = PlayRow(HOURS_PER_YEAR, 100.0, builders.fixed(1.0), lead=within)
    run = run_of(segment._replace(plays=builders.with_play(RENEWAL, play)))
    assert slots(run, RENEWAL) == [1600.0 - within]


def test_contracts_no_longer_than_that_are_never_near_their_end() -> None:
    assert slots(run_of(watched(within=2 * HOURS_PER_MONTH), 100.0, HOURS_PER_MONTH), CHECK_IN) == []
    assert not watching.renewal_near(100.0, 160.0, 50.0, 160.0)
    assert watching.renewal_near(100.0, 160.5, 50.0, 160.0)


def test_people_who_always_come_are_a_pool() -> None:
    scenario = patch(small(), {"horizon": "6 months", "settle": "2 months", "decide.on": "retained_arr.m6"})
    always = {"organisation.coverage.small": {"model": "digital", "team": "csm", "person_when": "health below 100"}}
    runs = []
    for changes in ({"organisation.coverage.small": {"model": "pooled", "team": "csm"}}, always):
        changed = patch(scenario, changes)
        plan = lower(changed, opening_book(changed)).plan
        runs.append(simulate(plan, settle(plan, 3, 1), 3, 1, ALL))
    told = [[fact for fact in run.facts if not isinstance(fact, facts.Scored)] for run in runs]
    assert told[0] == told[1]
    assert np.array_equal(runs[0].ledger.amount, runs[1].ledger.amount)


@pytest.mark.parametrize("score", [0.0, 39.9])
def test_trouble_is_below_the_line(score: float) -> None:
    assert watching.in_trouble(score, 40.0)
    assert not watching.in_trouble(40.0, 40.0)
