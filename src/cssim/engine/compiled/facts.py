"""Facts: written as records of one shape, read back as the facts of the domain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from cssim.domain import facts
from cssim.domain.facts import Fact
from cssim.domain.ledger import UPSELL
from cssim.dynamics.drivers import N_DRIVERS
from cssim.engine.compiled.rows import World

REQUEST_RAISED: Final = 0
SUBMITTED: Final = 1
STARTED: Final = 2
DONE: Final = 3
EXPIRED: Final = 4
ABANDONED: Final = 5
TRANSFERRED: Final = 6
POSTED: Final = 7
CONTRACT_ENDED: Final = 8
COST: Final = 9
FEE: Final = 155
CHAMPION_LEFT: Final = 40
SHOCK_BEGAN: Final = 41
WISH_SETTLED: Final = 42
WISH_SHIPPED: Final = 43
RATED: Final = 44
STOCK: Final = 10
"""No fact of its own: records have one shape, so the rows of the drivers' stocks follow that of the contract's end, and
after them the year's effect."""
SLOT_DUE: Final = 11
COVERED: Final = 30
PERSON: Final = 31
OWNER: Final = 32
HANDED_OVER: Final = 120
JOINED: Final = 55
PITCH_MADE: Final = 65
DEAL_CLOSED: Final = 66
DIGITAL_TOUCH: Final = 150

ANSWERED_WRONG: Final = 20
SCORED: Final = 110
USED: Final = 111
ATTAINED: Final = 112
ONBOARDING_BEGAN: Final = 135
ONBOARDING_LATE: Final = 136
ONBOARDED: Final = 137
REFERRED: Final = 138
SELF_SERVED: Final = 139
POTENTIAL_GREW: Final = 140
SEGMENT_CHANGED: Final = 141
ASKED_BACK: Final = 142
DEAL_MOVED: Final = 113


def write(w: World, kind: int, account: int, work: int, a: int, b: int, c: int, d: int, x: float, y: float) -> None:
    """Write a fact of this instant; :data:`_READ` says what its columns mean."""
    run = w.run[0]
    fact = w.facts[run.n_facts]
    run.n_facts += 1
    fact.time, fact.kind, fact.account, fact.work = run.now, kind, account, work
    fact.a, fact.b, fact.c, fact.d = a, b, c, d
    fact.x, fact.y = x, y


