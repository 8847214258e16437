"""A design that begins while customers live on: known answers, and what must not get lost on the way."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import numpy as np
import pytest
from tests.unit.experiments.scenarios import POOLED, company

from cssim.domain import facts, tally
from cssim.domain.people import CAME, JOINED, LEFT, WENT
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.errors import InputError
from cssim.plan.change import transition
from cssim.plan.labels import Lowered
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.rows.change import LEAVES, MOVES
from cssim.plan.tables import NOBODY, Plan
from cssim.results.run import Run
from cssim.scenario.language import designs
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario
from cssim.units import HOURS_PER_MONTH, to_cents

STABLE = {
    "organisation.people.attrition": 0,
    "organisation.people.absence_days": 0,
    "organisation.people.time_to_fill": "1 months",
    "customers.new_logos": None,
}
ON = "organisation"


@cache
def base() -> Scenario:
    return company(**{key.replace(".", "__"): value for key, value in STABLE.items()} | {"settle": "1 months"})


def to(changes: dict[str, Any], today: Scenario | None = None) -> tuple[Lowered, Scenario, Scenario]:
    """Return the plan of a change, and the two designs."""
    scenario = (today or base()).model_copy(update={"designs": {"today": {}, "next": changes}})
    before, after = (designs.resolve(scenario, name) for name in ("today", "next"))
    opening = opening_book(scenario)
    return transition(lower(before, opening), before, after, opening), before, after


def run_of(plan: Plan, seed: int = 3) -> Run:
    return simulate(plan, settle(plan, seed, 0), seed, 0, ALL)


def owner_changes(run: Run) -> list[facts.OwnerChanged]:
    return [fact for fact in run.facts if isinstance(fact, facts.OwnerChanged)]


def ends_of(run: Run, account: int) -> list[float]:
    return [fact.ends for fact in run.facts if isinstance(fact, facts.ContractEnded) and fact.account == account]


def people(run: Run, change: int) -> list[facts.PersonChanged]:
    return [fact for fact in run.facts if isinstance(fact, facts.PersonChanged) and fact.change == change]


def without_cost(run: Run) -> list[facts.Fact]:
    return [fact for fact in run.facts if not isinstance(fact, facts.CostLine)]


@cache
def todays_run() -> Run:
    return run_of(to({})[0].plan._replace(changes=()))


@pytest.mark.parametrize("mode", ["by-segment", "big-bang", "at-renewal"])
def test_a_change_to_the_same_design_changes_nothing(mode: str) -> None:
    run = run_of(to({"change": {"mode": mode, "start": "2027-03"}})[0].plan)
    today = todays_run()
    assert without_cost(run) == without_cost(today)
    # what is paid is rounded anew from the beginning of the design
    assert np.abs(run.tally.cost - today.tally.cost).max() <= 1
    for name in ("arr", "work", "closing", "heads_milli"):
        assert np.array_equal(getattr(run.tally, name), getattr(today.tally, name)), name
    for name in ("stocks", "health"):
        # sums of those who have gone over and those who have not
        assert np.allclose(getattr(run.tally, name), getattr(today.tally, name), rtol=1e-12), name


def test_until_it_begins_a_change_is_not_felt() -> None:
    changes = {
        ON: {"coverage": POOLED, "teams": {"csm": {"headcount": 4, "resolves_alone": "80%"}}},
        "change": {"mode": "big-bang", "start": "2027-05"},
    }
    run, today = run_of(to(changes)[0].plan), todays_run()
    start = 4 * HOURS_PER_MONTH
    assert [fact for fact in run.facts if fact.time < start] == [fact for fact in today.facts if fact.time < start]
    assert run.facts != today.facts
    assert np.array_equal(run.tally.closing[:5], today.tally.closing[:5])
    assert np.array_equal(run.tally.cost[:5], today.tally.cost[:5])


def test_in_a_big_bang_every_account_changes_at_once_and_only_once() -> None:
    changes = {ON: {"coverage": POOLED}, "change": {"mode": "big-bang", "start": "2027-03"}}
    lowered, *_ = to(changes)
    found = owner_changes(run_of(lowered.plan))
    assert {fact.time for fact in found} == {2 * HOURS_PER_MONTH}
    assert max(Counter(fact.account for fact in found).values()) == 1
    gone = [fact for fact in todays_run().facts if isinstance(fact, facts.ContractEnded) and not fact.renewed]
    left = {fact.account for fact in gone if fact.ends < 2 * HOURS_PER_MONTH}
    assert {fact.account for fact in found} == set(range(len(lowered.plan.accounts))) - left
    assert all(fact.after == NOBODY for fact in found)


def test_segments_change_one_after_another() -> None:
    lowered, *_ = to({ON: {"coverage": POOLED}, "change": {"over": "4 months", "start": "2027-02"}})
    assert lowered.plan.change is not None
    assert lowered.plan.change.times == (160.0, 480.0, 800.0)
    segment = lowered.plan.accounts.columns["segment"]
    for fact in owner_changes(run_of(lowered.plan)):
        assert fact.time == lowered.plan.change.times[segment[fact.account]]


def test_at_renewal_each_account_changes_when_it_has_renewed() -> None:
    lowered, *_ = to({ON: {"coverage": POOLED}, "change": {"mode": "at-renewal", "start": "2027-02"}})
    run = run_of(lowered.plan)
    found = owner_changes(run)
    assert len(found) > 5
    for fact in found:
        later = [end for end in ends_of(run, fact.account) if end >= 160.0]
        assert fact.time == later[0]
    assert max(Counter(fact.account for fact in found).values()) == 1


def test_who_is_protected_is_not_touched_before_the_renewal() -> None:
    changes = {ON: {"coverage": POOLED}, "change": {"mode": "big-bang", "protect": "renewal within 6 months"}}
    lowered, *_ = to(changes)
    run = run_of(lowered.plan)
    near = lowered.plan.accounts.columns["contract_end"] < 6 * HOURS_PER_MONTH
    assert near.any() and not near.all()
    for fact in owner_changes(run):
        if near[fact.account]:
            assert fact.time == ends_of(run, fact.account)[0]
        else:
            assert fact.time == 0.0


def test_a_new_post_is_filled_and_then_gets_accounts_with_a_handover() -> None:
    lowered, *_ = to({ON: {"teams": {"csm": {"headcount": 3}}}, "change": {"mode": "big-bang", "start": "2027-02"}})
    run = run_of(lowered.plan)
    joined = 2 * HOURS_PER_MONTH
    assert [(fact.seat, fact.time) for fact in people(run, JOINED)] == [(2, joined)]
    assert run.tally.heads_milli[:, 0].tolist() == [0, 2000, 2000, *[3000] * 10]
    found = owner_changes(run)
    assert {(fact.time, fact.after, fact.warm) for fact in found} == {(joined, 2, True)}
    assert max(Counter(fact.account for fact in found).values()) == 1
    assert 4 <= len(found) <= 12, "about a third of thirty accounts, as books are evened out by hours"


def test_who_comes_from_another_team_gets_an_even_share_of_the_accounts() -> None:
    others = {name: {"model": "assigned", "team": "fresh"} for name in POOLED}
    fresh = base().organisation.teams["csm"].model_dump(mode="json") | {"headcount": 1}
    today = patch(base(), {"organisation.teams.fresh": fresh, "organisation.coverage.enterprise.team": "fresh"})
    move = {"from": "csm", "to": "fresh", "people": 1}
    changes = {ON: {"teams": {"fresh": {"headcount": 2}, "csm": None}, "coverage": others}}
    lowered, *_ = to(changes | {"change": {"mode": "big-bang", "move": move}}, today)
    assert lowered.plan.change is not None
    after = lowered.plan.change.after.accounts.columns["seat"]
    segments, before = lowered.plan.accounts.columns["segment"], lowered.plan.accounts.columns["seat"]
    kept = (segments == 0) & (after == before)
    assert kept.any(), "who is there keeps some of his accounts"
    counts = np.bincount(after, minlength=2)
    assert counts.min() > 0 and counts.sum() == 30


def test_who_leaves_is_paid_for_it_and_the_post_is_filled_again() -> None:
    changes = {"change": {"mode": "at-renewal", "leave": 1, "severance": "3 months", "notice": "1 months"}}
    lowered, today, _ = to(changes)
    assert lowered.plan.change is not None
    run = run_of(lowered.plan)
    team = today.organisation.teams["csm"]
    base_pay = team.pay.ote * team.pay.base_share / 12
    due = to_cents(base_pay * (3 + 1 + team.pay.on_cost))
    paid = run.tally.cost[:, :, tally.SEVERANCE]
    assert paid[1, 0] == paid.sum() == due
    (left,) = people(run, LEFT)
    (joined,) = people(run, JOINED)
    assert left.seat == joined.seat == 1
    assert joined.time == left.time + HOURS_PER_MONTH
    mine = np.flatnonzero(lowered.plan.accounts.columns["seat"] == 1)
    at_once = {fact.account for fact in owner_changes(run) if fact.time == 0.0}
    assert at_once == set(mine.tolist()), "whose owner leaves cannot wait for the renewal"


def test_who_moves_is_the_same_person_in_another_team() -> None:
    changes = {
        ON: {"teams": {"csm": {"headcount": 1}, "consultants": {"headcount": 2}}},
        "change": {"mode": "big-bang", "move": {"from": "csm", "to": "consultants", "people": 1}, "start": "2027-03"},
    }
    lowered, *_ = to(changes)
    assert lowered.plan.change is not None
    assert [row.fate for row in lowered.plan.change.seats[0]][1] == MOVES
    run = run_of(lowered.plan)
    (went,), (came,) = people(run, WENT), people(run, CAME)
    assert (went.team, went.seat) == (0, 1) and (came.team, came.seat) == (1, 1)
    assert went.time == came.time >= 2 * HOURS_PER_MONTH
    assert run.tally.heads_milli[2:4, :2].tolist() == [[2000, 500], [1000, 2000]], "half a post becomes a full one"
    assert run.tally.work[:, :, tally.LEAVERS].sum() == run.tally.work[:, :, tally.HIRES].sum() == 0
    assert run.tally.cost[:, :, tally.SEVERANCE].sum() == run.tally.cost[:, :, tally.RECRUITING].sum() == 0


def test_without_a_post_people_leave_without_being_told_to() -> None:
    lowered, *_ = to({ON: {"teams": {"csm": {"headcount": 1}}}, "change": {"mode": "big-bang"}})
    assert lowered.plan.change is not None
    fates = lowered.plan.change.seats[0]
    assert [(row.fate == LEAVES, row.closes) for row in fates] == [(False, 0), (True, 1)]
    run = run_of(lowered.plan)
    assert len(people(run, LEFT)) == 1 and not people(run, JOINED)
    assert (run.tally.heads_milli[1:, 0] == 1000).all()


def test_nobodys_pay_falls() -> None:
    lowered, today, _ = to({ON: {"teams": {"csm": {"pay": {"ote": "$50k"}}}}, "change": {"mode": "big-bang"}})
    assert lowered.plan.change is not None
    before, after = lowered.plan.teams[0], lowered.plan.change.after.teams[0]
    assert (before.base, before.variable, before.on_cost) == (after.base, after.variable, after.on_cost)
    raised, *_ = to({ON: {"teams": {"csm": {"pay": {"ote": "$500k"}}}}})
    assert raised.plan.change is not None
    assert raised.plan.change.after.teams[0].base == to_cents(
        2 * 50_000_000 * today.organisation.teams["csm"].pay.base_share
    )


def test_who_is_retrained_works_slowly_for_a_while_and_who_is_not_stays_as_he_is() -> None:
    def plan(people: int) -> Plan:
        retrain = {"people": people, "over": "6 months"}
        return to(
            {ON: {"teams": {"csm": {"resolves_alone": "80%"}}}, "change": {"mode": "big-bang", "retrain": retrain}}
        )[0].plan

    change = plan(1).change
    assert change is not None
    assert [row.second_ramp for row in change.seats[0]] == [6 * HOURS_PER_MONTH, 0.0]
    assert [row.able for row in change.seats[0]] == [1.0, base().organisation.teams["csm"].resolves_alone]  # type: ignore[union-attr]
    transfers = [run_of(plan(n)).tally.counts[:, :, tally.TRANSFERS].sum() for n in (0, 2)]
    assert transfers[0] > transfers[1]


def test_work_of_a_team_that_is_no_more_is_taken_over() -> None:
    today = patch(base(), {"organisation.teams.csm.availability": "8%"})
    team = today.organisation.teams["csm"].model_dump(mode="json")
    others = {name: {"model": "assigned", "team": "fresh"} for name in POOLED}
    changes = {
        ON: {"teams": {"csm": None, "fresh": team}, "coverage": others},
        "change": {"mode": "at-renewal", "start": "2027-04"},
    }
    run = run_of(to(changes, today)[0].plan)
    handed = [fact for fact in run.facts if isinstance(fact, facts.WorkHandedOver)]
    assert len(handed) > 5 and {fact.time for fact in handed} == {3 * HOURS_PER_MONTH}
    assert run.open_work[0] == 0
    assert run.tally.work[:, 0, tally.HANDED_OVER].sum() == len(handed)
    works, fresh = {fact.work for fact in handed}, run.tally.work.shape[1] - 1
    assert any(fact.team == fresh and fact.work in works for fact in run.facts if isinstance(fact, facts.WorkStarted))


def test_money_stays_in_its_segment() -> None:
    run = run_of(to({ON: {"coverage": POOLED}, "change": {"mode": "big-bang", "start": "2027-03"}})[0].plan)
    assert run.tally.closing.shape[1] == 3
    assert set(run.ledger.segment) <= {0, 1, 2}
    assert set(run.accounts.segment) <= {0, 1, 2}
    assert {fact.segment for fact in run.facts if isinstance(fact, facts.ContractEnded)} <= {0, 1, 2}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"health": {"adoption": {"level": 0.1}}}, "designs.next.health"),
        ({"renewal": {"lock_in": 0.1}}, "designs.next.renewal"),
        ({"requests": {"frailty": 0.1}}, "designs.next.requests.frailty"),
        ({"customers": {"segments": {"smb": {"requests": {"complaint": "9/year"}}}}},
         "designs.next.customers.segments.smb.requests"),
        ({ON: {"people": {"skill": 0.1}}}, "designs.next.organisation.people"),
        ({"change": {"leave": 3}}, "change.leave"),
        ({"change": {"team": "nobody"}}, "change.team"),
        ({"change": {"move": {"from": "csm", "to": "consultants"}}}, "change.move.people"),
        ({"change": {"move": {"from": "csm", "to": "csm"}}}, "change.move.to"),
        ({"change": {"move": {"from": "none", "to": "csm"}}}, "change.move.from"),
    ],
)  # fmt: skip
def test_what_cannot_change_is_refused(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(InputError) as error:
        to(changes)
    assert error.value.problems[0].path == path
