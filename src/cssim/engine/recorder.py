"""The recorder: facts and counters are written together, at the moment they become true (rule P14).

The counters and the ARR ledger are always kept; ``SUMMARY``, ``MONEY`` and ``ALL`` say which facts are kept beside
them, and never change a number.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

import numpy as np

from cssim.domain import facts, ledger, tally
from cssim.domain.ledger import ArrLine
from cssim.domain.tally import TallyBuilder, row_of
from cssim.domain.work import IN_SERVICE, is_slot, play_of
from cssim.dynamics.routing import TO_AGENT, TO_SELF_SERVICE, TO_SPECIALIST
from cssim.dynamics.service import WAIT_EDGES
from cssim.engine.recorder_of_people import OfPeople
from cssim.results.run import LedgerColumns
from cssim.units import to_milli

if TYPE_CHECKING:
    from cssim.domain.accounts import Account
    from cssim.domain.work import Work

SUMMARY: Final = 0
MONEY: Final = 1
ALL: Final = 2


class Recorder(OfPeople):
    """Everything one run writes down."""

    __slots__ = ("lines", "money")

    def __init__(self, builder: TallyBuilder, recording: int) -> None:
        super().__init__(builder, recording >= ALL)
        self.lines: list[ArrLine] = []
        self.money = recording >= MONEY

    def arr(
        self, time: float, account: Account, kind: int, reason: int, amount: int, source: int = ledger.NO_SOURCE
    ) -> None:
        """Write one line of the ARR ledger; ``account.arr`` already holds the ARR after it."""
        self.lines.append(ArrLine(time, account.index, account.segment, kind, source, reason, amount, account.arr))
        self.tally.arr[row_of(time)][account.segment][kind] += amount

    def decided(self, account: Account, fact: facts.ContractEnded) -> None:
        """Write what will come of a contract's end, with the conditional expectations of its money."""
        row = row_of(fact.ends)
        if row >= len(self.tally.renewals):
            return  # beyond the end of the run, where it will not happen
        account.expected_loss += fact.expected_churn + fact.expected_downsell
        money = self.tally.renewals[row][fact.segment]
        money[tally.EXPECTED_CHURN] += fact.expected_churn
        money[tally.EXPECTED_DOWNSELL] += fact.expected_downsell
        money[tally.EXPECTED_UPSELL if fact.bought else tally.EXPECTED_PRICE] += fact.expected_rise
        self._of_opening(row, account, fact.expected_rise - fact.expected_churn - fact.expected_downsell)
        money[tally.EXPECTED_KEPT] += fact.expected_kept
        if self.money:
            self.facts.append(fact)

    def expected_price(self, time: float, account: Account, amount: int, kept: int) -> None:
        """Write a rise of the price [cents] that is certain, ``kept`` of it below the account's opening ARR."""
        money = self.tally.renewals[row_of(time)][account.segment]
        money[tally.EXPECTED_PRICE] += amount
        self._of_opening(row_of(time), account, amount)
        money[tally.EXPECTED_KEPT] += kept

    def pitched(self, time: float, work: Work) -> None:
        """Write that an account was asked to buy more."""
        if self.all:
            self.facts.append(
                facts.PitchMade(time, work.account.index, work.key, work.worth, work.chance, bool(work.won))
            )

    def deal(self, account: Account, fact: facts.DealClosed) -> None:
        """Write what was to be expected of a pitch, at the time at which it comes to something."""
        row = row_of(fact.time)
        money = self.tally.renewals[row][account.segment]
        money[tally.EXPECTED_UPSELL] += fact.expected
        self._of_opening(row, account, fact.expected)
        money[tally.EXPECTED_KEPT] += fact.kept
        self.tally.counts[row][account.segment][tally.DEALS] += fact.won
        if self.money:
            self.facts.append(fact)

    def _of_opening(self, row: int, account: Account, change: int) -> None:
        """Count an expected change of ARR [cents] if the account is of the opening book."""
        if account.opening > 0:
            self.tally.renewals[row][account.segment][tally.EXPECTED_RETAINED] += change

    def contract_ended(self, time: float, account: Account, renewed: bool) -> None:
        """Count a contract that has come to its end."""
        row = row_of(time)
        self.tally.renewals[row][account.segment][tally.EXPIRING] += account.arr
        counts = self.tally.counts[row][account.segment]
        counts[tally.CONTRACTS_DUE] += 1
        if renewed:
            counts[tally.CONTRACTS_RENEWED] += 1
        else:
            counts[tally.LOGOS_LOST] += 1

    def renewed(self, time: float, segment: int, amount: int) -> None:
        """Count ARR that goes on after a contract's end [cents]."""
        self.tally.renewals[row_of(time)][segment][tally.RENEWED] += amount

    def request_raised(self, work: Work, misrouted: bool) -> None:
        """Write that an account asked."""
        account = work.account
        row = row_of(work.raised)
        counts = self.tally.counts[row][account.segment]
        counts[tally.REQUESTS] += 1
        counts[tally.MISROUTED] += misrouted
        counts[tally.SELF_SERVED] += work.stop == TO_SELF_SERVICE
        counts[tally.AUTOMATED] += work.stop == TO_AGENT
        counts[tally.BYPASSED] += work.stop == TO_SPECIALIST
        self.tally.by_type[row][account.segment][work.type] += 1
        if row:
            account.requests += 1
        if self.all:
            self.facts.append(
                facts.RequestRaised(work.raised, account.index, work.key, work.type, work.stop, misrouted)
            )

    def slot_due(self, work: Work) -> None:
        """Write that the slot of a play fell due."""
        self._slot(work.raised, work, tally.SLOTS_DUE)
        if self.all:
            self.facts.append(facts.SlotDue(work.raised, work.account.index, work.key, play_of(work.type)))

    def submitted(self, work: Work) -> None:
        """Write that work reached a desk."""
        self.tally.work[row_of(work.submitted)][work.team][tally.SUBMITTED] += 1
        if self.all:
            self.facts.append(
                facts.WorkSubmitted(
                    work.submitted,
                    work.account.index,
                    work.key,
                    work.team,
                    work.owner,
                    work.urgency,
                    work.due,
                )
            )

    def started(self, time: float, work: Work, seat: int, late: bool) -> None:
        """Write that a person began work; ``late``: after the promised time."""
        row = row_of(time)
        counters = self.tally.work[row][work.team]
        wait = to_milli(work.wait)
        counters[tally.STARTED] += 1
        counters[tally.WAIT_MILLI] += wait
        if work.type >= 0:
            counters[tally.REQUESTS_STARTED] += 1
            counters[tally.REQUEST_WAIT_MILLI] += wait
            counters[tally.REQUESTS_LATE] += late
            self.tally.waits[row][work.team][bisect_left(WAIT_EDGES, work.wait)] += 1
            if row:
                work.account.wait_milli += wait
        if self.all:
            self.facts.append(
                facts.WorkStarted(time, work.account.index, work.key, work.team, seat, work.wait, work.alone)
            )

    def done(self, time: float, work: Work, seat: int, since: float, busy: int) -> None:
        """Write that a person finished a piece of work begun at ``since`` [h] after ``busy`` [h/1000]."""
        counters = self.tally.work[row_of(time)][work.team]
        counters[tally.DONE] += 1
        self._busy(counters, work, busy)
        if is_slot(work.type):
            self._slot(time, work, tally.SLOTS_DONE)
        if self.all:
            self.facts.append(facts.WorkDone(time, work.account.index, work.key, work.team, seat, time - since))

    def expired(self, time: float, work: Work) -> None:
        """Write that a slot was not begun in time."""
        self.tally.work[row_of(time)][work.team][tally.EXPIRED] += 1
        self._slot(time, work, tally.SLOTS_EXPIRED)
        if self.all:
            self.facts.append(facts.WorkExpired(time, work.account.index, work.key, work.team))

    def abandoned(self, time: float, work: Work, since: float, busy: int) -> None:
        """Write that an account left with this work open, ``busy`` [h/1000] already spent on it."""
        counters = self.tally.work[row_of(time)][work.team]
        counters[tally.ABANDONED] += 1
        self._busy(counters, work, busy)
        if self.all:
            spent = time - since if work.state == IN_SERVICE else 0.0
            self.facts.append(facts.WorkAbandoned(time, work.account.index, work.key, work.team, spent))

    def unfinished(self, time: float, work: Work, busy: int) -> None:
        """Count the hours already spent on work that is in hand when the run ends."""
        self._busy(self.tally.work[-1][work.team], work, busy)

    def covered(self, time: float, work: Work) -> None:
        """Write that work does not wait for its owner any longer."""
        if self.all:
            self.facts.append(facts.WorkCovered(time, work.account.index, work.key, work.team))

    def handed_over(self, time: float, work: Work, before: int, after: int) -> None:
        """Write that waiting work goes from one team to another."""
        row = self.tally.work[row_of(time)]
        row[before][tally.HANDED_OVER] += 1
        row[after][tally.SUBMITTED] += 1
        if self.all:
            self.facts.append(facts.WorkHandedOver(time, work.account.index, work.key, before, after))

    def owner_changed(self, time: float, account: Account, before: int, after: int, warm: bool) -> None:
        """Write that another person looks after an account."""
        self.tally.counts[row_of(time)][account.segment][tally.OWNER_CHANGES] += 1
        if self.all:
            self.facts.append(facts.OwnerChanged(time, account.index, before, after, warm))

    def transferred(self, time: float, work: Work) -> None:
        """Write that a request goes on to another team."""
        row = row_of(time)
        self.tally.counts[row][work.account.segment][tally.TRANSFERS] += 1
        if row:
            work.account.transfers += 1
        if self.all:
            self.facts.append(facts.Transferred(time, work.account.index, work.key, work.team))

    def answered_wrong(self, time: float, work: Work, team: int) -> None:
        """Write that a request got a wrong answer from ``team``, or from the automated agent (-1)."""
        self.tally.counts[row_of(time)][work.account.segment][tally.WRONG_ANSWERS] += 1
        if self.all:
            self.facts.append(facts.AnsweredWrong(time, work.account.index, work.key, team))

    def posted(self, time: float, account: Account, driver: int, amount: float, cause: int) -> None:
        """Write that a cause moved a driver."""
        if self.all:
            self.facts.append(facts.Posted(time, account.index, driver, amount, cause))

    def champion_left(self, time: float, account: Account, event: int) -> None:
        """Write that somebody who stood up for us has left an account."""
        self.tally.counts[row_of(time)][account.segment][tally.CHAMPIONS_LEFT] += 1
        if self.all:
            self.facts.append(facts.ChampionLeft(time, account.index, event))

    def shock_began(self, time: float, account: Account, shock: int, event: int) -> None:
        """Write that a shock has reached an account."""
        self.tally.counts[row_of(time)][account.segment][tally.SHOCKED] += 1
        if self.all:
            self.facts.append(facts.ShockBegan(time, account.index, shock, event))

    def wished(self, work: Work) -> None:
        """Count a wish for the product."""
        self.tally.counts[row_of(work.raised)][work.account.segment][tally.WISHES] += 1

    def wish_settled(self, time: float, work: Work, topic: int, captured: bool) -> None:
        """Write whether a wish for the product was gathered."""
        self.tally.counts[row_of(time)][work.account.segment][tally.WISHES_CAPTURED] += captured
        if self.all:
            self.facts.append(facts.WishSettled(time, work.account.index, work.key, topic, captured))

    def wish_shipped(self, time: float, account: Account, topic: int, wishes: int) -> None:
        """Write that a release gave an account what it had wished for."""
        self.tally.counts[row_of(time)][account.segment][tally.WISHES_SHIPPED] += wishes
        if self.all:
            self.facts.append(facts.WishShipped(time, account.index, topic, wishes))

    def surveyed(self, row: int, account: Account, answer: int) -> None:
        """Count what an account said in the month of tally row ``row``: 1 for a promoter, -1 for a detractor."""
        counts = self.tally.counts[row][account.segment]
        counts[tally.SURVEYED] += 1
        counts[tally.PROMOTERS] += answer > 0
        counts[tally.DETRACTORS] += answer < 0

    def rated(self, time: float, work: Work, satisfied: bool) -> None:
        """Write how an account rated an answer."""
        counts = self.tally.counts[row_of(time)][work.account.segment]
        counts[tally.RATED] += 1
        counts[tally.SATISFIED] += satisfied
        if self.all:
            self.facts.append(facts.Rated(time, work.account.index, work.key, satisfied))

    def scored(self, time: float, account: Account) -> None:
        """Write how the health of an account is seen from now on."""
        if self.all:
            self.facts.append(facts.Scored(time, account.index, account.observed))

    def cost(self, time: float, row: int, team: int, kind: int, amount: int) -> None:
        """Write one line of pay [cents] of the month in tally row ``row``."""
        self.tally.cost[row][team][kind] += amount
        if self.money:
            self.facts.append(facts.CostLine(time, team, kind, amount))

    def _slot(self, time: float, work: Work, what: int) -> None:
        self.tally.slots[row_of(time)][work.account.segment][play_of(work.type)][what] += 1

    def _busy(self, counters: list[int], work: Work, busy: int) -> None:
        counters[tally.BUSY_MILLI] += busy
        if work.type >= 0:
            counters[tally.REQUEST_BUSY_MILLI] += busy

    def ledger(self) -> LedgerColumns:
        """Return the ARR ledger by column."""
        columns = list(zip(*self.lines, strict=True)) or [()] * len(ArrLine._fields)
        time, *codes = columns
        account, segment, kind, source, reason, amount, after = (np.array(c, dtype=np.int64) for c in codes)
        return LedgerColumns(np.array(time, dtype=np.float64), account, segment, kind, source, reason, amount, after)
