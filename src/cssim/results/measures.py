"""Measures: the whole numbers of one run, by month and segment, from which every metric is a sum or a ratio.

Rows are moments: row 0 is time 0, row k + 1 the end of month k. A flow in row k + 1 happened in month k; a level is
as of that moment. What row 0 of a flow counts happened before time 0, while queues warmed up, and is in no window.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cssim.domain import tally as counters
from cssim.domain.accounts import GRACED, LEAVES
from cssim.domain.ledger import CHURN, KINDS, NEW, REACTIVATION, REASONS, SOURCES
from cssim.domain.tally import COSTS, COUNTS, RENEWAL_MONEY, SLOTS, WORK, FloatTable, IntTable
from cssim.dynamics.plays import N_PLAYS, PLAYS
from cssim.plan.labels import Lowered
from cssim.plan.tables import NOBODY, Plan, held_at_first
from cssim.results import logos, metrics
from cssim.results.bridge import month_of_lines
from cssim.results.run import Run
from cssim.units import HOURS_PER_MONTH, to_milli

# columns of ``cells``: ARR by ledger kind [cents, signed] (the codes of cssim.domain.ledger), then
RENEWALS: Final = len(KINDS)
COUNTERS: Final = RENEWALS + len(RENEWAL_MONEY)
SLOTS_OF: Final = COUNTERS + len(COUNTS)
"""From here on the slots of each play in turn, by the codes of the Tally."""
CLOSING: Final = SLOTS_OF + N_PLAYS * len(SLOTS)
RETAINED: Final = CLOSING + 1
RETAINED_CAPPED: Final = CLOSING + 2
LOST_LOGOS: Final = CLOSING + 3
LOCKED: Final = CLOSING + 4
YEAR: Final = CLOSING + 5
"""From here on the cohort of twelve months before, in the order of :class:`~cssim.results.metrics.Kept`."""
LOST_TO: Final = YEAR + len(metrics.Kept._fields)
"""From here on ARR that left by its reason (the codes of the ledger), then ARR that came by its source."""
WON_BY: Final = LOST_TO + len(REASONS)
SHARED: Final = WON_BY + len(SOURCES)
"""From here on by how much counts of logos, a logo being a top parent, exceed those of accounts, in the order of
:class:`~cssim.results.logos.LogoCounts`."""
CELLS: Final = SHARED + len(logos.LogoCounts._fields)
COLUMNS: Final = (
    *KINDS, *RENEWAL_MONEY, *COUNTS, *(f"{play} {what}" for play in PLAYS for what in SLOTS),
    "closing", "retained", "retained_capped", "lost_logos", "locked", *metrics.Kept._fields,
    *(f"lost to {reason}" for reason in REASONS), *(f"won by {source}" for source in SOURCES),
    *(f"shared {name}" for name in logos.LogoCounts._fields),
)  # fmt: skip
"""What stands in the columns of ``cells``: two tables mean the same if these are the same."""

# columns of ``teams``: work (the codes of cssim.domain.tally), then cost by kind [cents] and heads in thousandths
COST: Final = len(WORK)
HEADS_MILLI: Final = COST + len(COSTS)
TEAM_COLUMNS: Final = (*WORK, *COSTS, "heads_milli")


class Windows(NamedTuple):
    """Stretches of time: from month end ``first`` (exclusive) to month end ``last``; arrays of one length."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]


class Valuation(NamedTuple):
    """How a company is valued: at so many times its ARR, or by what it will earn, less ``discount`` a year."""

    multiple: float = 6.0
    discount: float = 0.1


BALANCE, FLOW = "balance", "flow"
"""Retention from ARR at both ends of a year, or from the lines in between."""
PARENT, ACCOUNT = "parent", "account"
"""What is one logo."""


class Definitions(NamedTuple):
    """What retention and a logo mean: as of :class:`cssim.scenario.definitions.Definitions`."""

    retention: str = BALANCE
    logo: str = PARENT


USUAL: Final = Valuation()
AS_USUAL: Final = Definitions()


