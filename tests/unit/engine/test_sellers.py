"""Account managers and renewals desks with a quota: their goal, what counts for it, and what it pays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests import builders
from tests.small import small
from tests.unit.engine.test_incentives import QUOTA, company

from cssim.domain import ledger, tally
from cssim.domain.accounts import NEVER
from cssim.domain.facts import ContractEnded, DealClosed, GoalAttained, PitchMade, SlotUsed
from cssim.dynamics.incentives import due_in
from cssim.dynamics.plays import EXPANSION, RENEWAL
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.tables import NO_INCENTIVE, IncentiveRow, Plan
from cssim.results.run import Run
from cssim.scenario.language.patch import patch

QUARTER = 480.0
CSMS, SELLERS = 0, 1
SELLS = QUOTA._replace(sells=1, churn_counts=1, renewal_goal=0.9)


def selling(incentive: IncentiveRow = SELLS, owns: str = "both", months: int = 3, **more: Any) -> Plan:
    """Return customers of CSMs, whose deals and renewals, or one of these, are another team's."""
    plan = company(NO_INCENTIVE, months=months)
    owned = {"commercial_team": SELLERS, "renewal_team": SELLERS}
    if owns != "both":
        owned = {owns: SELLERS}
    teams = (builders.team(1), builders.team(2, key=102))
    segments = (plan.segments[0]._replace(**owned, **more),)
    return plan._replace(teams=teams, segments=segments, incentives=(NO_INCENTIVE, incentive))


def told(plan: Plan) -> Run:
    return simulate(plan, settle(plan, 1, 0), 1, 0, ALL)


def of(run: Run, kind: type[Any]) -> list[Any]:
    return [fact for fact in run.facts if isinstance(fact, kind)]


def reached(run: Run) -> list[float]:
    return [fact.attained for fact in of(run, GoalAttained)]


def opening_arr(run: Run) -> int:
    return int(run.ledger.amount[run.ledger.kind == ledger.OPENING].sum())


def test_what_ends_counts_once_for_every_end() -> None:
    assert due_in(100, 30.0, 160.0, 0.0, 480.0) == 300, "30, 190 and 350"
    assert due_in(100, 480.0, 160.0, 0.0, 480.0) == 0
    assert due_in(100, 479.0, 1920.0, 0.0, 480.0) == 100


def test_what_is_signed_late_was_due_in_the_period_in_which_it_ended() -> None:
    assert due_in(100, 470.0, 1920.0, 0.0, 480.0) == 100
    assert due_in(100, 470.0, 1920.0, 480.0, 960.0) == 0, "over, and still to be signed"
    assert due_in(100, 470.0, 160.0, 480.0, 960.0) == 300, "630, 790 and 950"
    assert due_in(100, -30.0, 1920.0, NEVER, 480.0) == 100, "in grace at the start"


def test_attainment_is_deals_and_renewals_of_what_was_to_grow_and_to_go_on() -> None:
    run = told(selling())
    sold = sum(fact.size for fact in of(run, DealClosed) if fact.won)
    ended = of(run, ContractEnded)
    book = {i: 5_000_00 + 500_00 * i for i in range(30)}
    due = sum(book[i] for i in range(30) if 400.0 + 53 * i < QUARTER)
    kept = run.tally.renewals[1:, 0, tally.RENEWED].sum()
    goal = 0.1 * opening_arr(run) / 4 + 0.9 * due
    assert sold > 0 and ended and reached(run) == pytest.approx([(sold + kept) / goal] * 2)
    assert {(fact.team, fact.seat) for fact in of(run, GoalAttained)} == {(SELLERS, 0), (SELLERS, 1)}


def test_who_only_renews_has_only_that_to_do() -> None:
    run = told(selling(owns="renewal_team"))
    due = sum(fact.arr for fact in of(run, ContractEnded))
    kept = run.tally.renewals[1:, 0, tally.RENEWED].sum()
    assert due > 0 and reached(run) == pytest.approx([kept / (0.9 * due)] * 2)


def test_who_only_sells_is_not_asked_for_what_leaves() -> None:
    run = told(selling(owns="commercial_team", even_log_odds=-700.0))
    sold = sum(fact.size for fact in of(run, DealClosed) if fact.won)
    assert not np.any(run.tally.renewals[..., tally.RENEWED])
    assert reached(run) == pytest.approx([sold / (0.1 * opening_arr(run) / 4)] * 2)


def test_variable_pay_follows_the_curve() -> None:
    steep = {"curve_points": 2, "curve_at": (0.0, 1.0, 0, 0, 0, 0), "curve_paid": (2.0, 2.0, 0, 0, 0, 0)}
    plain, twice = told(selling(NO_INCENTIVE)), told(selling(SELLS._replace(**steep)))
    paid = [int(run.tally.cost[:, SELLERS, tally.VARIABLE_PAY].sum()) for run in (plain, twice)]
    assert paid[1] == pytest.approx(2 * paid[0], abs=2) and paid[0] > 0
    csms = [run.tally.cost[:, CSMS].sum() for run in (plain, twice)]
    assert csms[0] == csms[1]


def test_sellers_choose_what_is_worth_most_and_csms_do_as_before() -> None:
    plain, quota = told(selling(NO_INCENTIVE, months=12)), told(selling(months=12))
    used = {fact.play for fact in of(quota, SlotUsed)}
    assert used <= {EXPANSION, RENEWAL, 0} and EXPANSION in used
    assert len(of(quota, PitchMade)) > len(of(plain, PitchMade)) > 0
    assert of(plain, SlotUsed) == []


def test_a_book_counts_for_its_csm_whoever_sold_to_it() -> None:
    plan = selling()
    both = told(plan._replace(incentives=(QUOTA, SELLS)))
    sold = sum(fact.size for fact in of(both, DealClosed) if fact.won)
    (csm,) = [fact.attained for fact in of(both, GoalAttained) if fact.team == CSMS]
    assert csm == pytest.approx(sold / (0.1 * opening_arr(both) / 4))


TEAM = {"role": "renewals_desk", "headcount": 1}


def lowered(incentive: dict[str, Any]) -> Plan:
    scenario = patch(
        small(),
        {
            "organisation.teams.renewing": TEAM | {"incentive": incentive},
            "organisation.coverage.small.renewals": "renewing",
        },
    )
    return lower(scenario, opening_book(scenario)).plan


def test_a_file_says_what_sellers_are_measured_by() -> None:
    assert lowered({}).incentives == ()
    plan = lowered({"policy": "quota", "renewal_goal": "95%", "period": "year"})
    row = plan.incentives[-1]
    assert (row.aims, row.sells, row.renewal_goal, row.growth_goal) == (1, 1, 0.95, 0.05)
    assert (row.period_months, row.money_first, row.money_later) == (12, 1.0, 1.0)
    assert plan.incentives[0] == NO_INCENTIVE
    assert plan.score.score_kept == 1
