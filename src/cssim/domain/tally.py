"""The Tally: counters and money by month, segment and team, kept while facts are recorded; metrics read only this
and the ARR ledger.

Every table has one row more than there are months: row 0 counts what happens before time 0 (queues open shortly
before it, and the opening book settles there), row k + 1 is month k. All counters are integers: money in cents,
hours in thousandths. The two exceptions, sums of health and of driver stocks, are float sums in written order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cssim.domain.ledger import KINDS
from cssim.dynamics.drivers import N_DRIVERS
from cssim.dynamics.plays import N_PLAYS
from cssim.dynamics.service import WAIT_EDGES
from cssim.units import month_of

# money of renewals, by month and segment [cents]; expected_* is the conditional expectation of churn, downsell,
# price and upsell; of accounts of the opening book, expected_retained is the expected change of ARR [signed],
# expected_kept that of their ARR as far as it does not exceed the opening one; known_churn is, at the end of a month,
# the ARR of contracts that will not go on, whitespace what customers could buy and have not, and
# in_grace the ARR of contracts that are over and have not been settled;
# discounts is what deals that were brought forward are expected to give away; *_fees are no ARR: what success plans
# bring in that are sold, and onboarding; won_back is what lost customers came back with, expected_won_back what was to
# be expected of all that were asked to
EXPIRING: Final = 0
RENEWED: Final = 1
EXPECTED_CHURN: Final = 2
EXPECTED_DOWNSELL: Final = 3
EXPECTED_PRICE: Final = 4
EXPECTED_RETAINED: Final = 5
EXPECTED_KEPT: Final = 6
KNOWN_CHURN: Final = 7
EXPECTED_UPSELL: Final = 8
WHITESPACE: Final = 9
IN_GRACE: Final = 10
DISCOUNTS: Final = 11
PLAN_FEES: Final = 12
ONBOARDING_FEES: Final = 13
WON_BACK: Final = 14
EXPECTED_WON_BACK: Final = 15
RENEWAL_MONEY: Final = (
    "expiring",
    "renewed",
    "expected_churn",
    "expected_downsell",
    "expected_price",
    "expected_retained",
    "expected_kept",
    "known_churn",
    "expected_upsell",
    "whitespace",
    "in_grace",
    "discounts",
    "plan_fees",
    "onboarding_fees",
    "won_back",
    "expected_won_back",
)

# counts, by month and segment; first_value_milli in thousandths of an hour; onboarded_late when the time is up;
# contacts of people of ours with a customer; renewing customers are close to their contract's end; objectives are
# customers with success plans, objectives_met those who use as much as they set out to; products_used_milli are
# thousandths of all that a customer owns
LOGOS: Final = 0
LOGOS_LOST: Final = 1
CONTRACTS_DUE: Final = 2
CONTRACTS_RENEWED: Final = 3
REQUESTS: Final = 4
SELF_SERVED: Final = 5
MISROUTED: Final = 6
TRANSFERS: Final = 7
FACES: Final = 8
REVIEWED: Final = 9
AUTOMATED: Final = 10
WRONG_ANSWERS: Final = 11
LOGOS_WON: Final = 12
DEALS: Final = 13
CHAMPIONS_LEFT: Final = 14
SHOCKED: Final = 15
WISHES: Final = 16
WISHES_CAPTURED: Final = 17
WISHES_SHIPPED: Final = 18
SURVEYED: Final = 19
PROMOTERS: Final = 20
DETRACTORS: Final = 21
RATED: Final = 22
SATISFIED: Final = 23
OWNER_CHANGES: Final = 24
BYPASSED: Final = 25
AT_RISK: Final = 26
DIGITAL_TOUCHES: Final = 27
REPURPOSED: Final = 28
ONBOARDED: Final = 29
ONBOARDED_IN_TIME: Final = 30
ONBOARDED_LATE: Final = 31
FIRST_VALUE_MILLI: Final = 32
BEGINNERS: Final = 33
LOGOS_FITTING: Final = 34
REFERRALS: Final = 35
REFERRALS_DISPUTED: Final = 36
SELF_SERVE_DEALS: Final = 37
MODULES_OFFERED: Final = 38
LOGOS_IN: Final = 39
LOGOS_OUT: Final = 40
DATES_MOVED: Final = 41
PLANS_SOLD: Final = 42
LOGOS_BACK: Final = 43
CONTACTS: Final = 44
RENEWING: Final = 45
OBJECTIVES: Final = 46
OBJECTIVES_MET: Final = 47
PRODUCTS_USED_MILLI: Final = 48
COUNTS: Final = (
    "logos",
    "logos_lost",
    "contracts_due",
    "contracts_renewed",
    "requests",
    "self_served",
    "misrouted",
    "transfers",
    "faces",
    "reviewed",
    "automated",
    "wrong_answers",
    "logos_won",
    "deals",
    "champions_left",
    "shocked",
    "wishes",
    "wishes_captured",
    "wishes_shipped",
    "surveyed",
    "promoters",
    "detractors",
    "rated",
    "satisfied",
    "owner_changes",
    "bypassed",
    "at_risk",
    "digital_touches",
    "repurposed",
    "onboarded",
    "onboarded_in_time",
    "onboarded_late",
    "first_value_milli",
    "beginners",
    "logos_fitting",
    "referrals",
    "referrals_disputed",
    "self_serve_deals",
    "modules_offered",
    "logos_in",
    "logos_out",
    "dates_moved",
    "plans_sold",
    "logos_back",
    "contacts",
    "renewing",
    "objectives",
    "objectives_met",
    "products_used_milli",
)
# slots of plays, by month, segment and play
SLOTS_DUE: Final = 0
SLOTS_DONE: Final = 1
SLOTS_EXPIRED: Final = 2
SLOTS: Final = ("due", "done", "expired")

# work and people, by month and team; *_milli in thousandths of an hour, hired_milli and left_milli of a head;
# attained_milli of goals, of so many posts goals_milli, when a period ends
SUBMITTED: Final = 0
STARTED: Final = 1
DONE: Final = 2
EXPIRED: Final = 3
ABANDONED: Final = 4
WAIT_MILLI: Final = 5
BUSY_MILLI: Final = 6
PRESENT_MILLI: Final = 7
REQUESTS_STARTED: Final = 8
REQUESTS_LATE: Final = 9
REQUEST_WAIT_MILLI: Final = 10
REQUEST_BUSY_MILLI: Final = 11
HIRES: Final = 12
LEAVERS: Final = 13
HIRED_MILLI: Final = 14
LEFT_MILLI: Final = 15
ATTAINED_MILLI: Final = 16
GOALS_MILLI: Final = 17
HANDED_OVER: Final = 18
WORK: Final = (
    "submitted",
    "started",
    "done",
    "expired",
    "abandoned",
    "wait_milli",
    "busy_milli",
    "present_milli",
    "requests_started",
    "requests_late",
    "request_wait_milli",
    "request_busy_milli",
    "hires",
    "leavers",
    "hired_milli",
    "left_milli",
    "attained_milli",
    "goals_milli",
    "handed_over",
)

# cost, by month and team [cents]
BASE_PAY: Final = 0
VARIABLE_PAY: Final = 1
ON_COST: Final = 2
MANAGERS: Final = 3
OPERATIONS: Final = 4
TOOLS: Final = 5
RECRUITING: Final = 6
TRAINING: Final = 7
DIGITAL: Final = 8
CONTRACTORS: Final = 9
SEVERANCE: Final = 10
COSTS: Final = (
    "base", "variable", "on_cost", "managers", "operations", "tools", "recruiting", "training", "digital",
    "contractors", "severance",
)  # fmt: skip
ONE_TIME: Final = (RECRUITING, TRAINING, SEVERANCE)
"""Costs that come once; the others go on for as long as posts are held."""

N_WAIT_BINS: Final = len(WAIT_EDGES) + 1

IntTable = NDArray[np.int64]
FloatTable = NDArray[np.float64]


def row_of(time: float) -> int:
    """Return the tally row of a time [h]: 0 before time 0, k + 1 in month k."""
    return 0 if time < 0.0 else month_of(time) + 1


@dataclass(frozen=True)
class Tally:
    """The finished counters of one run.

    Shapes, with R = months + 1 rows, S segments, T teams:
    ``arr`` (R, S, 10) changes of ARR by ledger kind [cents, signed]; ``closing`` (R, S) ARR at the end [cents];
    ``renewals`` (R, S, 16); ``counts`` (R, S, counts); ``by_type`` (R, S, 5) requests raised;
    ``slots`` (R, S, plays, 3) slots of every play;
    ``work`` (R, T, 19); ``waits`` (R, T, bins) waits of requests when they are started;
    ``cost`` (R, T, 11) [cents]; ``heads_milli`` (R, T) heads at the end in thousandths;
    ``health`` (R, S) sum of health scores (0..100) at the end, ``seats`` (R, S) of shares of seats in use;
    ``stocks`` (R, S, drivers) sums of stocks [log-odds].
    """

    arr: IntTable
    closing: IntTable
    renewals: IntTable
    counts: IntTable
    by_type: IntTable
    slots: IntTable
    work: IntTable
    waits: IntTable
    cost: IntTable
    heads_milli: IntTable
    health: FloatTable
    seats: FloatTable
    stocks: FloatTable


class TallyBuilder:
    """The counters while a run goes on: nested lists, because they are cheap to add to."""

    __slots__ = (
        "arr",
        "by_type",
        "closing",
        "cost",
        "counts",
        "heads_milli",
        "health",
        "renewals",
        "seats",
        "slots",
        "stocks",
        "waits",
        "work",
    )

    def __init__(self, months: int, segments: int, teams: int, types: int) -> None:
        rows = months + 1
        self.arr = _table(rows, segments, len(KINDS))
        self.closing = _matrix(rows, segments)
        self.renewals = _table(rows, segments, len(RENEWAL_MONEY))
        self.counts = _table(rows, segments, len(COUNTS))
        self.by_type = _table(rows, segments, types)
        self.slots = [_table(segments, N_PLAYS, len(SLOTS)) for _ in range(rows)]
        self.work = _table(rows, teams, len(WORK))
        self.waits = _table(rows, teams, N_WAIT_BINS)
        self.cost = _table(rows, teams, len(COSTS))
        self.heads_milli = _matrix(rows, teams)
        self.health = [[0.0] * segments for _ in range(rows)]
        self.seats = [[0.0] * segments for _ in range(rows)]
        self.stocks = [[[0.0] * N_DRIVERS for _ in range(segments)] for _ in range(rows)]

    def finish(self) -> Tally:
        """Return the counters as arrays."""
        return Tally(
            arr=_integers(self.arr),
            closing=_integers(self.closing),
            renewals=_integers(self.renewals),
            counts=_integers(self.counts),
            by_type=_integers(self.by_type),
            slots=_integers(self.slots),
            work=_integers(self.work),
            waits=_integers(self.waits),
            cost=_integers(self.cost),
            heads_milli=_integers(self.heads_milli),
            health=np.array(self.health, dtype=np.float64),
            seats=np.array(self.seats, dtype=np.float64),
            stocks=np.array(self.stocks, dtype=np.float64),
        )


def _integers(table: object) -> IntTable:
    return np.array(table, dtype=np.int64)


def _matrix(rows: int, columns: int) -> list[list[int]]:
    return [[0] * columns for _ in range(rows)]


def _table(rows: int, columns: int, cells: int) -> list[list[list[int]]]:
    return [[[0] * cells for _ in range(columns)] for _ in range(rows)]
