"""Health scores: what they show of health, and the rescues that they call for."""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np
import pytest
from tests import builders

from cssim.domain import tally
from cssim.domain.facts import Posted, Scored, SlotDue, WorkDone
from cssim.dynamics import observation
from cssim.dynamics.drivers import GONE_WRONG, N_DRIVERS, NEGLECT, PRESSURE, SERVICE, TRANSFERS
from cssim.dynamics.plays import SAVE
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import Plan, PlayRow, ScoreRow
from cssim.results.run import Run

MONTH = 160.0
SEEN = ScoreRow(score_kept=1)


def company(score: ScoreRow, accounts: int = 1, months: int = 12, health: float = 0.0, **play: float) -> Plan:
    """Return accounts of known health [standard deviations], who are rescued in an hour of one person."""
    row = PlayRow(interval=1.0, expiry=80.0, play_work=builders.fixed(1.0), **{"again_after": 3 * MONTH} | play)
    segment = builders.segment(even_log_odds=1.0 + 2.0 * health)._replace(
        plays=builders.with_play(SAVE, row), health_mean=1.0, health_sd=2.0
    )
    plan = builders.plan(months, [segment], [builders.account(i) for i in range(accounts)])
    return plan._replace(score=score)


def told(plan: Plan) -> Run:
    return simulate(plan, settle(plan, 1, 0), 1, 0, ALL)


def scores_of(run: Run) -> dict[int, list[float]]:
    found = defaultdict(list)
    for fact in run.facts:
        if isinstance(fact, Scored):
            found[fact.account].append(fact.score)
    return found


def test_a_valid_score_is_the_truth_and_draws_nothing() -> None:
    run = told(company(SEEN, accounts=2, health=-0.5))
    # one where it begins at 0, and one on the first of each of the eleven months after
    assert scores_of(run) == {0: [-0.5] * 12, 1: [-0.5] * 12}


def test_a_score_correlates_with_health_as_its_validity_says_and_its_errors_with_themselves() -> None:
    run = told(company(SEEN._replace(score_validity=0.6), accounts=4000, months=3, health=1.0))
    months = np.array(list(scores_of(run).values()))
    assert months.mean() == pytest.approx(0.6, abs=0.05)
    assert months.std(axis=0) == pytest.approx([0.8] * 3, rel=0.05)
    errors = (months - 0.6) / 0.8
    assert np.corrcoef(errors[:, 0], errors[:, 1])[0, 1] == pytest.approx(0.6, abs=0.04)
    assert np.corrcoef(errors[:, 0], errors[:, 2])[0, 1] == pytest.approx(0.36, abs=0.04)


def test_missing_scores_leave_the_last_and_move_no_other() -> None:
    seen = scores_of(told(company(SEEN._replace(score_validity=0.5), accounts=300)))
    some = scores_of(told(company(SEEN._replace(score_validity=0.5, score_missing=0.3), accounts=300)))
    assert all(set(some[account]) <= set(seen[account]) for account in seen)
    assert sum(map(len, some.values())) == pytest.approx(300 * (1 + 0.7 * 11), rel=0.03)
    quarterly = scores_of(told(company(SEEN._replace(score_validity=0.5, score_every=3), accounts=300)))
    assert all(quarterly[account] == seen[account][::3] for account in seen)


def test_a_score_may_take_contact_for_health() -> None:
    plan = company(SEEN._replace(score_activity=1), health=-9.0)
    busy, quiet = (
        told(plan._replace(segments=(plan.segments[0]._replace(contacts_mean=0.0, contacts_sd=sd, rates=rates),)))
        for sd, rates in ((2.0, (24.0, 0.0, 0.0, 0.0, 0.0)), (2.0, (0.0,) * 5))
    )
    assert scores_of(quiet)[0] == [0.0] * 12
    assert scores_of(busy)[0][-1] > 1.0


@pytest.mark.parametrize(("again", "expected"), [(3 * MONTH, 4), (6 * MONTH, 2), (0.5 * MONTH, 12 - 1)])
def test_who_is_at_risk_is_rescued_and_not_again_for_a_while(again: float, expected: int) -> None:
    run = told(company(SEEN._replace(score_risk=-1.0), health=-1.5, again_after=again))
    times = [fact.time for fact in run.facts if isinstance(fact, SlotDue)]
    assert times[0] == MONTH and len(times) == expected
    assert all(time % MONTH == 0.0 for time in times)
    assert (run.tally.counts[1:, 0, tally.AT_RISK] == 1).all()


def test_nobody_is_rescued_who_is_not_at_risk_or_whom_nobody_looks_at() -> None:
    assert not any(
        isinstance(fact, SlotDue) for fact in told(company(SEEN._replace(score_risk=-2.0), health=-1.5)).facts
    )
    unseen = told(company(ScoreRow(), health=-1.5))
    assert not any(isinstance(fact, SlotDue | Scored) for fact in unseen.facts)
    assert unseen.tally.counts[..., tally.AT_RISK].sum() == 0


def test_a_rescue_takes_back_a_share_of_what_went_wrong() -> None:
    plan = company(SEEN._replace(score_risk=0.0), health=-1.0, months=2, rescue=0.4)
    # a driver that is felt has a reference
    reference = tuple(-0.1 if driver in GONE_WRONG else 0.0 for driver in range(N_DRIVERS))
    plan = plan._replace(segments=(plan.segments[0]._replace(reference=reference),))
    book = settle(plan, 1, 0)
    stocks = {SERVICE: -0.5, TRANSFERS: -0.3, PRESSURE: -0.2, NEGLECT: -0.6}
    for driver, value in stocks.items():
        book.values[0, driver] = value
    run = simulate(plan, book, 1, 0, ALL)
    done = next(fact for fact in run.facts if isinstance(fact, WorkDone)).time
    posted = {fact.driver: fact.amount for fact in run.facts if isinstance(fact, Posted)}
    assert posted == {
        driver: pytest.approx(-0.4 * value * math.exp2(-done / plan.drivers[driver].half_life))
        for driver, value in stocks.items()
    }


def test_a_rescue_before_time_0_is_remembered() -> None:
    plan = company(SEEN._replace(score_risk=0.0), health=-1.0, months=6, again_after=6 * MONTH)
    plan = plan._replace(clock=plan.clock._replace(settle=3 * MONTH, warm_up=40.0))
    book = settle(plan, 1, 0)
    assert book.rescued_at[0] == -3 * MONTH
    run = simulate(plan, book, 1, 0, ALL)
    assert [fact.time for fact in run.facts if isinstance(fact, SlotDue)] == [3 * MONTH]


def test_months_before_the_start_are_counted_on() -> None:
    assert [observation.is_due(month, 3) for month in range(-4, 4)] == [
        False,
        True,
        False,
        False,
        True,
        False,
        False,
        True,
    ]