@dataclass(frozen=True)
class Measures:
    """The numbers of one run.

    With R = months + 1 rows, G = segments + 1 groups (the last is all of them) and T teams: ``cells`` (R, G, C);
    ``health`` (R, G) sums of health scores, ``seats`` (R, G) of shares of seats in use; ``teams``
    (R, T, W); ``waits`` (R, T, bins) waits of requests in the
    bins of the Tally; ``csm`` (T,) 1 for a team that covers a segment; ``gross_margin`` share of revenue left before
    the cost of customer success; ``valuation`` how the company is valued; ``definitions`` what retention and a logo
    mean.
    """

    cells: IntTable
    health: FloatTable
    seats: FloatTable
    teams: IntTable
    waits: IntTable
    csm: NDArray[np.int64]
    gross_margin: float
    valuation: Valuation = USUAL
    definitions: Definitions = AS_USUAL

    @property
    def months(self) -> int:
        """Number of simulated months."""
        return len(self.cells) - 1

    def flow(self, column: int, windows: Windows) -> IntTable:
        """Return the sum over the months of each window, (windows, G): of a flow, or of a level at each month's end."""
        return _between(self._running_cells[:, :, column], windows)

    def level(self, column: int, at: NDArray[np.int64]) -> IntTable:
        """Return a level at each month end, (len(at), G)."""
        level: IntTable = self.cells[at, :, column]
        return level

    def team_flow(self, column: int, windows: Windows) -> IntTable:
        """Return the sum of a flow of each team over each window, (windows, T)."""
        return _between(self._running_teams[:, :, column], windows)

    def cost(self, windows: Windows) -> IntTable:
        """Return the cost of each team over each window [cents], (windows, T)."""
        return _between(self._running_teams[:, :, COST:HEADS_MILLI].sum(axis=2), windows)

    @cached_property
    def _running_cells(self) -> IntTable:
        return np.cumsum(self.cells, axis=0)

    @cached_property
    def _running_teams(self) -> IntTable:
        return np.cumsum(self.teams, axis=0)


def measures(
    run: Run,
    lowered: Lowered,
    gross_margin: float,
    valuation: Valuation = USUAL,
    definitions: Definitions = AS_USUAL,
) -> Measures:
    """Return the measures of a finished run of a plan.

    Parameters
    ----------
    run, lowered
        What was simulated, and what it was asked.
    gross_margin
        Share of revenue left before the cost of customer success.
    valuation
        How the company is valued.
    definitions
        What retention and a logo mean.
    """
    plan, labels = lowered
    year_ago = _year_ago(plan)
    standing = _standing(run, plan, year_ago)
    counts = run.tally.counts.copy()
    counts[:, :, counters.LOGOS] = standing[:, :, 0]
    counts[:, :, counters.LOGOS_LOST] = _logos_lost(run)
    slots = run.tally.slots.reshape(*counts.shape[:2], N_PLAYS * len(SLOTS))
    renewals = run.tally.renewals.copy()
    columns = plan.accounts.columns
    renewals[0, :, counters.KNOWN_CHURN] = _arr_of(plan, columns["known"] == LEAVES)
    renewals[0, :, counters.IN_GRACE] = _arr_of(plan, columns["standing"] == GRACED)
    together = logos.shared(
        run.ledger, run.months, len(plan.segments), [label.logo for label in labels.accounts], year_ago
    )
    parts = [run.tally.arr, renewals, counts, slots, standing[:, :, 1:], *_reasons(run), np.stack(together, axis=2)]
    health, seats = (
        np.concatenate([sums, sums.sum(axis=1, keepdims=True)], axis=1) for sums in (run.tally.health, run.tally.seats)
    )
    teams = np.concatenate([run.tally.work, run.tally.cost, run.tally.heads_milli[:, :, None]], axis=2)
    teams[0, :, HEADS_MILLI] = [sum(to_milli(share) for share in team) for team in held_at_first(plan)]
    return Measures(
        metrics.with_total(np.concatenate(parts, axis=2)), health, seats, teams, run.tally.waits,
        _csm_teams(plan), gross_margin, valuation, definitions,
    )  # fmt: skip


