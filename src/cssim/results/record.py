"""RunRecord: one run of one design made compact; what travels from a worker, and what a work folder keeps."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cssim.plan.labels import Lowered
from cssim.results import bridge
from cssim.results.measures import AS_USUAL, USUAL, Definitions, Measures, Valuation, measures
from cssim.results.run import AccountColumns, LedgerColumns, Run


@dataclass(frozen=True)
class RunRecord:
    """One run of one design.

    ``segments`` and ``teams`` are the names behind the indices. ``steps`` are the lines from the first design of the
    run to this one [cents], in the order of :mod:`cssim.results.attribution`, empty if no contract ends were recorded.
    Which engine made it is not kept: they give the same bits.
    """

    design: str
    run: int
    seed: int
    segments: tuple[str, ...]
    teams: tuple[str, ...]
    measures: Measures
    ledger: LedgerColumns
    accounts: AccountColumns
    steps: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @property
    def months(self) -> int:
        """Number of simulated months."""
        return self.measures.months


def record_of(
    run: Run,
    lowered: Lowered,
    design: str,
    gross_margin: float,
    valuation: Valuation = USUAL,
    definitions: Definitions = AS_USUAL,
) -> RunRecord:
    """Return the record of a finished run, after checking that its books balance.

    Parameters
    ----------
    run
        The run.
    lowered
        Plan and labels it was simulated from.
    design
        Name of the design.
    gross_margin
        Share of revenue left before the cost of customer success.
    valuation
        How the company is valued.
    definitions
        What retention and a logo mean.

    Raises
    ------
    BrokenInvariant
        If ledger, counters and accounts do not tell the same story.
    """
    bridge.verify(run)
    labels = lowered.labels
    return RunRecord(
        design=design,
        run=run.run,
        seed=run.seed,
        segments=labels.segments,
        teams=labels.teams,
        measures=measures(run, lowered, gross_margin, valuation, definitions),
        ledger=run.ledger,
        accounts=run.accounts,
    )
