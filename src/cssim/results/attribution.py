"""Attribution: which driver answers for which part of the ARR that a run lost, and of what two designs lose apart.

Everything is whole cents and adds up: each contract's parts are rounded one after the other (a part is the rounded sum
so far less the one before it), so they add up to the contract's expected loss, and so does every table made of them.
Whatever drivers there are take part; their names stand in :data:`cssim.dynamics.drivers.NAMES`.

Notes
-----
docs/model.md, "Attribution". Aumann and Shapley, *Values of Non-Atomic Games*, 1974.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, get_args

from cssim.domain.facts import ContractEnded
from cssim.domain.ledger import CHURN, DOWNSELL, KINDS, PRICE
from cssim.domain.tally import EXPECTED_DOWNSELL, EXPECTED_PRICE
from cssim.dynamics.attribution import churn_slope, loss_share
from cssim.dynamics.drivers import N_DRIVERS, NAMES
from cssim.dynamics.renewal import churn_probability
from cssim.errors import BrokenInvariant
from cssim.results.run import Run
from cssim.units import to_cents

Reference = Literal["today", "promise", "fit"]
REFERENCES: Final[tuple[Reference, ...]] = get_args(Reference)
"""Against what stocks: ``today`` those of today's design, settled; ``promise`` those at which the design itself would
settle if everything planned were delivered; ``fit`` none at all, as if nothing had been felt."""
OF_REASONS: Final[Reference] = "promise"
"""Against what the reason of a lost account is found."""

FIT: Final = N_DRIVERS
REASONS: Final = (*NAMES, "fit")
"""Why an account was lost: the driver with the largest share of the loss, ``fit`` if none hurt."""

Stocks = Sequence[tuple[float, ...]]
Parts = tuple[int, ...]
"""Whole cents, one per line."""
RUN_LINES: Final = ("reference", *NAMES, "year", "chance")
"""Lines that add up to the ARR that left a run: what would have been expected at the reference, what each driver and a
good or bad year add to that, and what happened beyond the expected."""


class Line(NamedTuple):
    """A line of the bridge from one design to another: the ``group`` it belongs to and its ``name`` in it."""

    group: str
    name: str


CHURN_LINES: Final = (
    *(Line("rate", name) for name in NAMES),
    Line("terms", "terms"),
    Line("size", "size"),
    Line("exposure", "exposure"),
    Line("chance", "churn"),
)
"""Lines that add up to the difference of the ARR that left at a contract's end."""
BRIDGE_LINES: Final = (
    *CHURN_LINES[:-1],
    Line("contraction", "contraction"),
    Line("price", "price"),
    *(Line("other", kind) for code, kind in enumerate(KINDS) if code not in (DOWNSELL, PRICE)),
    CHURN_LINES[-1],
    Line("chance", "contraction"),
    Line("chance", "price"),
)
"""Lines that add up to the difference of closing ARR, the chance of single contracts last."""


class End(NamedTuple):
    """A contract's end as it is explained.

    ``key`` of the account; ``time`` [h] the contract ends; ``stocks``, ``today`` and ``promise``, (n_drivers,) each
    [log-odds], are the drivers as they were, as today's are, and as was promised; ``year`` [log-odds] what a good or
    bad year adds to them; ``arr`` at stake and ``expected`` churn [cents]; ``lost`` [cents] what left. ``known``: the
    outcome was no matter of health, as
    where a customer has given notice.
    """

    key: int
    time: float
    health: float
    years: float
    churn: float
    arr: int
    expected: int
    lost: int
    known: bool
    stocks: tuple[float, ...]
    today: tuple[float, ...]
    promise: tuple[float, ...]
    year: float = 0.0


def ends_of(run: Run, today: Stocks, promise: Stocks) -> list[End]:
    """Return every contract's end of a run, in the order in which they happened.

    Parameters
    ----------
    run
        Recorded at ``money`` or above: at ``summary`` there are none.
    today, promise
        Stocks of today's design, and what this design promises, by segment and driver [log-odds].
    """
    return [_end(fact, today, promise) for fact in run.facts if isinstance(fact, ContractEnded)]


def _end(fact: ContractEnded, today: Stocks, promise: Stocks) -> End:
    return End(
        key=fact.key,
        time=fact.ends,
        health=fact.health,
        years=fact.years,
        churn=fact.churn,
        arr=fact.arr,
        expected=fact.expected_churn,
        lost=0 if fact.renewed else fact.arr,
        known=fact.churn != churn_probability(fact.health, fact.years),
        stocks=fact.stocks,
        today=today[fact.segment],
        promise=promise[fact.segment],
        year=fact.year,
    )


def distances(end: End, reference: Reference) -> tuple[float, ...]:
    """Return how far each driver was above its reference [log-odds]; nowhere, where health did not decide."""
    if end.known:
        return (0.0,) * N_DRIVERS
    if reference == "fit":
        return end.stocks
    against = end.today if reference == "today" else end.promise
    return tuple(stock - there for stock, there in zip(end.stocks, against, strict=True))


def explained(end: End, reference: Reference) -> Parts:
    """Return what left at a contract's end by the lines of :data:`RUN_LINES` [cents], to which it adds up exactly."""
    away = distances(end, reference)
    if end.known:
        return (end.expected, *(0 for _ in (*away, end.year)), end.lost - end.expected)
    index = end.health - _total((*away, end.year))
    slope = churn_slope(end.health, index, end.years)
    shares = (loss_share(end.arr, distance, slope) for distance in (*away, end.year))
    expected = apportioned([end.arr * churn_probability(index, end.years), *shares], end.expected)
    return (*expected, end.lost - end.expected)


