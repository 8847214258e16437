"""Whatever the plan: money, work, hours and people balance, and the counters are what the facts add up to.

The engine checks its own balances at the end of every run; here everything is counted again by other means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cssim.domain import ledger, tally
from cssim.domain.facts import AnsweredWrong, AskedBack, ContractEnded, Posted, RequestRaised, Transferred
from cssim.dynamics import routing
from cssim.dynamics.plays import RENEWAL
from cssim.dynamics.routing import ANYONE, group_of_line
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import NOBODY, Plan, PlayRow
from cssim.units import to_milli
from tests.pieces import NEVER, OPEN, Piece
from tests.properties.plans import plans
from tests.properties.recount import Recount

RUNS = st.integers(0, 10_000)
ROUNDING = 1e-9


def recounted(plan: Plan, run: int) -> Recount:
    opening = settle(plan, 7, run)
    return Recount(plan, opening, simulate(plan, opening, 7, run, ALL))


@settings(max_examples=40)
@given(plans(), RUNS)
def test_the_tally_is_what_the_facts_add_up_to(plan: Plan, run: int) -> None:
    again = recounted(plan, run)
    for name, table in again.tables.items():
        kept = getattr(again.run.tally, name)
        if kept.dtype == np.int64:
            np.testing.assert_array_equal(table, kept, err_msg=name)
        else:
            np.testing.assert_allclose(table, kept, rtol=0.0, atol=1e-7, err_msg=name)


@settings(max_examples=40)
@given(plans(), RUNS)
def test_the_bridge_of_every_month_and_account_closes_to_the_cent(plan: Plan, run: int) -> None:
    again = recounted(plan, run)
    lines, accounts = again.run.ledger, again.run.accounts
    assert np.all(np.diff(lines.time) >= 0.0)
    assert lines.amount.dtype == np.int64
    for index, row in enumerate(plan.accounts):
        mine = lines.account == index
        kinds, amounts, after = lines.kind[mine], lines.amount[mine], lines.after[mine]
        assert (kinds[0], amounts[0]) == (ledger.OPENING, row.arr)
        assert np.all(kinds[1:] != ledger.OPENING)
        assert np.all(after >= 0)
        assert after[-1] == accounts.closing[index] == amounts.sum()
        left = kinds == ledger.CHURN
        back = np.isin(kinds, (ledger.REACTIVATION, ledger.NEW))
        assert np.array_equal(left[:-1], back[1:]), "nothing but a return happens to an account that has left"
        assert bool(left[-1]) == (accounts.reason[index] != ledger.NO_REASON)
    for before, now, changes in zip(
        again.run.tally.closing[:-1], again.run.tally.closing[1:], again.run.tally.arr[1:], strict=True
    ):
        assert np.array_equal(before + changes.sum(axis=1), now)


@settings(max_examples=40)
@given(plans(), RUNS)
def test_every_piece_of_work_has_one_end(plan: Plan, run: int) -> None:
    again = recounted(plan, run)
    still_open = [0] * len(plan.teams)
    for piece in again.pieces:
        still_open[piece.team] += piece.outcome == OPEN
        assert piece.submitted <= piece.left_line <= piece.ended
        assert piece.started == NEVER or piece.wait == piece.started - piece.submitted
        if piece.outcome == "done":
            assert abs(piece.hours - (piece.ended - piece.started)) < ROUNDING
        if piece.outcome == "expired":
            assert piece.is_slot and piece.started == NEVER
            expiry = play_of(again, piece).expiry
            early = expiry - (piece.ended - piece.submitted)
            assert early > -ROUNDING
            assert early < ROUNDING or again.play_of[piece.work] == RENEWAL, "only a contract's end comes before"
        if piece.is_slot and piece.started < NEVER:
            assert piece.wait <= play_of(again, piece).expiry + ROUNDING
    assert still_open == list(again.run.open_work)
    raised = [fact for fact in again.of(RequestRaised) if not routing.solved_at_once(fact.stop)]
    passed_on = [*again.of(Transferred), *(fact for fact in again.of(AnsweredWrong) if fact.team >= 0)]
    requests = [piece for piece in again.pieces if piece.is_request]
    assert len(requests) == len(raised) + len(passed_on)


@settings(max_examples=40)
@given(plans(), RUNS)
def test_nobody_does_two_things_at_once_and_hours_add_up(plan: Plan, run: int) -> None:
    again = recounted(plan, run)
    busy = np.zeros(len(plan.teams), dtype=np.int64)
    for pieces in by_seat(again.pieces).values():
        for one, other in pairwise(pieces):
            assert one.ended <= other.started
        for piece in pieces:
            busy[piece.team] += to_milli(min(piece.ended, again.end)) - to_milli(piece.started)
    assert np.array_equal(busy, again.run.tally.work[..., tally.BUSY_MILLI].sum(axis=0))


@settings(max_examples=40)
@given(plans(), RUNS)
def test_nobody_is_idle_while_his_work_waits_and_the_most_urgent_goes_first(plan: Plan, run: int) -> None:
    again = recounted(plan, run)
    seats = by_seat(again.pieces)
    for piece, seat, begin, end in waits_of(plan, again):
        if begin < end:
            others = seats.get((piece.team, seat), [])
            busy = sum(max(0.0, min(end, p.ended) - max(begin, p.started)) for p in others)
            away = sum(max(0.0, min(end, b) - max(begin, a)) for a, b in again.away(piece.team, seat))
            assert abs(busy + away - (end - begin)) < 1e-6, "somebody was idle while work he may do was waiting"
            for other in others:
                if begin <= other.started < end:
                    assert other.place < piece.place, "less urgent work was taken first"


@settings(max_examples=40)
@given(plans(), RUNS)
def test_work_opens_to_the_team_when_it_has_waited_long_enough(plan: Plan, run: int) -> None:
    again = recounted(plan, run)
    for piece in again.pieces:
        segment = plan.segments[again.segment(piece.account)]
        after = 0.0
        if piece.team == segment.team and piece.owner != ANYONE:
            after = segment.own_opens_after if piece.owner >= 0 else segment.group_opens_after
        opens = piece.submitted + after if after else NEVER
        assert min(piece.left_line, piece.covered, again.end) <= opens
        if piece.owner < ANYONE and piece.covered < NEVER:
            assert piece.covered == opens


def waits_of(plan: Plan, again: Recount) -> Iterator[tuple[Piece, int, float, float]]:
    """Yield every piece of work with a seat that might have done it, and from when to when [h] it waited for that."""
    for piece in again.pieces:
        left = min(piece.left_line, again.end)
        able, everybody = seats_of(plan, piece.team, piece.owner), seats_of(plan, piece.team, ANYONE)
        assert piece.seat in (*(able if piece.covered == NEVER else everybody), NOBODY)
        yield from ((piece, seat, piece.submitted, min(piece.covered, left)) for seat in able)
        yield from ((piece, seat, piece.covered, left) for seat in everybody)


@settings(max_examples=40)
@given(plans(), RUNS)
def test_account_columns_are_what_the_facts_say(plan: Plan, run: int) -> None:
    again = recounted(plan, run)
    columns = again.run.accounts
    for index in range(len(plan.accounts)):
        ends = [fact for fact in again.of(ContractEnded) if fact.account == index]
        assert columns.expected_loss[index] == sum(f.expected_churn + f.expected_downsell for f in ends)
        later = [fact for fact in again.run.facts if fact.time >= 0.0 and getattr(fact, "account", -1) == index]
        assert columns.requests[index] == sum(isinstance(fact, RequestRaised) for fact in later)
        assert columns.transfers[index] == sum(isinstance(fact, Transferred) for fact in later)
        waits = [p for p in again.pieces if p.account == index and p.is_request and 0.0 <= p.started < NEVER]
        assert columns.wait_milli[index] == sum(to_milli(piece.wait) for piece in waits)
        left = [fact.ends for fact in ends if not fact.renewed and fact.ends < again.end]
        # a recount reads stocks before anything of an instant; a contract may be decided on when another has ended
        posted = {post.time for post in again.of(Posted) if post.account == index}
        for fact in (each for each in ends if each.time not in posted):
            assert abs(again.health(index, fact.time) - fact.health) < 1e-7
            row = plan.accounts[index]
            assert (fact.key, fact.segment, fact.years) == (row.key, row.segment, row.years)
            for driver, stock in enumerate(fact.stocks):
                assert abs(again.stock(index, driver, fact.time) - stock) < 1e-7
        back = [fact.time for fact in again.of(AskedBack) if fact.account == index and fact.back]
        for gone, returned in zip_longest(left, back, fillvalue=again.end):
            mine = [piece for piece in again.pieces if piece.account == index]
            open_then = [piece for piece in mine if piece.submitted < gone <= piece.ended]
            assert all(piece.outcome == "abandoned" and piece.ended == gone for piece in open_then)
            assert not any(gone < piece.submitted < returned for piece in mine), "nothing while it is away"


def play_of(again: Recount, piece: Piece) -> PlayRow:
    """Return the play that a piece of work is a slot of."""
    return again.plan.segments[again.segment(piece.account)].plays[again.play_of[piece.work]]


def seats_of(plan: Plan, team: int, line: int) -> Sequence[int]:
    """Return the seats of the people who serve a line of a team."""
    if line >= 0:
        return [line]
    return range(len(plan.teams[team].seats)) if line == ANYONE else plan.groups[group_of_line(line)].seats


def by_seat(pieces: list[Piece]) -> dict[tuple[int, int], list[Piece]]:
    """Return what every person did, in the order in which he began it."""
    found: dict[tuple[int, int], list[Piece]] = {}
    for piece in sorted(pieces, key=lambda p: p.started):
        if piece.started < NEVER:
            found.setdefault((piece.team, piece.seat), []).append(piece)
    return found
