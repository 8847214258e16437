"""The Tally and the account columns of a run, counted again from its facts and its ledger alone."""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cssim.domain import ledger, tally
from cssim.domain.facts import (
    AnsweredWrong,
    AskedBack,
    ChampionLeft,
    ContractEnded,
    CostLine,
    DealClosed,
    DealMoved,
    DigitalTouch,
    FeeLine,
    GoalAttained,
    Joined,
    Onboarded,
    OnboardingLate,
    OwnerChanged,
    PersonChanged,
    PitchMade,
    Posted,
    PotentialGrew,
    Rated,
    Referred,
    RequestRaised,
    Scored,
    SelfServed,
    ShockBegan,
    SlotDue,
    SlotUsed,
    Transferred,
    WishSettled,
    WishShipped,
)
from cssim.domain.people import AWAY, JOINED, LEFT, OPENED
from cssim.domain.settled import SettledBook
from cssim.domain.tally import row_of
from cssim.dynamics import routing
from cssim.dynamics.adoption import products_in_use, seats_in_use
from cssim.dynamics.drivers import ADOPTION, N_DRIVERS, ONBOARDING, value_at
from cssim.dynamics.plays import QBR, SUCCESS_PLAN
from cssim.dynamics.renewal import expected_cents
from cssim.dynamics.sentiment import health_score
from cssim.plan.tables import FEATURE_REQUEST, HELD, Plan, opens_of, shares_of
from cssim.results.run import Run
from cssim.sampling.streams import PERIOD_TRAITS, Purpose, Streams
from cssim.units import HOURS_PER_MONTH, HOURS_PER_YEAR, to_milli
from tests.pieces import Piece, pieces_of

CHANGES = tuple(kind for kind in range(len(ledger.KINDS)) if kind != ledger.OPENING)