_READ: Final[dict[int, Callable[..., Fact]]] = {
    REQUEST_RAISED: lambda t, i, w, a, b, c, d, x, y: facts.RequestRaised(t, i, w, a, b, bool(c)),
    SUBMITTED: lambda t, i, w, a, b, c, d, x, y: facts.WorkSubmitted(t, i, w, a, b, c, x),
    STARTED: lambda t, i, w, a, b, c, d, x, y: facts.WorkStarted(t, i, w, a, b, x, bool(c)),
    DONE: lambda t, i, w, a, b, c, d, x, y: facts.WorkDone(t, i, w, a, b, x),
    EXPIRED: lambda t, i, w, a, b, c, d, x, y: facts.WorkExpired(t, i, w, a),
    ABANDONED: lambda t, i, w, a, b, c, d, x, y: facts.WorkAbandoned(t, i, w, a, x),
    TRANSFERRED: lambda t, i, w, a, b, c, d, x, y: facts.Transferred(t, i, w, a),
    ANSWERED_WRONG: lambda t, i, w, a, b, c, d, x, y: facts.AnsweredWrong(t, i, w, a),
    POSTED: lambda t, i, w, a, b, c, d, x, y: facts.Posted(t, i, a, x, w),
    PITCH_MADE: lambda t, i, w, a, b, c, d, x, y: facts.PitchMade(t, i, w, a, x, bool(b)),
    DEAL_CLOSED: lambda t, i, w, a, b, c, d, x, y: facts.DealClosed(t, i, w, a, b, c, bool(d)),
    ONBOARDING_BEGAN: lambda t, i, w, a, b, c, d, x, y: facts.OnboardingBegan(t, i, w),
    ONBOARDING_LATE: lambda t, i, w, a, b, c, d, x, y: facts.OnboardingLate(t, i, w),
    ONBOARDED: lambda t, i, w, a, b, c, d, x, y: facts.Onboarded(t, i, w, x, bool(a)),
    ASKED_BACK: lambda t, i, w, a, b, c, d, x, y: facts.AskedBack(t, i, w, a, b, c, bool(d)),
    SELF_SERVED: lambda t, i, w, a, b, c, d, x, y: facts.SelfServed(t, i, w, a, b, c, bool(d)),
    POTENTIAL_GREW: lambda t, i, w, a, b, c, d, x, y: facts.PotentialGrew(t, i, w, a, b),
    SEGMENT_CHANGED: lambda t, i, w, a, b, c, d, x, y: facts.SegmentChanged(t, i, a, b),
    REFERRED: lambda t, i, w, a, b, c, d, x, y: facts.Referred(t, i, w, bool(a)),
    SLOT_DUE: lambda t, i, w, a, b, c, d, x, y: facts.SlotDue(t, i, w, a),
    COVERED: lambda t, i, w, a, b, c, d, x, y: facts.WorkCovered(t, i, w, a),
    HANDED_OVER: lambda t, i, w, a, b, c, d, x, y: facts.WorkHandedOver(t, i, w, a, b),
    PERSON: lambda t, i, w, a, b, c, d, x, y: facts.PersonChanged(t, a, b, c),
    OWNER: lambda t, i, w, a, b, c, d, x, y: facts.OwnerChanged(t, i, a, b, bool(c)),
    JOINED: lambda t, i, w, a, b, c, d, x, y: facts.Joined(t, i, a, w, b, c, x, bool(d)),
    CHAMPION_LEFT: lambda t, i, w, a, b, c, d, x, y: facts.ChampionLeft(t, i, w),
    DIGITAL_TOUCH: lambda t, i, w, a, b, c, d, x, y: facts.DigitalTouch(t, i, w),
    SHOCK_BEGAN: lambda t, i, w, a, b, c, d, x, y: facts.ShockBegan(t, i, a, w),
    WISH_SETTLED: lambda t, i, w, a, b, c, d, x, y: facts.WishSettled(t, i, w, a, bool(b)),
    WISH_SHIPPED: lambda t, i, w, a, b, c, d, x, y: facts.WishShipped(t, i, a, b),
    RATED: lambda t, i, w, a, b, c, d, x, y: facts.Rated(t, i, w, bool(a)),
    SCORED: lambda t, i, w, a, b, c, d, x, y: facts.Scored(t, i, x),
    USED: lambda t, i, w, a, b, c, d, x, y: facts.SlotUsed(t, i, w, a),
    ATTAINED: lambda t, i, w, a, b, c, d, x, y: facts.GoalAttained(t, a, b, x),
    DEAL_MOVED: lambda t, i, w, a, b, c, d, x, y: facts.DealMoved(t, i, w, x, a),
    FEE: lambda t, i, w, a, b, c, d, x, y: facts.FeeLine(t, a, b, c),
    COST: lambda t, i, w, a, b, c, d, x, y: facts.CostLine(t, a, b, c),
}


def read(rows: Any) -> Iterator[Fact]:
    """Yield the facts of a table of records, in the order they were written."""
    told = iter(rows.tolist())
    for time, kind, *columns in told:
        if kind == CONTRACT_ENDED:
            yield _contract([next(told) for _ in range(N_DRIVERS + 1)], time, *columns)
        else:
            yield _READ[kind](time, *columns)


def _contract(
    stocks: list[Any], t: float, i: int, w: int, a: int, b: int, c: int, d: int, x: float, y: float
) -> facts.ContractEnded:
    """Return the end of a contract, written with rows for the stocks of the drivers and for the year's effect."""
    *felt, year = (row[-2] for row in stocks)
    last = stocks[-1]
    key = last[3]
    return facts.ContractEnded(
        t, i, x, y, a, b, c, bool(d), key, w, stocks[0][-1], tuple(felt), year, last[-1], last[-5], last[-4],
        last[-3] == UPSELL,
    )  # fmt: skip
