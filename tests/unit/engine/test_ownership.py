"""Renewals, pitches and commercial requests that are not the work of the CSMs."""

from __future__ import annotations

from tests import builders

from cssim.domain import facts, tally
from cssim.dynamics import routing
from cssim.dynamics.drivers import READINESS
from cssim.dynamics.plays import CHECK_IN, EXPANSION, RENEWAL
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.rows.plays import PlayRow
from cssim.plan.tables import COMMERCIAL, NOBODY, PRODUCT_QUESTION, Plan
from cssim.results.run import Run
from cssim.units import HOURS_PER_MONTH, HOURS_PER_YEAR

CSM, MANAGERS, DESK = 0, 1, 2
QUARTER = 3 * HOURS_PER_MONTH


def company(renewals: int = NOBODY, commercial: int = NOBODY) -> Plan:
    """Return two accounts of one CSM, who ask, are pitched to, and whose contracts end in the seventh month."""
    ask = builders.asks(builders.fixed(0.5))
    plays = builders.with_play(RENEWAL, PlayRow(HOURS_PER_YEAR, QUARTER, builders.fixed(1.0), lead=QUARTER))
    plays = builders.with_play(
        EXPANSION, PlayRow(HOURS_PER_MONTH, 0.0, builders.fixed(1.0), chance=0.9, size=0.1), plays
    )
    plays = builders.with_play(CHECK_IN, PlayRow(HOURS_PER_MONTH, 0.0, builders.fixed(1.0)), plays)
    segment = builders.segment([0.0, 24.0, 0.0, 0.0, 24.0])._replace(
        plays=plays, renewal_team=renewals, commercial_team=commercial
    )
    return builders.plan(
        12,
        [segment],
        [builders.account(i, 1120.0, owner=0, potential=100_000_00) for i in range(2)],
        [ask] * 5,
        teams=[builders.team(1), builders.team(1, key=102), builders.team(1, key=103)],
        effects=builders.NO_EFFECTS._replace(readiness_level=0.35, renewal_play_share=0.8, full_lead=QUARTER),
    )


def run_of(plan: Plan) -> Run:
    return simulate(plan, settle(plan, 3, 1), 3, 1, ALL)


def teams_of_play(run: Run, play: int) -> set[int]:
    """Return the teams before whose desks the slots of a play were put."""
    mine = {fact.work for fact in run.facts if isinstance(fact, facts.SlotDue) and fact.play == play}
    return {fact.team for fact in run.facts if isinstance(fact, facts.WorkSubmitted) and fact.work in mine}


def teams_of_requests(run: Run, type_: int) -> set[int]:
    mine = {fact.work for fact in run.facts if isinstance(fact, facts.RequestRaised) and fact.type == type_}
    return {fact.team for fact in run.facts if isinstance(fact, facts.WorkSubmitted) and fact.work in mine}


def test_without_a_word_the_csm_does_everything() -> None:
    run = run_of(company())
    assert teams_of_play(run, RENEWAL) == teams_of_play(run, EXPANSION) == {CSM}
    assert teams_of_requests(run, COMMERCIAL) == {CSM}
    assert run.tally.work[:, MANAGERS:, tally.SUBMITTED].sum() == 0


def test_the_desk_prepares_renewals_and_nothing_else() -> None:
    run = run_of(company(renewals=DESK))
    assert teams_of_play(run, RENEWAL) == {DESK}
    assert teams_of_play(run, EXPANSION) == teams_of_play(run, CHECK_IN) == {CSM}
    assert run.tally.work[:, DESK, tally.DONE].sum() == 2
    ready = [fact for fact in run.facts if isinstance(fact, facts.Posted) and fact.driver == READINESS]
    assert len(ready) == 2 and all(0.0 < fact.amount <= 0.35 * 0.8 for fact in ready)


def test_account_managers_pitch_and_answer_what_is_commercial() -> None:
    run = run_of(company(commercial=MANAGERS))
    assert teams_of_play(run, EXPANSION) == {MANAGERS}
    assert teams_of_play(run, RENEWAL) == {CSM}
    assert teams_of_requests(run, COMMERCIAL) == {MANAGERS}
    assert teams_of_requests(run, PRODUCT_QUESTION) == {CSM}
    stops = {fact.stop for fact in run.facts if isinstance(fact, facts.RequestRaised) and fact.type == COMMERCIAL}
    assert stops == {routing.TO_OWNER}
    assert any(isinstance(fact, facts.PitchMade) for fact in run.facts)


def test_whose_work_it_is_makes_another_face() -> None:
    assert run_of(company()).accounts.faces.tolist() == [1, 1]
    assert run_of(company(commercial=MANAGERS)).accounts.faces.tolist() == [2, 2]
    assert run_of(company(renewals=DESK, commercial=MANAGERS)).accounts.faces.tolist() == [3, 3]


def test_what_another_team_does_comes_as_planned_whatever_time_the_csms_have() -> None:
    slow = company(commercial=MANAGERS)
    csms = slow.teams[CSM]._replace(cadence_planned=1, target_load=0.85, cadence_least=0.5, cadence_most=0.5)
    slow = slow._replace(
        teams=(csms, *slow.teams[1:]), segments=(slow.segments[0]._replace(planned_plays=24.0, planned_requests=24.0),)
    )
    due = run_of(slow).tally.slots[..., tally.SLOTS_DUE].sum(axis=(0, 1))
    assert due[EXPANSION] == 2 * 12
    assert due[CHECK_IN] == 2 * 6


def test_the_one_who_does_it() -> None:
    assert routing.doer(RENEWAL, CSM, DESK, MANAGERS) == DESK
    assert routing.doer(EXPANSION, CSM, DESK, MANAGERS) == MANAGERS
    assert routing.doer(CHECK_IN, CSM, DESK, MANAGERS) == CSM
    assert routing.doer(RENEWAL, CSM, NOBODY, MANAGERS) == routing.doer(EXPANSION, CSM, DESK, NOBODY) == CSM
