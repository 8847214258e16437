"""Incentives act through the order and the choice of work, and through pay, and through nothing else."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from tests import builders

from cssim.domain import ledger, tally
from cssim.domain.facts import (
    DealClosed,
    DealMoved,
    GoalAttained,
    PitchMade,
    Posted,
    Scored,
    SlotDue,
    SlotUsed,
    WorkDone,
    WorkStarted,
)
from cssim.dynamics.drivers import NAMES, PRESSURE
from cssim.dynamics.plays import CHECK_IN, EXPANSION, RENEWAL, SAVE
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import ExpansionRow, IncentiveRow, Plan, PlayRow, ProcessRow, ScoreRow
from cssim.results.run import Run

YEAR, MONTH = 1920.0, 160.0
QUOTA = IncentiveRow(aims=1, money_first=1.0, money_later=1.0, growth_goal=0.1, usual_arr=10_000_00.0)
HEALTH = IncentiveRow(aims=1, health_goal=0.9, usual_arr=10_000_00.0)
NONE = IncentiveRow()
EFFECTS = builders.NO_EFFECTS._replace(
    proactive_share=0.1, neglect_share=0.5, pressure_level=-0.9, pitch_share=0.25, pitch_below=1.4,
    readiness_level=0.35, renewal_play_share=0.8, full_lead=480.0,
)  # fmt: skip


def company(incentive: IncentiveRow, accounts: int = 30, months: int = 24, health: float = 2.0) -> Plan:
    """Return one busy CSM, accounts alike but for size, and check-ins, pitches and renewal plays of two hours each."""
    plays = builders.NO_PLAYS
    for play, row in {
        CHECK_IN: PlayRow(YEAR / 12, 0.0, builders.fixed(2.0)),
        EXPANSION: PlayRow(YEAR, 0.0, builders.fixed(2.0), chance=0.5, size=0.3),
        RENEWAL: PlayRow(YEAR, 480.0, builders.fixed(2.0), lead=480.0),
    }.items():
        plays = builders.with_play(play, row, plays)
    segment = builders.segment(even_log_odds=health)._replace(plays=plays, health_mean=2.0, key=5)
    segment = segment._replace(reference=tuple(-0.1 if name in ("neglect", "pressure") else 0.0 for name in NAMES))
    book = [
        builders.account(i, 400.0 + 53 * i, owner=0, arr=(5_000 + 500 * i) * 100, potential=90_000_00)
        for i in range(accounts)
    ]
    drivers = [row._replace(target=-0.7) if name == "neglect" else row for name, row in
               zip(NAMES, builders.RESTING_DRIVERS, strict=True)]  # fmt: skip
    plan = builders.plan(months, [segment], book, effects=EFFECTS, drivers=tuple(drivers))
    expansion = ExpansionRow(pitch_rest=YEAR)
    score = ScoreRow(score_kept=1, score_risk=-1.5)
    return plan._replace(expansion=expansion, score=score, incentives=(incentive,))


def told(plan: Plan) -> Run:
    return simulate(plan, settle(plan, 1, 0), 1, 0, ALL)


def pitches(run: Run, until: float = float("inf")) -> int:
    return sum(isinstance(fact, PitchMade) and fact.time < until for fact in run.facts)


def pressure(run: Run) -> float:
    return sum(fact.amount for fact in run.facts if isinstance(fact, Posted) and fact.driver == PRESSURE)


def held(run: Run) -> Counter[int]:
    play_of = {fact.work: fact.play for kind in (SlotDue, SlotUsed) for fact in run.facts if isinstance(fact, kind)}
    return Counter(play_of[fact.work] for fact in run.facts if isinstance(fact, WorkDone))


def test_a_quota_makes_more_pitches_from_the_start_and_more_pressure_afterwards_in_the_same_hours() -> None:
    plain, quota = told(company(NONE)), told(company(QUOTA))
    assert pitches(quota, YEAR / 4) > 2 * pitches(plain, YEAR / 4) > 0
    assert pressure(quota) < 1.5 * pressure(plain) < 0.0
    assert held(quota)[CHECK_IN] < held(plain)[CHECK_IN]
    busy = [run.tally.work[:, 0, tally.BUSY_MILLI].sum() for run in (plain, quota)]
    assert busy[0] == pytest.approx(busy[1], rel=0.02)
    sold = [run.tally.renewals[1:13, 0, tally.EXPECTED_UPSELL].sum() for run in (plain, quota)]
    assert sold[1] > 1.3 * sold[0]


def test_nobody_is_asked_who_is_not_ready_to_be_asked() -> None:
    run = told(company(QUOTA))
    last: dict[int, float] = {}
    for fact in run.facts:
        if isinstance(fact, PitchMade):
            # a fifth of the readiness has come back after log2(1 / 0.8) half-lives, and work takes a while
            assert fact.time - last.get(fact.account, -YEAR) > YEAR * 0.3219
            last[fact.account] = fact.time


def test_who_is_measured_by_health_keeps_to_the_pitches_of_the_cadence_and_holds_them_back_from_the_unhappy() -> None:
    plain, well = told(company(NONE)), told(company(HEALTH))
    assert 0 < pitches(well) <= pitches(plain)
    used = [fact for fact in well.facts if isinstance(fact, SlotUsed)]
    assert EXPANSION not in {fact.play for fact in used}
    unhappy = told(company(HEALTH, health=-1.0))
    assert pitches(unhappy) == 0
    assert CHECK_IN in {fact.play for fact in unhappy.facts if isinstance(fact, SlotUsed)}


def test_a_health_goal_brings_those_first_who_look_worst() -> None:
    plan = company(HEALTH, accounts=12, months=2)
    plan = plan._replace(score=ScoreRow(score_kept=1, score_validity=0.01, score_risk=-9.0))
    row = plan.segments[0].plays[CHECK_IN]._replace(interval=MONTH, expiry=3 * MONTH, play_work=builders.fixed(30.0))
    plays = builders.with_play(CHECK_IN, row)
    plan = plan._replace(segments=(plan.segments[0]._replace(plays=plays),))
    for account in plan.accounts.columns:
        account["arr"] = 10_000_00
    run = told(plan)
    scores = {fact.account: fact.score for fact in run.facts if type(fact).__name__ == "Scored" and fact.time == 0.0}
    begun = [fact.account for fact in run.facts if isinstance(fact, WorkStarted)]
    due: dict[int, float] = {}
    for fact in run.facts:
        if isinstance(fact, SlotDue):
            due.setdefault(fact.account, fact.time)
    # whoever was begun while others of a lower score had waited since before would be out of order
    times = [fact.time for fact in run.facts if isinstance(fact, WorkStarted) and fact.time < MONTH]
    for n, time in enumerate(times):
        waiting = [a for a, since in due.items() if since < time and a not in begun[:n]]
        assert scores[begun[n]] == min(scores[a] for a in [*waiting, begun[n]])


@pytest.mark.parametrize(("counts", "expected"), [(1, True), (0, False)])
def test_slots_prepare_renewals_of_the_period_if_churn_counts(counts: int, expected: bool) -> None:
    """The cadence prepares only the first end of each contract here, and there is nothing to sell."""
    plan = company(QUOTA._replace(churn_counts=counts))
    segment = plan.segments[0]
    rare = segment.plays[RENEWAL]._replace(interval=100 * YEAR)
    plan = plan._replace(
        segments=(segment._replace(plays=builders.with_play(RENEWAL, rare, segment.plays)),),
        accounts=type(plan.accounts).of([row._replace(potential=0) for row in plan.accounts]),
    )
    used = [fact for fact in told(plan).facts if isinstance(fact, SlotUsed)]
    assert {fact.play for fact in used} <= {RENEWAL, CHECK_IN}  # a pitch that may not be becomes a check-in
    renewals = [fact for fact in used if fact.play == RENEWAL]
    assert bool(renewals) == expected
    ends = {i: row.contract_end for i, row in enumerate(plan.accounts)}
    for fact in renewals:
        left = (ends[fact.account] - fact.time) % YEAR
        assert left < 480.0 and fact.time // 480.0 == (fact.time + left) // 480.0


def test_beyond_the_curve_nobody_works_for_pay() -> None:
    """Where pay does not rise with attainment, plays are held as the cadence says."""
    flat = QUOTA._replace(curve_points=2, curve_at=(5.0, 6.0, 0, 0, 0, 0), curve_paid=(0.0, 1.0, 0, 0, 0, 0))
    run, plain = told(company(flat)), told(company(NONE))
    assert not any(isinstance(fact, SlotUsed) and fact.play == EXPANSION for fact in run.facts)
    assert held(run)[CHECK_IN] >= held(plain)[CHECK_IN]


def test_pay_of_a_quarter_is_what_was_sold_in_it() -> None:
    run = told(company(QUOTA._replace(churn_counts=1), months=7))
    lines = run.ledger
    base = int(lines.amount[lines.time == 0.0].sum())
    attained = [fact.attained for fact in run.facts if isinstance(fact, GoalAttained)]
    assert [fact.time for fact in run.facts if isinstance(fact, GoalAttained)] == [3 * MONTH, 6 * MONTH, 7 * MONTH]
    paid = run.tally.cost[:, 0, tally.VARIABLE_PAY]
    assert np.flatnonzero(paid).tolist() <= [3, 6, 7]
    for (begin, end, share), reached, row in zip(
        [(0.0, 480.0, 0.25), (480.0, 960.0, 0.25), (960.0, 1120.0, 1 / 12)], attained, (3, 6, 7), strict=True
    ):
        changed = int(lines.amount[(lines.time >= max(begin, 1e-9)) & (lines.time < end)].sum())
        assert reached == pytest.approx(changed / (0.1 * base * share))
        assert paid[row] == pytest.approx(22_000_00 * share * max(0.0, reached), abs=1.0)
        base += changed


def test_a_health_goal_is_measured_by_scores_of_the_own_book() -> None:
    plan = company(HEALTH, months=3)
    run = told(plan)
    scores: dict[int, float] = {}
    for fact in run.facts:
        if type(fact).__name__ == "Scored":
            scores[fact.account] = fact.score
    left = set(run.ledger.account[run.ledger.kind == 5].tolist())
    seen = [100.0 / (1.0 + np.exp(-(2.0 + score))) for account, score in scores.items() if account not in left]
    (reached,) = [fact.attained for fact in run.facts if isinstance(fact, GoalAttained)]
    assert reached == pytest.approx(np.mean(seen) / 90.0, rel=0.02)


def test_a_staged_incentive_is_a_quota_first_and_health_later() -> None:
    staged = QUOTA._replace(money_later=0.0, later_from=YEAR)
    first, later, quota = told(company(staged, months=12)), told(company(staged)), told(company(QUOTA))
    assert pitches(first) == pitches(quota, YEAR)
    assert pitches(later) - pitches(later, YEAR) < (pitches(quota) - pitches(quota, YEAR)) / 2


def test_a_stage_ends_when_the_method_is_known_and_comes_back_when_it_is_lost() -> None:
    staged = QUOTA._replace(money_later=0.0, later_maturity=0.6)
    little, known = (ProcessRow(1, maturity) for maturity in (0.5, 0.6))
    at_once = QUOTA._replace(money_later=0.0, later_from=0.0)
    assert (
        told(company(staged, months=6)._replace(process=little)).facts
        == told(company(QUOTA, months=6)._replace(process=little)).facts
    )
    assert (
        told(company(staged, months=6)._replace(process=known)).facts
        == told(company(at_once, months=6)._replace(process=known)).facts
    )


def test_goals_of_a_period_weigh_what_they_did_when_it_began() -> None:
    """Maturity closes 1 - exp(-.08) of what is missing each month: from .5 it passes .55 inside the first quarter."""
    staged = QUOTA._replace(money_later=0.0, later_maturity=0.55, health_goal=0.9)
    run = told(company(staged, months=6)._replace(process=ProcessRow(1, 0.5, 0.05, 100.0)))
    first, second = [fact.attained for fact in run.facts if isinstance(fact, GoalAttained)]
    lines = run.ledger
    sold = (lines.time < 3 * MONTH) & (lines.kind == ledger.UPSELL)
    goal = 0.1 * lines.amount[lines.kind == ledger.OPENING].sum() / 4
    assert first == pytest.approx(lines.amount[sold].sum() / goal)
    scores = {fact.account: fact.score for fact in run.facts if isinstance(fact, Scored)}
    left = set(lines.account[lines.kind == ledger.CHURN].tolist())
    seen = [100.0 / (1.0 + np.exp(-(2.0 + score))) for account, score in scores.items() if account not in left]
    assert second == pytest.approx(np.mean(seen) / 90.0, rel=0.02)


def test_a_rescue_in_another_slot_counts_as_one() -> None:
    plan = company(HEALTH, health=0.4)
    save = PlayRow(YEAR, 80.0, builders.fixed(1.0), rescue=0.4, again_after=6 * MONTH)
    plays = builders.with_play(SAVE, save, plan.segments[0].plays)
    run = told(plan._replace(segments=(plan.segments[0]._replace(plays=plays),)))
    play_of = {fact.work: fact.play for kind in (SlotDue, SlotUsed) for fact in run.facts if isinstance(fact, kind)}
    rescued: dict[int, list[float]] = {}
    for fact in run.facts:
        if isinstance(fact, WorkStarted) and play_of[fact.work] == SAVE:
            rescued.setdefault(fact.account, []).append(fact.time)
    assert rescued
    assert min(b - a for times in rescued.values() for a, b in zip(times, times[1:], strict=False)) > 6 * MONTH - 81.0


STEEP = QUOTA._replace(
    growth_goal=0.08, curve_points=3, curve_at=(1.0, 1.1, 1.2, 0, 0, 0), curve_paid=(0.0, 1.0, 2.0, 0, 0, 0),
    moves_dates=1, discount=0.1,
)  # fmt: skip


def selling(incentive: IncentiveRow, seed: int = 1) -> tuple[Run, list[DealMoved], list[DealClosed]]:
    """Return a company of many small deals, which close two months after their pitches, more or less."""
    plan = company(incentive, accounts=120)
    pitch = PlayRow(YEAR / 3, 0.0, builders.fixed(2.0), chance=0.9, size=0.1)
    plan = plan._replace(
        segments=(plan.segments[0]._replace(plays=builders.with_play(EXPANSION, pitch)),),
        expansion=ExpansionRow(pitch_rest=YEAR / 4, deal_delay=2 * MONTH, deal_spread=0.5),
    )
    run = simulate(plan, settle(plan, seed, 0), seed, 0, ALL)
    moved = [fact for fact in run.facts if isinstance(fact, DealMoved)]
    return run, moved, [fact for fact in run.facts if isinstance(fact, DealClosed)]


def test_steep_pay_moves_deals_over_the_end_of_a_quarter() -> None:
    run, moved, closed = selling(STEEP)
    size = {fact.work: fact.size for fact in run.facts if isinstance(fact, PitchMade)}
    deals = {fact.work: fact for fact in closed}
    put_off = [fact for fact in moved if fact.discount == 0]
    forward = [fact for fact in moved if fact.discount > 0]
    assert len(put_off) > 50 and len(forward) > 10
    for fact in put_off:
        # considered in the last month of a quarter, and closes in the first of the next
        assert fact.time // MONTH % 3 == 2 and fact.closes // MONTH == fact.time // MONTH + 1
    for fact in forward:
        assert fact.time // MONTH % 3 == 2 and fact.closes // MONTH == fact.time // MONTH
        assert fact.discount == pytest.approx(0.1 * size[fact.work], abs=1)
    for fact in moved:
        if fact.work in deals:
            assert deals[fact.work].time == fact.closes and deals[fact.work].size == size[fact.work] - fact.discount
    given, counted = (int(table.sum()) for table in (run.tally.renewals[..., tally.DISCOUNTS],
                                                     run.tally.counts[..., tally.DATES_MOVED]))  # fmt: skip
    assert given > 0 and counted == len(moved)


def test_deals_bunch_where_pay_is_steep() -> None:
    """More deals close on the last day of a quarter than would by chance."""
    steep, still = (
        sum(fact.time % 480.0 >= 472.0 for fact in selling(STEEP._replace(moves_dates=moves))[2]) for moves in (1, 0)
    )
    assert steep > 2 * still > 0


def test_with_straight_pay_nobody_moves_a_date() -> None:
    straight = STEEP._replace(curve_points=2, curve_at=(0.0, 9.0, 0, 0, 0, 0), curve_paid=(0.0, 9.0, 0, 0, 0, 0))
    _, moved, closed = selling(straight)
    assert len(closed) > 100 and not moved


def test_what_is_expected_follows_the_discount() -> None:
    """Expected and realized upsell have one mean, also of deals that were moved."""
    deals = [fact for seed in range(8) for fact in selling(STEEP, seed)[2]]
    expected, realized = sum(fact.expected for fact in deals), sum(fact.size * fact.won for fact in deals)
    assert realized == pytest.approx(expected, rel=0.05)