class Recount:
    """Counters of one run by name, shaped like the Tally's."""

    def __init__(self, plan: Plan, opening: SettledBook, run: Run) -> None:
        self.plan, self.opening, self.run = plan, opening, run
        self.end = run.months * HOURS_PER_MONTH
        self.pieces = pieces_of(run.facts)
        self.play_of = {fact.work: fact.play for kind in (SlotDue, SlotUsed) for fact in self.of(kind)}
        self.tables: dict[str, NDArray[Any]] = {
            name: np.zeros_like(getattr(run.tally, name)) for name in vars(run.tally)
        }
        self.money()
        self.customers()
        self.beginnings()
        self.requests()
        self.slots()
        self.outside()
        self.work()
        self.presence()
        self.staff()
        self.state()

    def of(self, kind: type[Any] | tuple[type[Any], ...]) -> Iterator[Any]:
        return (fact for fact in self.run.facts if isinstance(fact, kind))

    def segment(self, account: int) -> int:
        return int(self.run.accounts.segment[account])

    def money(self) -> None:
        lines = self.run.ledger
        for time, segment, kind, amount in zip(lines.time, lines.segment, lines.kind, lines.amount, strict=True):
            self.tables["arr"][row_of(time), segment, kind] += amount
        for line in self.of(CostLine):
            self.tables["cost"][int(line.time / HOURS_PER_MONTH), line.team, line.kind] += line.amount
        for fee in self.of(FeeLine):
            # what is due for a month is paid at its end
            row = int(fee.time / HOURS_PER_MONTH) if fee.kind == tally.PLAN_FEES else row_of(fee.time)
            self.tables["renewals"][row, fee.segment, fee.kind] += fee.amount

    def customers(self) -> None:
        counts, renewals = self.tables["counts"], self.tables["renewals"]
        for fact in self.of(ContractEnded):
            at = row_of(fact.ends), self.segment(fact.account)
            counts[*at, tally.CONTRACTS_DUE] += 1
            counts[*at, tally.CONTRACTS_RENEWED if fact.renewed else tally.LOGOS_LOST] += 1
            after = self.arr_of(fact.account, fact.ends)
            renewals[*at, tally.EXPIRING] += after - self.changed_at(fact.account, fact.ends, CHANGES)
            more = self.changed_at(fact.account, fact.ends, (ledger.PRICE, ledger.UPSELL))
            renewals[*at, tally.RENEWED] += after - more if fact.renewed else 0
            renewals[*at, tally.EXPECTED_CHURN] += fact.expected_churn
            renewals[*at, tally.EXPECTED_DOWNSELL] += fact.expected_downsell
            renewals[*at, tally.EXPECTED_UPSELL if fact.bought else tally.EXPECTED_PRICE] += fact.expected_rise
            renewals[*at, tally.EXPECTED_KEPT] += fact.expected_kept
            if self.run.accounts.opening[fact.account] > 0:
                change = fact.expected_rise - fact.expected_churn - fact.expected_downsell
                renewals[*at, tally.EXPECTED_RETAINED] += change
        self.rises_of_contracts()
        for fact in self.of(Joined):
            counts[row_of(fact.time), fact.segment, tally.LOGOS_WON] += 1
            counts[row_of(fact.time), fact.segment, tally.LOGOS_FITTING] += fact.fits
        for asked in self.of(AskedBack):
            at = row_of(asked.time), self.segment(asked.account)
            counts[*at, tally.LOGOS_BACK] += asked.back
            renewals[*at, tally.WON_BACK] += asked.size * asked.back
            renewals[*at, tally.EXPECTED_WON_BACK] += asked.expected
            renewals[*at, tally.EXPECTED_KEPT] += asked.kept
            if self.run.accounts.opening[asked.account] > 0:
                renewals[*at, tally.EXPECTED_RETAINED] += asked.expected
        for told in self.of(Referred):
            counts[row_of(told.time), self.segment(told.account), tally.REFERRALS] += 1
            counts[row_of(told.time), self.segment(told.account), tally.REFERRALS_DISPUTED] += told.disputed
        renewals[..., tally.KNOWN_CHURN] = self.run.tally.renewals[..., tally.KNOWN_CHURN]  # what ends later is no fact
        renewals[..., tally.IN_GRACE] = self.run.tally.renewals[..., tally.IN_GRACE]  # nor is when a contract ends
        counts[..., tally.RENEWING] = self.run.tally.counts[..., tally.RENEWING]  # nor is that it is near
        renewals[..., tally.WHITESPACE] = self.run.tally.renewals[..., tally.WHITESPACE]  # potential is no fact
        for grew in self.of(PotentialGrew):
            counts[row_of(grew.time), self.segment(grew.account), tally.MODULES_OFFERED] += 1
        chances = {fact.work: fact.chance for fact in self.of(PitchMade)}
        for moved in self.of(DealMoved):
            at = row_of(moved.time), self.segment(moved.account)
            counts[*at, tally.DATES_MOVED] += 1
            renewals[*at, tally.DISCOUNTS] += expected_cents(moved.discount, chances[moved.work])
        for deal in self.of((DealClosed, SelfServed)):
            at = row_of(deal.time), self.segment(deal.account)
            counts[*at, tally.DEALS if isinstance(deal, DealClosed) else tally.SELF_SERVE_DEALS] += deal.won
            renewals[*at, tally.EXPECTED_UPSELL] += deal.expected
            renewals[*at, tally.EXPECTED_KEPT] += deal.kept
            if self.run.accounts.opening[deal.account] > 0:
                renewals[*at, tally.EXPECTED_RETAINED] += deal.expected

    def rises_of_contracts(self) -> None:
        """Count rises of the price inside a term: they are certain."""
        lines, ends = self.run.ledger, {(fact.account, fact.ends) for fact in self.of(ContractEnded)}
        for account, time, amount in zip(lines.account, lines.time, lines.amount, strict=True):
            inside = (account, time) not in ends
            if inside and lines.kind[(lines.account == account) & (lines.time == time)][0] == ledger.PRICE:
                at = self.tables["renewals"][row_of(time), self.segment(account)]
                opening = int(self.run.accounts.opening[account])
                after = self.arr_of(account, time)
                at[tally.EXPECTED_PRICE] += amount
                at[tally.EXPECTED_RETAINED] += amount if opening > 0 else 0
                at[tally.EXPECTED_KEPT] += min(after, opening) - min(after - amount, opening)

    def changed_at(self, account: int, time: float, kinds: tuple[int, ...]) -> int:
        """Return by how much ARR [cents] changed at ``time``, by lines of some ``kinds``."""
        lines = self.run.ledger
        mine = (lines.account == account) & (lines.time == time) & np.isin(lines.kind, kinds)
        return int(lines.amount[mine].sum())

    def requests(self) -> None:
        counts = self.tables["counts"]
        for fact in self.of(RequestRaised):
            at = row_of(fact.time), self.segment(fact.account)
            counts[*at, tally.REQUESTS] += 1
            counts[*at, tally.MISROUTED] += fact.misrouted
            counts[*at, tally.SELF_SERVED] += fact.stop == routing.TO_SELF_SERVICE
            counts[*at, tally.BYPASSED] += fact.stop == routing.TO_SPECIALIST
            counts[*at, tally.AUTOMATED] += fact.stop == routing.TO_AGENT
            self.tables["by_type"][*at, fact.type] += 1
        for fact in self.of(AnsweredWrong):
            counts[row_of(fact.time), self.segment(fact.account), tally.WRONG_ANSWERS] += 1
        for fact in self.of(Transferred):
            counts[row_of(fact.time), self.segment(fact.account), tally.TRANSFERS] += 1

    def beginnings(self) -> None:
        """Count customers that come to first value, in time or after all, and those that have not yet."""
        counts = self.tables["counts"]
        waiting = {fact.account: fact.time for fact in self.of(Joined) if self.is_onboarded(fact.account)}
        for fact in self.of(OnboardingLate):
            counts[row_of(fact.time), self.segment(fact.account), tally.ONBOARDED_LATE] += 1
        ends = dict.fromkeys(waiting, self.end)
        for fact in self.of(Onboarded):
            at = row_of(fact.time), self.segment(fact.account)
            counts[*at, tally.ONBOARDED] += 1
            counts[*at, tally.ONBOARDED_IN_TIME] += fact.in_time
            counts[*at, tally.FIRST_VALUE_MILLI] += to_milli(fact.time - waiting[fact.account])
            ends[fact.account] = fact.time
        for back in self.of(AskedBack):
            if back.back and back.account in ends:  # it knows us by then
                ends[back.account] = min(ends[back.account], back.time)
        for row in range(1, self.run.months + 1):
            time = row * HOURS_PER_MONTH
            for account, joined in waiting.items():
                if joined < time and not self.left_before(account, time) and (ends[account] >= time):
                    counts[row, self.segment(account), tally.BEGINNERS] += 1

    def is_onboarded(self, account: int) -> bool:
        return self.plan.segments[self.segment(account)].onboarding_hours > 0.0

    def slots(self) -> None:
        for fact in self.of(SlotDue):
            self.tables["slots"][row_of(fact.time), self.segment(fact.account), fact.play, tally.SLOTS_DUE] += 1
        for fact in self.of(SlotUsed):
            self.tables["counts"][row_of(fact.time), self.segment(fact.account), tally.REPURPOSED] += 1
        for fact in self.of(GoalAttained):
            work, share = self.tables["work"][int(fact.time / HOURS_PER_MONTH), fact.team], self.share_of(fact)
            work[tally.ATTAINED_MILLI] += to_milli(share * fact.attained)
            work[tally.GOALS_MILLI] += to_milli(share)

    def share_of(self, fact: GoalAttained) -> float:
        return shares_of(self.plan)[fact.team][fact.seat]

    def outside(self) -> None:
        for fact in self.of(ChampionLeft):
            self.tables["counts"][row_of(fact.time), self.segment(fact.account), tally.CHAMPIONS_LEFT] += 1
        for fact in self.of(ShockBegan):
            self.tables["counts"][row_of(fact.time), self.segment(fact.account), tally.SHOCKED] += 1
        for fact in self.of(DigitalTouch):
            self.tables["counts"][row_of(fact.time), self.segment(fact.account), tally.DIGITAL_TOUCHES] += 1
        for fact in self.of(RequestRaised):
            if fact.type == FEATURE_REQUEST and self.plan.effects.unheard_share > 0.0:
                self.tables["counts"][row_of(fact.time), self.segment(fact.account), tally.WISHES] += 1
        for fact in self.of(WishSettled):
            self.tables["counts"][row_of(fact.time), self.segment(fact.account), tally.WISHES_CAPTURED] += fact.captured
        for fact in self.of(Rated):
            at = row_of(fact.time), self.segment(fact.account)
            self.tables["counts"][*at, tally.RATED] += 1
            self.tables["counts"][*at, tally.SATISFIED] += fact.satisfied
        for fact in self.of(WishShipped):
            self.tables["counts"][row_of(fact.time), self.segment(fact.account), tally.WISHES_SHIPPED] += fact.wishes

    def work(self) -> None:
        for piece in self.pieces:
            self.tables["work"][row_of(piece.submitted), piece.team, tally.SUBMITTED] += 1
            if piece.started < self.end:
                self.start_of(piece)
            self.end_of(piece)

    def start_of(self, piece: Piece) -> None:
        at = row_of(piece.started), piece.team
        wait, promise = to_milli(piece.wait), self.plan.teams[piece.team].promise
        work = self.tables["work"][at]
        work[tally.STARTED] += 1
        work[tally.WAIT_MILLI] += wait
        if piece.is_request:
            work[tally.REQUESTS_STARTED] += 1
            work[tally.REQUESTS_LATE] += piece.wait > promise
            work[tally.REQUEST_WAIT_MILLI] += wait
            self.tables["waits"][*at, bisect.bisect_left(tally.WAIT_EDGES, piece.wait)] += 1

    def end_of(self, piece: Piece) -> None:
        kinds = {"done": tally.DONE, "expired": tally.EXPIRED, "abandoned": tally.ABANDONED}
        ended = min(piece.ended, self.end)
        row = row_of(ended) if piece.ended < self.end else self.run.months
        work = self.tables["work"][row, piece.team]
        if piece.outcome in kinds:
            work[kinds[piece.outcome]] += 1
        if piece.outcome == "done" and not (piece.is_request and piece.team == self.plan.routing.support):
            self.tables["counts"][row, self.segment(piece.account), tally.CONTACTS] += 1
        if piece.started < self.end:
            busy = to_milli(ended) - to_milli(piece.started)
            work[tally.BUSY_MILLI] += busy
            work[tally.REQUEST_BUSY_MILLI] += busy if piece.is_request else 0
        if piece.is_slot:
            slots, segment, play = self.tables["slots"], self.segment(piece.account), self.play_of[piece.work]
            slots[row, segment, play, tally.SLOTS_DONE] += piece.outcome == "done"
            slots[row, segment, play, tally.SLOTS_EXPIRED] += piece.outcome == "expired"

    def presence(self) -> None:
        """Everybody is present when he is not away."""
        begin = -self.plan.clock.warm_up
        for index, team in enumerate(self.plan.teams):
            for row in range(self.run.months + 1):
                span = (begin, 0.0) if row == 0 else ((row - 1) * HOURS_PER_MONTH, row * HOURS_PER_MONTH)
                for seat in range(len(team.seats)):
                    away = sum(within(each, span) for each in self.away(index, seat))
                    present = to_milli(span[1]) - to_milli(span[0]) - away
                    self.tables["work"][row, index, tally.PRESENT_MILLI] += present

    def changes_of(self, team: int, seat: int) -> list[PersonChanged]:
        return [fact for fact in self.of(PersonChanged) if (fact.team, fact.seat) == (team, seat)]

    def staff(self) -> None:
        """People join and leave; an account may lose its owner with each who leaves."""
        for fact in self.of(PersonChanged):
            work = self.tables["work"][row_of(fact.time), fact.team]
            share = to_milli(shares_of(self.plan)[fact.team][fact.seat])
            if fact.change == JOINED:
                work[tally.HIRES] += 1
                work[tally.HIRED_MILLI] += share
            elif fact.change == LEFT:
                work[tally.LEAVERS] += 1
                work[tally.LEFT_MILLI] += share
        for fact in self.of(OwnerChanged):
            self.tables["counts"][row_of(fact.time), self.segment(fact.account), tally.OWNER_CHANGES] += 1

    def heads(self, team: int, time: float) -> int:
        """Return the heads of a team [1/1000] just before a month's end."""
        total = 0
        for seat, share in enumerate(shares_of(self.plan)[team]):
            moves = [fact.change for fact in self.changes_of(team, seat) if fact.time < time]
            moves = [change for change in moves if change in (LEFT, JOINED)]
            held = opens_of(self.plan)[team][seat] == HELD
            turns = [LEFT, JOINED] if held else [JOINED, LEFT]
            assert moves == (turns * len(moves))[: len(moves)]
            total += to_milli(share) if (len(moves) % 2 == 0) == held else 0
        return total

    def away(self, team: int, seat: int) -> list[tuple[float, float]]:
        """Return from when to when the person in a seat was away."""
        changes = [fact for fact in self.changes_of(team, seat) if fact.change not in (LEFT, OPENED)]
        not_yet = opens_of(self.plan)[team][seat] != HELD
        assert all((fact.change == AWAY) == (at % 2 == not_yet) for at, fact in enumerate(changes))
        times = [-self.plan.clock.warm_up] * not_yet + [fact.time for fact in changes]
        times += [self.end] * (len(times) % 2)
        return list(zip(times[::2], times[1::2], strict=True))

    def state(self) -> None:
        """Count people and the book at the end of every month, before anything of that instant."""
        for of_surveys in (tally.SURVEYED, tally.PROMOTERS, tally.DETRACTORS):
            self.tables["counts"][..., of_surveys] = self.run.tally.counts[..., of_surveys]  # no fact of their own
        self.tables["counts"][..., tally.FACES] = self.run.tally.counts[..., tally.FACES]  # no fact of its own
        self.reviewed = {
            (piece.account, piece.ended) for piece in self.pieces
            if piece.outcome == "done" and self.play_of.get(piece.work) == QBR
        }  # fmt: skip
        for row in range(1, self.run.months + 1):
            time = row * HOURS_PER_MONTH
            for index in range(len(self.plan.teams)):
                self.tables["heads_milli"][row, index] = self.heads(index, time)
            for account, joined in enumerate(self.run.accounts.joined):
                if joined < time and not self.left_before(account, time):
                    self.count(row, account, time)

    def count(self, row: int, account: int, time: float) -> None:
        segment = self.segment(account)
        arr = self.arr_of(account, np.nextafter(time, 0.0))
        self.tables["closing"][row, segment] += arr
        self.tables["counts"][row, segment, tally.LOGOS] += 1
        self.tables["counts"][row, segment, tally.PLANS_SOLD] += self.has_plan(account)
        if arr:
            within = (time - ended <= HOURS_PER_YEAR for who, ended in self.reviewed if who == account and ended < time)
            self.tables["counts"][row, segment, tally.REVIEWED] += any(within)
            self.tables["counts"][row, segment, tally.AT_RISK] += (
                self.observed(account, time) < self.plan.score.score_risk
            )
        self.tables["health"][row, segment] += health_score(self.health(account, time)) if arr else 0.0
        if arr:
            x = sum(self.stock(account, driver, time) for driver in (ADOPTION, ONBOARDING))
            self.use(row, segment, seats_in_use(x, self.plan.demand.seats_neutral))
        for driver in range(N_DRIVERS):
            self.tables["stocks"][row, segment, driver] += self.stock(account, driver, time)

    def use(self, row: int, segment: int, seats: float) -> None:
        """Count what an account does with what it pays for."""
        self.tables["seats"][row, segment] += seats
        counts, rules = self.tables["counts"][row, segment], self.plan.segments[segment]
        counts[tally.PRODUCTS_USED_MILLI] += to_milli(products_in_use(seats, rules.products))
        if rules.plays[SUCCESS_PLAN].interval > 0.0:
            counts[tally.OBJECTIVES] += 1
            counts[tally.OBJECTIVES_MET] += seats >= self.plan.demand.objective

    def has_plan(self, account: int) -> bool:
        """Return whether a customer has a success plan: its draw is among the share that does."""
        if not self.plan.services:
            return False
        u = Streams(self.run.seed, self.run.run, PERIOD_TRAITS).uniform(Purpose.PLAN_SOLD, self.key(account), 0)
        return u < self.plan.services[self.segment(account)].plan_share

    def key(self, account: int) -> int:
        if account < len(self.plan.accounts):
            return self.plan.accounts[account].key
        return next(fact.key for fact in self.of(Joined) if fact.account == account)

    def observed(self, account: int, time: float) -> float:
        """Return the score of an account before ``time``; infinite if nobody looks at it."""
        mine = [fact.score for fact in self.of(Scored) if fact.account == account and fact.time < time]
        return mine[-1] if mine else math.inf

    def arr_of(self, account: int, time: float) -> int:
        """Return the ARR [cents] after every line up to and including ``time``."""
        lines = self.run.ledger
        return int(lines.amount[(lines.account == account) & (lines.time <= time)].sum())

    def left_before(self, account: int, time: float) -> bool:
        """Return whether an account has left before ``time`` and not come back."""
        lines = self.run.ledger
        lost = int(((lines.account == account) & (lines.kind == ledger.CHURN) & (lines.time < time)).sum())
        return lost > sum(fact.back for fact in self.of(AskedBack) if fact.account == account and fact.time < time)

    def converted_before(self, account: int, time: float) -> bool:
        lines = self.run.ledger
        return bool(
            np.any((lines.account == account) & (lines.reason == ledger.CONVERSION_REASON) & (lines.time < time))
        )

    def stock(self, account: int, driver: int, time: float) -> float:
        """Return a stock as the decayed opening plus every recorded amount, decayed: no state is kept."""
        row = self.plan.drivers[driver]
        begin, value = self.run.accounts.joined[account], 0.0
        if account < len(self.plan.accounts):
            begin, value = self.opening.posted_at[account, driver], self.opening.values[account, driver]
        value = value_at(value, time - begin, row.target, row.half_life)
        for fact in self.of(Posted):
            if fact.account == account and fact.driver == driver and fact.time < time:
                value += value_at(fact.amount, time - fact.time, 0.0, row.half_life)
        return value

    def health(self, account: int, time: float) -> float:
        segment = self.plan.segments[self.segment(account)]
        if account < len(self.plan.accounts):
            h = float(self.opening.base[account]) + segment.offset
            h -= self.plan.accounts[account].intercept if self.converted_before(account, time) else 0.0
        else:
            h = next(fact.base for fact in self.of(Joined) if fact.account == account)
        return h + sum(self.stock(account, k, time) - segment.reference[k] for k in range(N_DRIVERS))


def within(stretch: tuple[float, float], span: tuple[float, float]) -> int:
    """Return how much of a stretch of time lies in a span [h/1000]."""
    begin, end = max(stretch[0], span[0]), min(stretch[1], span[1])
    return to_milli(end) - to_milli(begin) if begin < end else 0
