"""Reviews of segments: who has grown or shrunk moves once it has been found elsewhere often enough."""

from __future__ import annotations

from typing import Any

import pytest
from tests import builders

from cssim.domain import ledger, tally
from cssim.domain.facts import OwnerChanged, Posted, RequestRaised, SegmentChanged, SlotDue
from cssim.dynamics.drivers import ACCOUNT_CHANGE, ADOPTION, N_DRIVERS
from cssim.dynamics.plays import CHECK_IN, QBR
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import NOBODY, ExpansionRow, Plan, PlayRow, ReviewRow
from cssim.results import bridge
from cssim.results.run import Run

LARGE, SMALL = 0, 1
QUARTER = 480.0


def growing(after: int = 2, months: int = 18, large: dict[str, Any] | None = None, **small: Any) -> Plan:
    """Return a customer of $10k that has more than $12k after one or two months, where large ones begin.

    Large ones have a business review every month, small ones a check-in; both are owned by seat 0 of a team of two.
    """
    of = {
        LARGE: builders.with_play(QBR, PlayRow(160.0, 160.0, builders.fixed(1.0))),
        SMALL: builders.with_play(CHECK_IN, PlayRow(160.0, 160.0, builders.fixed(1.0))),
    }
    buys = {"self_serve_rate": 12.0, "self_serve_size": 0.5}
    rows = [
        builders.segment(even_log_odds=9.0)._replace(**{"key": k + 1, "plays": plays, "named_from": 0, **more})
        for (k, plays), more in zip(of.items(), (large or {}, buys | small), strict=True)
    ]
    rows[LARGE] = rows[LARGE]._replace(arr_from=12_000_00)
    book = [builders.account(0, owner=0, segment=SMALL, potential=15_000_00)]
    effects = builders.NO_EFFECTS._replace(change_level=-0.5, change_cold_share=0.3)
    plan = builders.plan(months, rows, book, teams=[builders.team(2), builders.team(1, key=102)], effects=effects)
    return plan._replace(expansion=ExpansionRow(pitch_base=700.0), review=ReviewRow(QUARTER, after))


def told(plan: Plan) -> Run:
    return simulate(plan, settle(plan, 1, 0), 1, 0, ALL)


def of(run: Run, kind: type[Any]) -> list[Any]:
    return [fact for fact in run.facts if isinstance(fact, kind)]


@pytest.mark.parametrize("after", [1, 2, 3])
def test_it_moves_when_it_has_been_found_elsewhere_often_enough(after: int) -> None:
    run = told(growing(after))
    grown = run.ledger.time[run.ledger.kind == ledger.UPSELL].max()
    assert 0.0 < grown < QUARTER, "it has bought all it could before the first review"
    (moved,) = of(run, SegmentChanged)
    assert (moved.time, moved.before, moved.after) == (after * QUARTER, SMALL, LARGE)


def test_what_leaves_one_segment_comes_to_the_other() -> None:
    run = told(growing())
    moves = (run.ledger.kind == ledger.MOVED_OUT) | (run.ledger.kind == ledger.MOVED_IN)
    assert run.ledger.amount[moves].tolist() == [-15_000_00, 15_000_00]
    assert run.ledger.segment[moves].tolist() == [SMALL, LARGE]
    assert run.ledger.after[moves].tolist() == [0, 15_000_00]
    bridge.verify(run)
    logos = run.tally.counts[..., tally.LOGOS]
    assert logos[6].tolist() == [0, 1] and logos[7].tolist() == [1, 0]
    assert run.accounts.segment.tolist() == [LARGE]
    assert run.accounts.closing.tolist() == [15_000_00]


def test_plays_and_questions_of_the_new_segment_begin_and_those_of_the_old_end() -> None:
    plan = growing(large={"rates": (0.0, 60.0, 0.0, 0.0, 0.0)}, rates=(60.0, 0.0, 0.0, 0.0, 0.0))
    run = told(plan)
    moved = 2 * QUARTER
    plays = {play: [fact.time for fact in of(run, SlotDue) if fact.play == play] for play in (CHECK_IN, QBR)}
    assert max(plays[CHECK_IN]) < moved < min(plays[QBR]) < moved + 160.0
    assert len(plays[QBR]) == 12
    asked = {type_: [fact.time for fact in of(run, RequestRaised) if fact.type == type_] for type_ in (0, 1)}
    assert asked[0] and max(asked[0]) < moved < min(asked[1])


def test_who_keeps_the_same_person_feels_nothing() -> None:
    run = told(growing())
    assert not of(run, OwnerChanged)
    assert not [fact for fact in of(run, Posted) if fact.driver == ACCOUNT_CHANGE]


@pytest.mark.parametrize(
    "large", [{"team": 1}, {"named_from": 2**62}, {"team": NOBODY}], ids=["team", "pool", "nobody"]
)
def test_who_loses_his_person_feels_it(large: dict[str, Any]) -> None:
    run = told(growing(large=large))
    (changed,) = of(run, OwnerChanged)
    assert (changed.time, changed.before) == (2 * QUARTER, 0)
    assert changed.after == (0 if large.get("team") == 1 else NOBODY)
    assert [fact.amount for fact in of(run, Posted) if fact.driver == ACCOUNT_CHANGE] == [pytest.approx(-0.15)]


def test_a_customer_is_not_better_or_worse_for_being_counted_elsewhere() -> None:
    """Today's stocks of large customers are higher: a customer that comes to them is measured from there."""
    reference = tuple(0.4 if driver == ADOPTION else 0.0 for driver in range(N_DRIVERS))
    plain, referred = told(growing()), told(growing(large={"reference": reference}))
    assert referred.accounts.health.tolist() == pytest.approx(plain.accounts.health.tolist(), abs=1e-9)


def test_one_review_the_other_way_begins_the_count_anew() -> None:
    """Large at the first review, it is small again at the second, after a downsell at its contract's end."""
    plan = growing(self_serve_rate=0.0, even_log_odds=0.0, months=9)
    book = [plan.accounts[0]._replace(arr=15_000_00, contract_end=QUARTER + 10.0)]
    shrinking = plan._replace(
        accounts=type(plan.accounts).of(book),
        renewal=plan.renewal._replace(downsell_odds=50.0, downsell_size=0.5),
    )
    runs = [simulate(shrinking, settle(shrinking, 1, run), 1, run, ALL) for run in range(20)]
    stayed = [run for run in runs if (run.ledger.kind == ledger.DOWNSELL).any()]
    assert stayed and not [fact for run in stayed for fact in of(run, SegmentChanged)]