def _csm_teams(plan: Plan) -> NDArray[np.int64]:
    after = plan.change.after.segments if plan.change is not None else ()
    covering = {segment.team for segment in plan.segments + after} - {NOBODY}
    return np.array([int(team in covering) for team in range(len(plan.teams))], dtype=np.int64)


def _arr_of(plan: Plan, some: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the ARR [cents] of ``some`` accounts of the opening book, by segment."""
    columns = plan.accounts.columns
    found = np.zeros(len(plan.segments), dtype=np.int64)
    np.add.at(found, columns["segment"][some], columns["arr"][some])
    return found


def _logos_lost(run: Run) -> IntTable:
    """Return customers that left; one that paid nothing was no logo, and is none that is lost."""
    lines = run.ledger
    lost = (lines.kind == CHURN) & (lines.amount < 0)
    table = np.zeros_like(run.tally.closing)
    np.add.at(table, (month_of_lines(lines)[lost] + 1, lines.segment[lost]), 1)
    return table


def _reasons(run: Run) -> tuple[IntTable, IntTable]:
    """Return ARR that left by its reason and ARR that came by its source [cents], (months + 1, segments, codes)."""
    lines, shape = run.ledger, run.tally.closing.shape
    lost, won = np.zeros((*shape, len(REASONS)), np.int64), np.zeros((*shape, len(SOURCES)), np.int64)
    row, gone = month_of_lines(lines) + 1, lines.kind == CHURN
    np.add.at(lost, (row[gone], lines.segment[gone], lines.reason[gone]), -lines.amount[gone])
    came = np.isin(lines.kind, (NEW, REACTIVATION))
    np.add.at(won, (row[came], lines.segment[came], lines.source[came]), lines.amount[came])
    return lost, won


def _year_ago(plan: Plan) -> NDArray[np.int64] | None:
    """Return the ARR [cents] of the opening book's accounts twelve months before, None if it is not known of all."""
    year_ago: NDArray[np.int64] = plan.accounts.columns["arr_year_ago"]
    return year_ago if len(year_ago) > 0 and bool((year_ago >= 0).all()) else None


def _standing(run: Run, plan: Plan, year_ago: NDArray[np.int64] | None) -> IntTable:
    """Return logos, then the columns from :data:`CLOSING` on, at every month's end, (months + 1, segments, 15).

    All of them add up over accounts, which are therefore taken in blocks.
    """
    segments = run.tally.closing.shape[1]
    columns = plan.accounts.columns
    first_end = np.floor(columns["contract_end"] / HOURS_PER_MONTH).astype(np.int64)
    standing = np.zeros((run.months + 1, segments, 1 + LOST_TO - CLOSING), dtype=np.int64)
    for first, months in metrics.account_blocks(run.ledger, run.months, len(first_end)):
        mine = slice(first, first + len(months.arr))
        known = len(first_end[mine])
        opening = metrics.kept_of_opening(months, segments)
        parts = [
            *metrics.by_segment([(months.arr > 0).astype(np.int64), months.arr], months.segment, segments),
            opening.now, opening.kept, opening.lost,
            metrics.locked(months.arr[:known, 0], months.segment[:known, 0], first_end[mine], run.months + 1, segments),
            *metrics.kept_in_a_year(months, segments, None if year_ago is None else year_ago[mine]),
        ]  # fmt: skip
        standing += np.stack(parts, axis=2)
    return standing


def _between(running: IntTable, windows: Windows) -> IntTable:
    """Return sums of the rows first + 1 ... last of each window, from sums of the rows up to each."""
    between: IntTable = running[windows.last] - running[windows.first]
    return between


def monthly_windows(months: int) -> Windows:
    """Return one window per month."""
    ends = np.arange(1, months + 1, dtype=np.int64)
    return Windows(ends - 1, ends)