def reason_of(end: End, reference: Reference) -> int:
    """Return the place in :data:`REASONS` of the driver with the largest share of an expected loss.

    All drivers share one slope, so the largest share is the most negative distance; ``FIT`` if none has a positive one.
    """
    away = distances(end, reference)
    worst = min(range(len(away)), key=away.__getitem__)
    return worst if away[worst] < 0.0 else FIT


def explained_run(ends: Sequence[End], reference: Reference) -> Parts:
    """Return the ARR that left a run by the lines of :data:`RUN_LINES` [cents]."""
    return _summed([explained(end, reference) for end in ends], len(RUN_LINES))


def lost_by_reason(ends: Sequence[End], reference: Reference) -> Parts:
    """Return the ARR that left [cents] by :data:`REASONS` of its account."""
    found = [0] * len(REASONS)
    for end in ends:
        found[reason_of(end, reference)] += end.lost
    return tuple(found)


def bridge(one: Run, other: Run, ends: Sequence[End], other_ends: Sequence[End]) -> Parts:
    """Return why the closing ARR of the ``other`` design differs from that of ``one``, by :data:`BRIDGE_LINES`.

    Both runs have the same number, so the same customers and the same luck. Positive amounts [cents] are ARR that the
    other design has and the first has not.

    Raises
    ------
    BrokenInvariant
        If the lines do not add up to the difference.
    """
    churned = churn_difference(ends, other_ends)
    smaller = _expected(other, EXPECTED_DOWNSELL) - _expected(one, EXPECTED_DOWNSELL)
    dearer = _expected(other, EXPECTED_PRICE) - _expected(one, EXPECTED_PRICE)
    kinds = [_of_kind(other, code) - _of_kind(one, code) for code in range(len(KINDS))]
    kinds[CHURN] += sum(churned)
    lines = (
        *(-amount for amount in churned[:-1]),
        -smaller,
        dearer,
        *(amount for code, amount in enumerate(kinds) if code not in (DOWNSELL, PRICE)),
        -churned[-1],
        kinds[DOWNSELL] + smaller,
        kinds[PRICE] - dearer,
    )
    gap = int(other.accounts.closing.sum()) - int(one.accounts.closing.sum()) - sum(lines)
    if gap:
        raise BrokenInvariant(f"run {one.run}: the lines from one design to the other are off by {gap} cents")
    return lines


def churn_difference(ends: Sequence[End], others: Sequence[End]) -> Parts:
    """Return how much more ARR left in the other design: rate by driver, terms, size, exposure, chance [cents].

    Contract ends are matched by account (its key: designs may count accounts otherwise) and time. What one world kept
    and put at risk again, and the other had lost already, is exposure.
    """
    mine = {(end.key, end.time): end for end in ends}
    theirs = {(end.key, end.time): end for end in others}
    rows = [_matched(end, theirs[key]) for key, end in mine.items() if key in theirs]
    rows += [_unmatched(-end.expected, -(end.lost - end.expected)) for key, end in mine.items() if key not in theirs]
    rows += [_unmatched(end.expected, end.lost - end.expected) for key, end in theirs.items() if key not in mine]
    return _summed(rows, len(CHURN_LINES))


def _matched(a: End, b: End) -> Parts:
    """Return why the same contract of the same account is expected to lose more in world b than in world a.

    With the links g of both (they differ if a design changes the exposure), the slope is the mean of the two; what
    the links themselves differ by, and a difference of everything that is no driver, are the terms.
    """
    size = 0.5 * (a.arr + b.arr)
    rise = size * (b.churn - a.churn)
    if a.known or b.known:
        rates = [0.0] * N_DRIVERS
    else:
        slopes = [churn_slope(b.health, a.health, end.years) for end in (a, b)]
        slope = 0.5 * (slopes[0] + slopes[1])
        rates = [loss_share(size, theirs - mine, slope) for mine, theirs in zip(a.stocks, b.stocks, strict=True)]
    terms = rise - _total(rates)
    bigger = 0.5 * (a.churn + b.churn) * (b.arr - a.arr)
    expected = apportioned([*rates, terms, bigger], b.expected - a.expected)
    return (*expected, 0, (b.lost - b.expected) - (a.lost - a.expected))


def _unmatched(expected: int, chance: int) -> Parts:
    return (*(0 for _ in range(N_DRIVERS + 2)), expected, chance)


def apportioned(amounts: Sequence[float], total: int) -> Parts:
    """Return ``amounts`` as whole numbers that add up to ``total``, their own sum give or take the rounding.

    Each is the rounded sum so far less the one before it, so none is off by one or more. What is left goes to the
    largest.
    """
    found, before, running = [], 0, 0.0
    for amount in amounts:
        running += amount
        after = to_cents(running)
        found.append(after - before)
        before = after
    if before != total:
        largest = max(range(len(amounts)), key=lambda at: abs(amounts[at]))
        found[largest] += total - before
    return tuple(found)


def _expected(run: Run, column: int) -> int:
    """Return a sum of conditional expectations [cents] that the counters keep."""
    return int(run.tally.renewals[..., column].sum())


def _of_kind(run: Run, kind: int) -> int:
    """Return the sum of the ledger's lines of a kind [cents, signed]."""
    return int(run.ledger.amount[run.ledger.kind == kind].sum())


def _summed(rows: Sequence[Parts], width: int) -> Parts:
    return tuple(sum(column) for column in zip(*rows, strict=True)) if rows else (0,) * width


def _total(amounts: Sequence[float]) -> float:
    """Return a sum in written order, the same on every Python."""
    total = 0.0
    for amount in amounts:
        total += amount
    return total
